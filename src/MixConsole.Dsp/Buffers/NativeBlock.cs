using System.Runtime.InteropServices;

namespace MixConsole.Dsp.Buffers;

/// <summary>
/// Memory outside the managed heap: handed out zeroed, aligned to a cache line, freed all at once. The garbage collector neither moves nor scans it.
/// </summary>
public sealed unsafe class NativeBlock : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>Zeroed memory for <paramref name="count"/> values.</summary>
    public T* Take<T>(int count) where T : unmanaged
    {
        var bytes = (nuint)Math.Max(1, count) * (nuint)sizeof(T);
        var memory = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(memory, bytes);
        _blocks.Add((nint)memory);
        return (T*)memory;
    }

    /// <summary>Zeroed memory for <paramref name="count"/> pointers.</summary>
    public float** TakePointers(int count) => (float**)Take<nint>(count);

    public void Dispose()
    {
        foreach (var block in _blocks) NativeMemory.AlignedFree((void*)block);
        _blocks.Clear();
    }
}
