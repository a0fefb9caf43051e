using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using MixConsole.Engine.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Threads;

/// <summary>Windows: the multimedia class scheduler's "Pro Audio" class, high-resolution waitable timers, cycle counts for CPU time.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsThreadEdge : IAudioThreadEdge
{
    private const int TimeCritical = 15;
    private const uint HighResolution = 2, TimerAllAccess = 0x1F0003, Infinite = 0xFFFF_FFFF;
    private const nint CurrentThread = -2;
    private const double HundredNanoseconds = 1e7;

    [ThreadStatic]
    private static nint t_timer;

    private readonly bool _realTime;
    private readonly PortableThreadEdge _portable = new();
    private readonly double _nanosecondsPerCycle;

    static WindowsThreadEdge() => NativeLibraries.Install();

    public WindowsThreadEdge(bool realTime)
    {
        _realTime = realTime;
        _nanosecondsPerCycle = MeasureCycle();
    }

    public string EnterAudioThread()
    {
        string flush = FloatingPointMode.Flush() ? ", flush-to-zero" : ", no flush-to-zero";
        if (!_realTime)
            return "normal priority" + flush;
        uint task = 0;
        if (SetTask("Pro Audio", ref task) != 0)
            return "pro audio class" + flush;
        return (SetPriority(CurrentThread, TimeCritical) ? "time-critical priority" : "normal priority") + flush;
    }

    public void FlushDenormals() => FloatingPointMode.Flush();

    public void SleepUntil(long timestamp)
    {
        if (t_timer == 0)
            t_timer = CreateTimer(0, 0, HighResolution, TimerAllAccess);
        long left = timestamp - Stopwatch.GetTimestamp();
        if (left <= 0)
            return;
        // Negative: relative to now.
        long due = -(long)(left * HundredNanoseconds / Stopwatch.Frequency);
        if (t_timer != 0 && due < 0 && SetTimer(t_timer, due, 0, 0, 0, 0))
            _ = Wait(t_timer, Infinite);
        _portable.SleepUntil(timestamp);
    }

    public long ThreadCpuNanoseconds() => ThreadCycles(CurrentThread, out ulong cycles) ? (long)(cycles * _nanosecondsPerCycle) : 0;

    // Thread times of Windows advance in steps of 15.6 ms, so cycles are counted; their rate is measured against the wall clock over a busy 2 ms.
    private static double MeasureCycle()
    {
        long from = Stopwatch.GetTimestamp();
        if (!ThreadCycles(CurrentThread, out ulong first))
            return 0;
        while (Stopwatch.GetElapsedTime(from).TotalMilliseconds < 2)
            Thread.SpinWait(20);
        double nanoseconds = Stopwatch.GetElapsedTime(from).TotalNanoseconds;
        return ThreadCycles(CurrentThread, out ulong last) && last > first ? nanoseconds / (last - first) : 0;
    }

    [LibraryImport("avrt", EntryPoint = "AvSetMmThreadCharacteristicsW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint SetTask(string name, ref uint index);

    [LibraryImport("kernel32", EntryPoint = "SetThreadPriority")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetPriority(nint thread, int priority);

    [LibraryImport("kernel32", EntryPoint = "CreateWaitableTimerExW")]
    private static partial nint CreateTimer(nint security, nint name, uint flags, uint access);

    [LibraryImport("kernel32", EntryPoint = "SetWaitableTimer")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetTimer(nint timer, in long due, int period, nint completion, nint argument, int resume);

    [LibraryImport("kernel32", EntryPoint = "WaitForSingleObject")]
    private static partial uint Wait(nint handle, uint milliseconds);

    [LibraryImport("kernel32", EntryPoint = "QueryThreadCycleTime")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ThreadCycles(nint thread, out ulong cycles);
}
