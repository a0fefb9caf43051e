using System.Runtime.InteropServices;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Threads;

/// <summary>Seconds and nanoseconds, as in struct timespec of 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public const long NanosecondsPerSecond = 1_000_000_000;
    public long Seconds;
    public long Nanoseconds;

    public readonly long Total => (Seconds * NanosecondsPerSecond) + Nanoseconds;
}

/// <summary>Thread calls of Linux (x86-64 and AArch64; constants from its headers). Return values are error numbers or -1, as in the C library.</summary>
internal static unsafe partial class LinuxThreads
{
    public const int Normal = 0;
    public const int Fifo = 1;
    public const int RoundRobin = 2;
    public const int Monotonic = 1;
    public const int ThreadCpu = 3;
    public const int Absolute = 1;
    public const int Interrupted = 4;
    public const int SetName = 15;
    public const int SetTimerSlack = 29;

    static LinuxThreads() => NativeLibraries.Install();

    [LibraryImport(NativeLibraries.C, EntryPoint = "pthread_self")]
    public static partial nint Self();

    [LibraryImport(NativeLibraries.C, EntryPoint = "pthread_getschedparam")]
    public static partial int GetScheduler(nint thread, out int policy, out int priority);

    [LibraryImport(NativeLibraries.C, EntryPoint = "pthread_setschedparam")]
    public static partial int SetScheduler(nint thread, int policy, in int priority);

    [LibraryImport(NativeLibraries.C, EntryPoint = "sched_getaffinity")]
    public static partial int GetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport(NativeLibraries.C, EntryPoint = "sched_setaffinity")]
    public static partial int SetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport(NativeLibraries.C, EntryPoint = "prctl")]
    public static partial int Control(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    // Blocks: the normal transition lets a collection go on meanwhile.
    [LibraryImport(NativeLibraries.C, EntryPoint = "clock_nanosleep")]
    public static partial int Sleep(int clock, int flags, in TimeSpec until, TimeSpec* left);

    // Never blocks and takes 0.2 µs: no transition.
    [LibraryImport(NativeLibraries.C, EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    public static partial int Time(int clock, out TimeSpec time);
}
