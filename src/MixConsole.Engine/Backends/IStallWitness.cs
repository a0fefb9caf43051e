namespace MixConsole.Engine.Backends;

/// <summary>
/// Tells a late block that the machine caused (a host that took the core away) from one that we caused. Any thread may ask; asking allocates and locks nothing.
/// </summary>
public interface IStallWitness
{
    /// <summary>
    /// True when a stall of the machine touched the interval (Stopwatch ticks). A stall is noted when it ends, so ask some 10 ms after <paramref name="to"/> for the final word.
    /// </summary>
    bool Overlaps(long from, long to);
}
