using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Dynamics;

/// <summary>Two channels with their past before the block that is being written.</summary>
internal sealed unsafe class StereoLine
{
    private const int MaxBlock = 64;
    private const int Pad = 8; // one vector: kernels work in whole vectors

    private readonly PinnedFloats _floats;
    private readonly int _past;

    /// <param name="past">Frames before the block that stay in reach.</param>
    public StereoLine(int past)
    {
        _past = past + Pad;
        var stride = _past + MaxBlock + 2 * Pad;
        _floats = new PinnedFloats(2 * stride);
        Left = _floats.At + _past;
        Right = Left + stride;
    }

    /// <summary>First frame of the block, with room for 72.</summary>
    public float* Left { get; }

    public float* Right { get; }

    [RealTime]
    public void Clear() => _floats.Clear();

    /// <summary>The block becomes past.</summary>
    [RealTime]
    public void Advance(int frames)
    {
        new ReadOnlySpan<float>(Left - _past + frames, _past).CopyTo(new Span<float>(Left - _past, _past));
        new ReadOnlySpan<float>(Right - _past + frames, _past).CopyTo(new Span<float>(Right - _past, _past));
    }
}
