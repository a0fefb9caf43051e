using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Convert;

/// <summary>
/// A reader at another rate than its file. Reading on in sequence is cheap; a jump costs one kernel of samples read again and gives the same samples. Owns <paramref name="inner"/>.
/// </summary>
/// <param name="inner">What is read.</param>
/// <param name="rate">Frames per second to deliver.</param>
public sealed class ResamplingReader(ISampleReader inner, int rate) : ISampleReader
{
    private const int Chunk = 2048; // frames

    private readonly Resampler _resampler = new(inner.Rate, rate, inner.Channels);
    private readonly float[] _chunk = new float[Chunk * inner.Channels];
    private int _from;    // frames of the chunk already taken
    private int _to;      // frames in the chunk
    private long _feed;   // inner frame after the chunk
    private long _next;

    public int Channels => inner.Channels;

    public int Rate => rate;

    public long Frames => _resampler.OutputFrames(inner.Frames);

    /// <inheritdoc />
    /// <remarks>Where the inner reader fails before its end, so does this one.</remarks>
    public int Read(long at, Span<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        var wanted = (int)Math.Clamp(Frames - at, 0, interleaved.Length / Channels);
        if (at != _next)
        {
            _feed = _resampler.Seek(at);
            (_from, _to, _next) = (0, 0, at);
        }

        var done = 0;
        while (done < wanted)
        {
            if (_from == _to && _feed < inner.Frames)
            {
                (_from, _to) = (0, inner.Read(_feed, _chunk.AsSpan(0, (int)Math.Min(Chunk, inner.Frames - _feed) * Channels)));
                _feed += _to;
                if (_to == 0)
                {
                    break;
                }
            }

            var last = _feed >= inner.Frames;
            var made = _resampler.Process(_chunk.AsSpan(_from * Channels, (_to - _from) * Channels), interleaved[(done * Channels)..(wanted * Channels)], out var consumed, last);
            _from += consumed;
            done += made;
            if (made == 0 && last && _from == _to)
            {
                break;
            }
        }

        _next = at + done;
        return done;
    }

    public void Dispose() => inner.Dispose();
}
