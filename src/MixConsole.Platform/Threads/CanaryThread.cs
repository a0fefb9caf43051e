using System.Diagnostics;
using System.Runtime.CompilerServices;
using MixConsole.Engine.Backends;

namespace MixConsole.Platform.Threads;

/// <summary>The canary of one core.</summary>
internal sealed unsafe class CanaryThread
{
    public const int AnyCore = -1;

    // Above the audio thread (70) and below the kernel's own watchdogs (99).
    private const int Priority = 90;
    // Wake-ups of a healthy Linux machine are 0.05-0.2 ms late; other systems have coarser timers.
    private static readonly long Late = OperatingSystem.IsLinux() ? Ticks(0.3e-3) : Ticks(3e-3);

    // A stall begins up to a nap before the wake-up that shows it, and leaves a queue of late work behind.
    private static readonly long MarginBefore = Ticks(2e-3), MarginAfter = Ticks(4e-3);

    private readonly int _core;
    private readonly long _nap;
    private readonly IAudioThreadEdge _edge;
    private readonly StallRing _ring = new(MarginBefore, MarginAfter);
    private readonly Thread _thread;
    private long _due = long.MaxValue;
    private volatile bool _trustworthy;
    private volatile bool _stop;

    public CanaryThread(int core, TimeSpan nap)
    {
        _core = core;
        _nap = Ticks(nap.TotalSeconds);
        _edge = OperatingSystem.IsLinux() && Environment.Is64BitProcess ? new LinuxThreadEdge(realTime: true, Priority) : new NativeThreadEdge();
        _thread = new Thread(Watch) { IsBackground = true };
    }

    public long Stalls => _ring.Count;

    public bool IsTrustworthy => _trustworthy;

    public void Start() => _thread.Start();

    public void Stop()
    {
        _stop = true;
        _thread.Join();
    }

    /// <summary>Whether a noted stall, or one that lasts at this moment, touches the interval.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // inlined where it is called first, it would still be compiled where it is called next: on the audio thread
    public bool Overlaps(long from, long to)
    {
        if (_ring.Overlaps(from, to))
            return true;
        long due = Volatile.Read(ref _due);
        return Stopwatch.GetTimestamp() - due > Late && due - MarginBefore <= to;
    }

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    private void Watch()
    {
        string reached = _edge.EnterAudioThread();
        Thread.CurrentThread.Name = "canary";
        _trustworthy = Pin() && !reached.StartsWith("normal", StringComparison.Ordinal);
        while (!_stop)
        {
            TimeSpan paused = GC.GetTotalPauseDuration();
            long due = Stopwatch.GetTimestamp() + _nap;
            Volatile.Write(ref _due, due);
            _edge.SleepUntil(due);
            long awake = Stopwatch.GetTimestamp();
            if (awake - due <= Late)
                continue;
            // A collection holds us on the way back from the sleep: that lateness is our own program's.
            long pause = (long)((GC.GetTotalPauseDuration() - paused).TotalSeconds * Stopwatch.Frequency);
            if (awake - due - pause > Late)
                _ring.Add(due, awake);
        }
    }

    private bool Pin()
    {
        if (_core == AnyCore)
            return false;
        const int words = 16;
        ulong* mask = stackalloc ulong[words];
        for (int word = 0; word < words; word++)
            mask[word] = word == _core / 64 ? 1ul << (_core % 64) : 0;
        return LinuxThreads.SetAffinity(0, words * sizeof(ulong), mask) == 0;
    }
}
