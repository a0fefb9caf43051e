using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Boundary;

/// <summary>
/// Main's samples on their way to a file: interleaved stereo, written by the audio thread, read by a disk thread. What does not fit is counted, never waited for.
/// </summary>
public sealed class CaptureRing
{
    private const int Capacity = 1 << 19; // 5 s at 48 kHz: longer than any stall of a disk that is still alive
    private readonly float[] _samples = GC.AllocateArray<float>(Capacity * 2, pinned: true);
    private long _written, _read, _lost;

    /// <summary>Frames that found no room.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>[audio] Whether the next block might find no room.</summary>
    public bool IsTight => _written - Volatile.Read(ref _read) > Capacity - Backends.RenderBlock.MaxFrames;

    /// <summary>[audio] Writes frames.</summary>
    [RealTime]
    public unsafe void Write(float* left, float* right, int frames)
    {
        var at = _written;
        if (at + frames - Volatile.Read(ref _read) > Capacity)
        {
            Volatile.Write(ref _lost, _lost + frames);
            return;
        }

        for (var f = 0; f < frames; f++)
        {
            var slot = (at + f) & (Capacity - 1);
            _samples[slot * 2] = left[f];
            _samples[(slot * 2) + 1] = right[f];
        }

        Volatile.Write(ref _written, at + frames);
    }

    /// <summary>[disk] Reads up to the span's length; returns frames.</summary>
    public int Read(Span<float> interleaved)
    {
        var at = _read;
        var frames = (int)Math.Min(interleaved.Length / 2, Volatile.Read(ref _written) - at);
        for (var f = 0; f < frames; f++)
        {
            var slot = (at + f) & (Capacity - 1);
            interleaved[f * 2] = _samples[slot * 2];
            interleaved[(f * 2) + 1] = _samples[(slot * 2) + 1];
        }

        Volatile.Write(ref _read, at + frames);
        return frames;
    }
}
