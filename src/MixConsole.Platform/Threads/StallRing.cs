namespace MixConsole.Platform.Threads;

/// <summary>
/// The last stalls of one core in order of time (Stopwatch ticks). One thread adds, any thread asks; nothing waits.
/// </summary>
internal sealed class StallRing(long marginBefore, long marginAfter)
{
    private const int Capacity = 1024;
    private readonly long[] _from = new long[Capacity];
    private readonly long[] _to = new long[Capacity];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Add(long from, long to)
    {
        int slot = (int)(_count % Capacity);
        _from[slot] = from;
        _to[slot] = to;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>
    /// Whether a stall, widened by the margins, touches the interval. Stalls older than the ring are forgotten; one that is being overwritten is older than all that matters.
    /// </summary>
    public bool Overlaps(long from, long to)
    {
        long count = Volatile.Read(ref _count);
        for (long index = count - 1; index >= 0 && index > count - Capacity; index--)
        {
            int slot = (int)(index % Capacity);
            if (_to[slot] + marginAfter < from)
                return false;
            if (_from[slot] - marginBefore <= to)
                return true;
        }

        return false;
    }
}
