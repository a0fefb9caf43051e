using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixConsole.Engine.Backends;

namespace MixConsole.Platform.Threads;

/// <summary>
/// Small threads that only sleep, one per core and above the audio thread: what wakes them late is the machine (a host that took the core away), not our work. The collector's own pauses are subtracted.
/// A wake-up costs 19 µs on a virtual core (measured, of a C program too) and a few on a real one: 3.8 % of each core at the usual nap of 0.5 ms.
/// </summary>
public sealed unsafe class StallCanary : IStallWitness, IDisposable
{
    /// <summary>Cores beyond these go unwatched: machines with more are not the ones that lose them.</summary>
    public const int MaxCores = 8;

    private const int MaskWords = 16;
    private static readonly TimeSpan UsualNap = TimeSpan.FromMilliseconds(0.5); // a stall that costs a block of 64 frames (1.3 ms) cannot pass between two wake-ups
    private readonly CanaryThread[] _canaries;

    /// <summary>Starts watching the cores that this process may use. Stalls shorter than <paramref name="nap"/> (0.5 ms when null) may pass between two wake-ups.</summary>
    public StallCanary(TimeSpan? nap = null)
    {
        _canaries = [.. Cores().Take(MaxCores).Select(core => new CanaryThread(core, nap ?? UsualNap))];
        foreach (CanaryThread canary in _canaries)
            canary.Start();
        _ = Overlaps(0, 0); // compiled here, not on the audio thread when the first block is late
    }

    /// <summary>Stalls seen since the start, all cores together.</summary>
    public long Stalls
    {
        get
        {
            long stalls = 0;
            foreach (CanaryThread canary in _canaries)
                stalls += canary.Stalls;
            return stalls;
        }
    }

    /// <summary>Whether every canary runs at real-time priority and on its own core; otherwise other programs' work passes for stalls.</summary>
    public bool IsTrustworthy => Array.TrueForAll(_canaries, canary => canary.IsTrustworthy);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Overlaps(long from, long to)
    {
        foreach (CanaryThread canary in _canaries)
        {
            if (canary.Overlaps(from, to))
                return true;
        }

        return false;
    }

    public void Dispose()
    {
        foreach (CanaryThread canary in _canaries)
            canary.Stop();
    }

    // One unpinned canary where cores cannot be chosen.
    private static List<int> Cores()
    {
        List<int> cores = [];
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            ulong* mask = stackalloc ulong[MaskWords];
            NativeMemory.Clear(mask, MaskWords * sizeof(ulong));
            if (LinuxThreads.GetAffinity(Environment.ProcessId, MaskWords * sizeof(ulong), mask) == 0)
            {
                for (int core = 0; core < MaskWords * 64; core++)
                {
                    if ((mask[core / 64] >> (core % 64) & 1) != 0)
                        cores.Add(core);
                }
            }
        }

        return cores.Count > 0 ? cores : [CanaryThread.AnyCore];
    }
}
