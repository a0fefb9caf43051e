using System.Diagnostics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Streaming;

/// <summary>
/// All tracks of a session and the threads that read them ahead. The audio thread asks for a stretch and plays it once it is ready; offline rendering pumps the same pool itself.
/// A track whose disk does not answer holds one thread up and nothing else. Freed when its owner and all plans have given it up.
/// </summary>
public sealed class StreamPool : IDisposable
{
    // Frames that must be there before playing starts: a third of a second outlasts what a busy disk needs for the next round.
    private const int ReadyFrames = 16_384;
    private const int FreeThreads = 2; // that do not hang
    private const int MostThreads = 16;
    private static readonly long Patience = Stopwatch.Frequency / 4; // a disk that needs longer for 85 ms of sound hangs

    private readonly TrackStream[] _streams;
    private readonly ManualResetEventSlim _stop = new();
    private readonly List<Thread> _threads = [];
    private readonly PlaySpan[] _spans = new PlaySpan[4]; // by number, so that asking again never tears what is being read
    private int _wantedNumber;
    private int _readyNumber;
    private long _consumed;
    private int _users = 1;

    public StreamPool(IEnumerable<TrackStream> streams) => _streams = [.. streams];

    public int Count => _streams.Length;

    public TrackStream this[int index] => _streams[index];

    /// <summary>Number of the stretch that can be played now.</summary>
    public int Ready => Volatile.Read(ref _readyNumber);

    /// <summary>Whether any track's medium gave fewer samples than it promised.</summary>
    public bool AnyBroken => Array.Exists(_streams, s => s.IsBroken);

    /// <summary>Whether any track's medium does not answer.</summary>
    public bool AnyHangs => Array.Exists(_streams, s => s.Hangs(Patience));

    /// <summary>Whether any track lacks samples up to a played frame of the present stretch, or the stretch is not ready yet.</summary>
    [RealTime]
    public bool IsShort(long played)
    {
        var number = Volatile.Read(ref _wantedNumber);
        if (Volatile.Read(ref _readyNumber) != number) return true;
        foreach (var stream in _streams)
            if (stream.Filled(number) < played) return true;
        return false;
    }

    /// <summary>The audio thread asks for a new stretch; it must not read until <see cref="Ready"/> has its number.</summary>
    [RealTime]
    public void Ask(in PlaySpan span)
    {
        _spans[span.Number & 3] = span;
        Volatile.Write(ref _consumed, 0);
        Volatile.Write(ref _wantedNumber, span.Number);
    }

    /// <summary>The audio thread has played up to here.</summary>
    [RealTime]
    public void Consume(long played) => Volatile.Write(ref _consumed, played);

    /// <summary>Starts the reading threads.</summary>
    public void Start() => AddThreads();

    /// <summary>Fills whatever has room and is not being filled elsewhere; returns whether anything was read.</summary>
    public bool Pump()
    {
        var number = Volatile.Read(ref _wantedNumber);
        var span = _spans[number & 3];
        var worked = false;
        foreach (var stream in _streams)
        {
            if (Volatile.Read(ref _wantedNumber) != number) return true;
            worked |= stream.TryFill(span, Volatile.Read(ref _consumed));
        }

        if (_readyNumber != number && Array.TrueForAll(_streams, s => s.Filled(number) >= ReadyFrames || s.Hangs(Patience)))
            Volatile.Write(ref _readyNumber, number);
        return worked;
    }

    /// <summary>A plan begins to use the pool. Control thread, as <see cref="Dispose"/>.</summary>
    internal void Hold() => _users++;

    /// <summary>Gives the pool up once; frees it when nobody is left. Never waits for a disk that hangs.</summary>
    public void Dispose()
    {
        if (--_users > 0) return;
        _stop.Set();
        Thread[] threads;
        lock (_threads) threads = [.. _threads];
        foreach (var thread in threads) thread.Join(TimeSpan.FromMilliseconds(_streams.Any(s => s.Hangs(Patience)) ? 500 : 5000));
        foreach (var stream in _streams) stream.Dispose();
    }

    private void AddThreads()
    {
        lock (_threads)
        {
            var free = _threads.Count - _streams.Count(s => s.Hangs(Patience));
            for (; free < FreeThreads && _threads.Count < MostThreads; free++)
            {
                var thread = new Thread(Run) { Name = "disk", IsBackground = true, Priority = ThreadPriority.AboveNormal };
                _threads.Add(thread);
                thread.Start();
            }
        }
    }

    private void Run()
    {
        while (!_stop.IsSet)
        {
            if (AnyHangs) AddThreads();
            if (!Pump()) _stop.Wait(5); // a chunk lasts 85 ms, the ring over a second
        }
    }
}
