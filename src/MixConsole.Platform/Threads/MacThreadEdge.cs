using System.Runtime.InteropServices;
using MixConsole.Engine.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Threads;

/// <summary>macOS: time-constraint scheduling and mach_wait_until (Stopwatch counts the nanoseconds of the same clock). Constants from the Mach headers.</summary>
internal sealed unsafe partial class MacThreadEdge : IAudioThreadEdge
{
    private const int TimeConstraint = 2, TimeConstraintWords = 4;
    private const int ThreadCpu = 16;
    private readonly bool _realTime;
    private readonly uint _numerator = 1;
    private readonly uint _denominator = 1;

    static MacThreadEdge() => NativeLibraries.Install();

    public MacThreadEdge(bool realTime)
    {
        _realTime = realTime;
        uint* timebase = stackalloc uint[2];
        if (Timebase(timebase) == 0)
            (_numerator, _denominator) = (timebase[0], timebase[1]);
    }

    public string EnterAudioThread()
    {
        string flush = FloatingPointMode.Flush() ? ", flush-to-zero" : ", no flush-to-zero";
        if (!_realTime)
            return "normal priority" + flush;
        // Half a millisecond of work within one millisecond; no fixed period, block sizes change.
        uint* policy = stackalloc uint[TimeConstraintWords] { 0, (uint)Ticks(500_000), (uint)Ticks(1_000_000), 1 };
        bool raised = SetPolicy(MachThread(Self()), TimeConstraint, policy, TimeConstraintWords) == 0;
        return (raised ? "time-constraint priority" : "normal priority (time-constraint scheduling refused)") + flush;
    }

    public void FlushDenormals() => FloatingPointMode.Flush();

    public void SleepUntil(long timestamp) => _ = WaitUntil(Ticks((ulong)Math.Max(timestamp, 0)));

    public long ThreadCpuNanoseconds() => Time(ThreadCpu, out TimeSpec time) == 0 ? time.Total : 0;

    private ulong Ticks(ulong nanoseconds) => (ulong)((UInt128)nanoseconds * _denominator / _numerator);

    [LibraryImport(NativeLibraries.C, EntryPoint = "pthread_self")]
    private static partial nint Self();

    [LibraryImport(NativeLibraries.C, EntryPoint = "pthread_mach_thread_np")]
    private static partial uint MachThread(nint thread);

    [LibraryImport(NativeLibraries.C, EntryPoint = "thread_policy_set")]
    private static partial int SetPolicy(uint thread, int flavor, uint* policy, int words);

    [LibraryImport(NativeLibraries.C, EntryPoint = "mach_timebase_info")]
    private static partial int Timebase(uint* timebase);

    [LibraryImport(NativeLibraries.C, EntryPoint = "mach_wait_until")]
    private static partial int WaitUntil(ulong deadline);

    [LibraryImport(NativeLibraries.C, EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int Time(int clock, out TimeSpec time);
}
