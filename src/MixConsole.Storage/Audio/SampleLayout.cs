using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixConsole.Storage.Audio;

/// <summary>What a stored sample is.</summary>
public enum SampleKind
{
    /// <summary>Two's complement.</summary>
    Signed,

    /// <summary>Offset binary, 128 is silence; one byte only.</summary>
    Unsigned,

    /// <summary>IEEE 754.</summary>
    Float,
}

/// <summary>How one sample lies in a file.</summary>
/// <param name="Kind">Integer or float.</param>
/// <param name="Bytes">1 to 4, or 4 and 8 for floats. Fewer valid bits are left-justified, as WAVE and AIFF both demand.</param>
/// <param name="BigEndian">Most significant byte first.</param>
public readonly record struct SampleLayout(SampleKind Kind, int Bytes, bool BigEndian = false)
{
    /// <summary>Whether a sample of this kind and size exists.</summary>
    public bool IsKnown => Kind switch
    {
        SampleKind.Float => Bytes is 4 or 8,
        SampleKind.Unsigned => Bytes == 1,
        _ => Bytes is >= 1 and <= 4,
    };

    /// <summary>For people, as in "24-bit" and "32-bit float".</summary>
    public override string ToString() => Kind == SampleKind.Float ? $"{Bytes * 8}-bit float" : $"{Bytes * 8}-bit";

    /// <summary>
    /// Turns stored samples into floats, full scale = 1. <paramref name="stored"/> may be the tail of <paramref name="target"/>: every sample is read before its place is written.
    /// It is changed where bytes have to be swapped. What is not a finite number becomes silence: one such sample would ring in a filter for ever.
    /// </summary>
    /// <param name="stored">target.Length samples of up to four bytes.</param>
    /// <param name="target">Floats.</param>
    public void Decode(Span<byte> stored, Span<float> target)
    {
        if (BigEndian) Swap(stored);
        switch (Kind, Bytes)
        {
            case (SampleKind.Float, 4): Decode32Float(stored, target); break;
            case (SampleKind.Float, _): Decode64Float(stored, target); break;
            case (SampleKind.Unsigned, _): for (var i = 0; i < target.Length; i++) target[i] = (stored[i] - 128) * (1f / 128); break;
            case (_, 1): for (var i = 0; i < target.Length; i++) target[i] = (sbyte)stored[i] * (1f / 128); break;
            case (_, 2): Decode16(stored, target); break;
            case (_, 3): Decode24(stored, target); break;
            default: Decode32(stored, target); break;
        }
    }

    private void Swap(Span<byte> stored)
    {
        switch (Bytes)
        {
            case 2: Reverse<short>(stored, BinaryPrimitives.ReverseEndianness); break;
            case 4: Reverse<int>(stored, BinaryPrimitives.ReverseEndianness); break;
            case 8: Reverse<long>(stored, BinaryPrimitives.ReverseEndianness); break;
            case 3: for (var i = 0; i + 2 < stored.Length; i += 3) (stored[i], stored[i + 2]) = (stored[i + 2], stored[i]); break;
        }

        static void Reverse<T>(Span<byte> bytes, SpanReverse<T> reverse)
            where T : struct
        {
            var whole = MemoryMarshal.Cast<byte, T>(bytes);
            reverse(whole, whole);
        }
    }

    private delegate void SpanReverse<T>(ReadOnlySpan<T> from, Span<T> to);

    private static void Decode16(ReadOnlySpan<byte> stored, Span<float> target)
    {
        var shorts = MemoryMarshal.Cast<byte, short>(stored);
        var i = 0;
        for (; i + 8 <= target.Length; i += 8)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(shorts[i..]));
            (Vector128.ConvertToSingle(low) * (1f / 32768)).CopyTo(target[i..]);
            (Vector128.ConvertToSingle(high) * (1f / 32768)).CopyTo(target[(i + 4)..]);
        }

        for (; i < target.Length; i++) target[i] = shorts[i] * (1f / 32768);
    }

    private static void Decode24(ReadOnlySpan<byte> stored, Span<float> target)
    {
        // Four samples to the top three bytes of four words; the index 16 selects nothing, so the lowest byte is 0.
        var spread = Vector128.Create((byte)16, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11);
        var i = 0;
        for (; (i * 3) + 16 <= stored.Length; i += 4)
        {
            var words = Vector128.Shuffle(Vector128.Create(stored[(i * 3)..]), spread).AsInt32();
            (Vector128.ConvertToSingle(words) * (1f / 2147483648f)).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
            target[i] = ((stored[i * 3] << 8) | (stored[(i * 3) + 1] << 16) | (stored[(i * 3) + 2] << 24)) * (1f / 2147483648f);
    }

    private static void Decode32(ReadOnlySpan<byte> stored, Span<float> target)
    {
        var words = MemoryMarshal.Cast<byte, int>(stored);
        for (var i = 0; i < target.Length; i++) target[i] = words[i] * (1f / 2147483648f);
    }

    private static void Decode32Float(ReadOnlySpan<byte> stored, Span<float> target)
    {
        var floats = MemoryMarshal.Cast<byte, float>(stored);
        var i = 0;
        for (; i + 4 <= target.Length; i += 4)
        {
            var four = Vector128.Create(floats[i..]);
            (four & Vector128.Equals(four - four, Vector128<float>.Zero)).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++) target[i] = float.IsFinite(floats[i]) ? floats[i] : 0;
    }

    private static void Decode64Float(ReadOnlySpan<byte> stored, Span<float> target)
    {
        var doubles = MemoryMarshal.Cast<byte, double>(stored);
        for (var i = 0; i < target.Length; i++)
        {
            var narrow = (float)doubles[i];
            target[i] = float.IsFinite(narrow) ? narrow : 0;
        }
    }
}
