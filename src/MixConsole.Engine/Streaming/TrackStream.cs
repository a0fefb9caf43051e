using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Plan;

namespace MixConsole.Engine.Streaming;

/// <summary>
/// Samples of one track between the disk and the audio thread: a ring per channel, filled ahead of the playing. Only the thread that has claimed the stream writes, only the audio thread reads.
/// </summary>
public sealed unsafe class TrackStream : IDisposable
{
    /// <summary>Frames of the ring: more than 1.3 s at 48 kHz.</summary>
    public const int Capacity = 65_536;

    private const int Mask = Capacity - 1;
    private const int Chunk = 4096;
    private readonly ISampleReader? _reader;
    private readonly long _trackStart;
    private readonly NativeBlock _memory = new();
    private readonly float* _ring; // [channel][Capacity + a mirrored tile], so that the reader never meets the wrap
    private readonly float[] _interleaved;
    private long _filled;
    private int _number;
    private long _claimedAt;

    /// <param name="reader">The audio; null for a track whose file could not be opened, which is silent.</param>
    /// <param name="trackStart">Song frame of its first frame.</param>
    /// <param name="channels">1 or 2.</param>
    public TrackStream(ISampleReader? reader, long trackStart, int channels)
    {
        _reader = reader;
        _trackStart = trackStart;
        Channels = channels;
        _ring = _memory.Take<float>(channels * (Capacity + Lanes.TileFrames));
        _interleaved = new float[Chunk * Math.Max(1, reader?.Channels ?? 1)];
    }

    public int Channels { get; }

    /// <summary>Whether the medium gave fewer samples than it promised.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Played frames of a stretch up to which samples are there.</summary>
    [RealTime]
    public long Filled(int number) => Volatile.Read(ref _number) == number ? Volatile.Read(ref _filled) : 0;

    /// <summary>Whether the medium has been asked for longer than <paramref name="patience"/> (Stopwatch ticks) and has not answered.</summary>
    public bool Hangs(long patience) => Volatile.Read(ref _claimedAt) is not 0 and var since && System.Diagnostics.Stopwatch.GetTimestamp() - since > patience;

    /// <summary>At least <see cref="Lanes.TileFrames"/> contiguous samples from a played frame; valid below <see cref="Filled"/>.</summary>
    [RealTime]
    public float* Read(int channel, long played) => _ring + (channel * (Capacity + Lanes.TileFrames)) + (played & Mask);

    /// <summary>Fills up to one chunk; returns false when there is nothing to do, or another thread is at it.</summary>
    /// <param name="span">The stretch that is being played. While a new one begins, the audio thread reads nothing.</param>
    /// <param name="consumed">Played frames that the audio thread is done with.</param>
    public bool TryFill(in PlaySpan span, long consumed)
    {
        if (Interlocked.CompareExchange(ref _claimedAt, System.Diagnostics.Stopwatch.GetTimestamp(), 0) != 0) return false;
        try
        {
            return Fill(span, consumed);
        }
        finally
        {
            Volatile.Write(ref _claimedAt, 0);
        }
    }

    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _claimedAt, long.MaxValue, 0) != 0) return; // a thread hangs in the reader: its memory must stay
        _reader?.Dispose();
        _memory.Dispose();
    }

    private bool Fill(in PlaySpan span, long consumed)
    {
        if (_number != span.Number)
        {
            Volatile.Write(ref _filled, 0);
            Volatile.Write(ref _number, span.Number);
        }

        var at = _filled;
        if (at < consumed) at = consumed; // starved: what is past is past
        var room = (int)Math.Min(Chunk, consumed + Capacity - Chunk - at);
        if (room < Chunk) return false;
        var done = 0;
        while (done < Chunk)
        {
            var n = (int)Math.Min(Chunk - done, span.Straight(at + done));
            Copy(span.Song(at + done), at + done, n);
            done += n;
        }

        Volatile.Write(ref _filled, at + Chunk);
        return true;
    }

    // Silence before and after the track and where the medium fails.
    private void Copy(long song, long played, int frames)
    {
        while (frames > 0)
        {
            var local = song - _trackStart;
            if (_reader is null || local >= _reader.Frames)
            {
                Put(played, frames, 0);
                return;
            }

            if (local < 0)
            {
                var before = (int)Math.Min(frames, -local);
                Put(played, before, 0);
                (song, played, frames) = (song + before, played + before, frames - before);
                continue;
            }

            var wanted = (int)Math.Min(frames, _reader.Frames - local);
            var read = Read(_reader, local, _interleaved.AsSpan(0, wanted * _reader.Channels));
            if (read < wanted)
            {
                IsBroken = true;
                _interleaved.AsSpan(read * _reader.Channels, (wanted - read) * _reader.Channels).Clear();
            }

            Put(played, wanted, _reader.Channels);
            (song, played, frames) = (song + wanted, played + wanted, frames - wanted);
        }
    }

    // A reader that throws, against its promise, must not take the console down.
    private static int Read(ISampleReader reader, long at, Span<float> interleaved)
    {
        try
        {
            return reader.Read(at, interleaved);
        }
        catch (Exception)
        {
            return 0;
        }
    }

    private void Put(long played, int frames, int channels)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            var ring = _ring + (channel * (Capacity + Lanes.TileFrames));
            var source = Math.Min(channel, channels - 1);
            for (var f = 0; f < frames; f++)
            {
                var slot = (int)((played + f) & Mask);
                var sample = channels == 0 ? 0 : _interleaved[(f * channels) + source];
                ring[slot] = sample;
                if (slot < Lanes.TileFrames) ring[slot + Capacity] = sample;
            }
        }
    }
}
