using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Streaming;

/// <summary>
/// All tracks of a session and the thread that reads them ahead. The audio thread asks for a stretch and plays it once it is ready; offline rendering pumps the same pool itself.
/// </summary>
public sealed class StreamPool : IDisposable
{
    // Frames that must be there before playing starts: a third of a second outlasts what a busy disk needs for the next round.
    private const int ReadyFrames = 16_384;

    private readonly TrackStream[] _streams;
    private readonly Lock _filling = new();
    private readonly ManualResetEventSlim _stop = new();
    private Thread? _thread;
    private PlaySpan _wanted;
    private PlaySpan _current;
    private int _wantedNumber;
    private int _readyNumber;
    private long _consumed;

    public StreamPool(IEnumerable<TrackStream> streams) => _streams = [.. streams];

    public int Count => _streams.Length;

    public TrackStream this[int index] => _streams[index];

    /// <summary>Number of the stretch that can be played now.</summary>
    public int Ready => Volatile.Read(ref _readyNumber);

    /// <summary>Whether any track's medium gave fewer samples than it promised.</summary>
    public bool AnyBroken => Array.Exists(_streams, s => s.IsBroken);

    /// <summary>Whether any track lacks samples up to a played frame of the present stretch, or the stretch is not ready yet.</summary>
    [RealTime]
    public bool IsShort(long played)
    {
        if (Volatile.Read(ref _readyNumber) != Volatile.Read(ref _wantedNumber)) return true;
        foreach (var stream in _streams)
            if (stream.Filled < played) return true;
        return false;
    }

    /// <summary>The audio thread asks for a new stretch; it must not read until <see cref="Ready"/> has its number.</summary>
    [RealTime]
    public void Ask(in PlaySpan span)
    {
        _wanted = span;
        Volatile.Write(ref _consumed, 0);
        Volatile.Write(ref _wantedNumber, span.Number);
    }

    /// <summary>The audio thread has played up to here.</summary>
    [RealTime]
    public void Consume(long played) => Volatile.Write(ref _consumed, played);

    /// <summary>Starts the reading thread.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { Name = "disk", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Fills whatever has room; returns whether anything was read. One caller at a time.</summary>
    public bool Pump()
    {
        lock (_filling)
        {
            var number = Volatile.Read(ref _wantedNumber);
            if (number != _current.Number)
            {
                _current = _wanted;
                foreach (var stream in _streams) stream.Restart();
            }

            var consumed = Volatile.Read(ref _consumed);
            var worked = false;
            foreach (var stream in _streams)
            {
                if (Volatile.Read(ref _wantedNumber) != _current.Number) return true;
                worked |= stream.Fill(_current, consumed);
            }

            if (_readyNumber != _current.Number && Array.TrueForAll(_streams, s => s.Filled >= ReadyFrames))
                Volatile.Write(ref _readyNumber, _current.Number);
            return worked || _readyNumber != _current.Number;
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        foreach (var stream in _streams) stream.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsSet)
            if (!Pump()) _stop.Wait(5); // a chunk lasts 85 ms, the ring over a second
    }
}
