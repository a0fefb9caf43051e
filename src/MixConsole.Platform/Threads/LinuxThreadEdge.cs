using System.Diagnostics;
using MixConsole.Engine.Backends;

namespace MixConsole.Platform.Threads;

/// <summary>Linux: FIFO scheduling where allowed, timer slack of 1 ns, absolute sleep on the monotonic clock (the clock of Stopwatch).</summary>
internal sealed unsafe class LinuxThreadEdge(bool realTime, int priority = LinuxThreadEdge.AudioPriority) : IAudioThreadEdge
{
    // Above the kernel's threaded interrupts (50), below a device server's own driver thread.
    public const int AudioPriority = 70;

    public string EnterAudioThread()
    {
        fixed (byte* name = "audio"u8)
            _ = LinuxThreads.Control(LinuxThreads.SetName, (nuint)name, 0, 0, 0);
        // Sleeps of normal threads are otherwise rounded up by 50 µs.
        _ = LinuxThreads.Control(LinuxThreads.SetTimerSlack, 1, 0, 0, 0);
        return Raise() + (FloatingPointMode.Flush() ? ", flush-to-zero" : ", no flush-to-zero");
    }

    public void FlushDenormals() => FloatingPointMode.Flush();

    public void SleepUntil(long timestamp)
    {
        (long seconds, long nanoseconds) = Math.DivRem(timestamp, Stopwatch.Frequency);
        var until = new TimeSpec { Seconds = seconds, Nanoseconds = nanoseconds * (TimeSpec.NanosecondsPerSecond / Stopwatch.Frequency) };
        while (LinuxThreads.Sleep(LinuxThreads.Monotonic, LinuxThreads.Absolute, until, null) == LinuxThreads.Interrupted)
        {
        }
    }

    public long ThreadCpuNanoseconds() => LinuxThreads.Time(LinuxThreads.ThreadCpu, out TimeSpec time) == 0 ? time.Total : 0;

    private string Raise()
    {
        if (!realTime)
            return "normal priority";
        nint self = LinuxThreads.Self();
        // A thread that its device server made real-time keeps the server's order of priorities.
        if (LinuxThreads.GetScheduler(self, out int policy, out int present) == 0 && policy == LinuxThreads.Fifo && present >= AudioPriority / 2)
            return $"FIFO {present} from the device";
        int error = LinuxThreads.SetScheduler(self, LinuxThreads.Fifo, priority);
        return error == 0 ? $"FIFO {priority}" : "normal priority (real-time scheduling is not allowed)";
    }
}
