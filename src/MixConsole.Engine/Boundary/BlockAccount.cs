using System.Diagnostics;
using System.Runtime.CompilerServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Boundary;

/// <summary>
/// Time and memory of the audio thread, block by block: CPU time, late blocks (ours apart from those during which the machine stood still), bytes and methods that should not be.
/// [audio] counts, anybody reads.
/// </summary>
[RealTime]
public sealed class BlockAccount(IAudioThreadEdge edge)
{
    private const int Waiting = 256;
    private readonly (long From, long To)[] _late = new (long, long)[Waiting];
    private readonly DurationHistogram _cpu = new();
    private readonly DurationHistogram _heard = new();
    private int _lateCount;
    private long _start, _cpuStart;
    private long _misses, _stalls, _allocated, _jitted, _allocatedAt, _jittedAtStart, _jittedBefore, _busy, _time;
    private int _collections;
    private bool _collected;

    /// <summary>Tells late blocks of ours from those of the machine; null where nobody watches.</summary>
    public IStallWitness? Witness
    {
        get;
        [MethodImpl(MethodImplOptions.NoInlining)] // else the call is inlined too, and the witness's own method stays uncompiled
        set
        {
            field = value;
            _ = value?.Overlaps(0, 0); // compiled now, and not on the audio thread when the first block is late
        }
    }

    public long Misses => Volatile.Read(ref _misses);

    public long Stalls => Volatile.Read(ref _stalls);

    public long Allocated => Volatile.Read(ref _allocated);

    public long Jitted => Volatile.Read(ref _jitted);

    /// <summary>Blocks so far.</summary>
    public long Blocks => _cpu.Total;

    /// <summary>Longest CPU time of a block in ms.</summary>
    public double WorstMilliseconds => _cpu.Worst / 1e6;

    /// <summary>CPU time in ms that 99.9 % of blocks stay below.</summary>
    public double P999Milliseconds => _cpu.Percentile(0.999) / 1e6;

    /// <summary>From the socket to the end of the block in which a change sounds, 99 %, ms.</summary>
    public double HeardP99Milliseconds => _heard.Percentile(0.99) / 1e6;

    /// <summary>CPU time against the duration of the blocks, percent.</summary>
    public double LoadPercent => Volatile.Read(ref _time) is > 0 and var time ? 100.0 * Volatile.Read(ref _busy) / time : 0;

    /// <summary>Begins on a new audio thread; what other threads of the past did stays counted.</summary>
    public void Enter()
    {
        _jittedBefore = _jitted;
        _allocatedAt = GC.GetAllocatedBytesForCurrentThread();
        _collected = true;
        _cpuStart = edge.ThreadCpuNanoseconds();
        _jittedAtStart = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
    }

    /// <summary>A block begins.</summary>
    public void Begin() => _start = Stopwatch.GetTimestamp();

    /// <summary>A block ends.</summary>
    /// <param name="frames">Its length.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="hasDeadline">False in virtual time, freewheel and offline, where no block can be late.</param>
    public void End(int frames, int rate, bool hasDeadline)
    {
        // From end to end: what the thread does to wait and to be called counts as well, and the clock is read once.
        var cpuNow = edge.ThreadCpuNanoseconds();
        var cpu = cpuNow - _cpuStart;
        _cpuStart = cpuNow;
        var end = Stopwatch.GetTimestamp();
        _cpu.Add(cpu);
        Volatile.Write(ref _busy, _busy + cpu);
        Volatile.Write(ref _time, _time + (frames * 1_000_000_000L / rate));
        var period = frames * Stopwatch.Frequency / rate;
        if (hasDeadline && end - _start > period) NoteLate(_start, end);
        if (_lateCount > 0) Judge(end);
        CountBytes();
        if ((_cpu.Total & 63) == 0) Volatile.Write(ref _jitted, _jittedBefore + System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true) - _jittedAtStart);
    }

    /// <summary>A change that entered the machine at a moment sounds in the block that ends now.</summary>
    public void Heard(long receivedAt, long now) => _heard.Add((now - receivedAt) * (1_000_000_000L / Stopwatch.Frequency));

    // A collection books the unused rest of what a thread once reserved as allocated, so the blocks around one say nothing.
    private void CountBytes()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var collections = GC.CollectionCount(0);
        var calm = collections == _collections;
        if (calm && !_collected) Volatile.Write(ref _allocated, _allocated + allocated - _allocatedAt);
        (_allocatedAt, _collections, _collected) = (allocated, collections, !calm);
    }

    private void NoteLate(long from, long to)
    {
        if (_lateCount < Waiting) _late[_lateCount++] = (from, to);
        else Volatile.Write(ref _misses, _misses + 1);
    }

    // A stall is known only when it is over, so the verdict waits a little.
    private void Judge(long now)
    {
        var settled = now - (Stopwatch.Frequency / 50);
        var left = 0;
        for (var i = 0; i < _lateCount; i++)
        {
            var (from, to) = _late[i];
            if (to > settled) _late[left++] = (from, to);
            else if (Witness is not null && Witness.Overlaps(from, to)) Volatile.Write(ref _stalls, _stalls + 1);
            else Volatile.Write(ref _misses, _misses + 1);
        }

        _lateCount = left;
    }
}
