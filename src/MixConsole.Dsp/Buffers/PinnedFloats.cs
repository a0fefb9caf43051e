using System.Runtime.CompilerServices;

namespace MixConsole.Dsp.Buffers;

/// <summary>Zeroed floats that the collector never moves, beginning on a cache line: kernels keep the pointer for life.</summary>
internal sealed unsafe class PinnedFloats
{
    private const int CacheLine = 64; // bytes; one line holds two 256-bit vectors

    private readonly float[] _floats;

    public PinnedFloats(int length)
    {
        _floats = GC.AllocateArray<float>(length + CacheLine / sizeof(float), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _floats[0]);
        At = (float*)((address + CacheLine - 1) & ~(nuint)(CacheLine - 1));
        Length = length;
    }

    /// <summary>First float; valid as long as this object is reachable.</summary>
    public float* At { get; }

    public int Length { get; }

    public void Clear() => new Span<float>(At, Length).Clear();
}
