namespace MixConsole.Platform.Threads;

/// <summary>
/// While it lives, threads that the calling thread starts run before other programs' work: those between a hand and the sound, which work for microseconds and otherwise wait milliseconds
/// for a busy machine. Below every audio thread. Linux, where allowed: threads inherit the scheduling of who starts them. Dispose it on the thread that made it.
/// </summary>
public sealed class HandsFirst : IDisposable
{
    private const int Priority = 5; // below device servers (10) and threaded interrupts (50)
    private readonly bool _raised;

    public HandsFirst() => _raised = OperatingSystem.IsLinux() && Environment.Is64BitProcess && LinuxThreads.SetScheduler(LinuxThreads.Self(), LinuxThreads.RoundRobin, Priority) == 0;

    public void Dispose()
    {
        if (_raised)
            _ = LinuxThreads.SetScheduler(LinuxThreads.Self(), LinuxThreads.Normal, 0);
    }
}
