using System.Runtime.InteropServices;

namespace MixConsole.Engine.Backends;

/// <summary>
/// Channels of samples outside the managed heap, [channels][<see cref="RenderBlock.MaxFrames"/>], each aligned to a cache line, with the pointer table that <see cref="RenderBlock"/> takes. Zeroed at birth.
/// </summary>
public sealed unsafe class PlanarBuffers : IDisposable
{
    private const nuint Alignment = 64;
    private const nuint ChannelBytes = RenderBlock.MaxFrames * sizeof(float);
    private float* _samples;
    private float** _table;

    public PlanarBuffers(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channels);
        Channels = channels;
        nuint count = (nuint)Math.Max(channels, 1);
        _samples = (float*)NativeMemory.AlignedAlloc(count * ChannelBytes, Alignment);
        NativeMemory.Clear(_samples, count * ChannelBytes);
        _table = (float**)NativeMemory.AlignedAlloc(count * (nuint)sizeof(float*), Alignment);
        for (int channel = 0; channel < channels; channel++)
            _table[channel] = _samples + ((long)channel * RenderBlock.MaxFrames);
    }

    ~PlanarBuffers() => Free();

    public int Channels { get; }

    /// <summary>Table of channel pointers; null after disposal.</summary>
    public float** Table => _table;

    /// <summary>First <paramref name="frames"/> samples of one channel.</summary>
    public Span<float> Channel(int channel, int frames)
    {
        ObjectDisposedException.ThrowIf(_samples is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)channel, (uint)Channels, nameof(channel));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)frames, (uint)RenderBlock.MaxFrames, nameof(frames));
        return new Span<float>(_samples + ((long)channel * RenderBlock.MaxFrames), frames);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_samples);
        NativeMemory.AlignedFree(_table);
        _samples = null;
        _table = null;
    }
}
