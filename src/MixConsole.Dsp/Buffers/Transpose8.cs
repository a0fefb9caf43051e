using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixConsole.Dsp.Buffers;

/// <summary>Eight rows of eight floats become eight columns: time along the vector turns into eight neighbours side by side, and back.</summary>
[RealTime]
internal static unsafe class Transpose8
{
    /// <summary>to[c * toStride + r] = from[r * fromStride + c]. The two must not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(float* from, nint fromStride, float* to, nint toStride)
    {
        if (!Avx.IsSupported)
        {
            for (var n = 0; n < 64; n++)
            {
                to[(n & 7) * toStride + (n >> 3)] = from[(n >> 3) * fromStride + (n & 7)];
            }

            return;
        }

        // Halves first: rows 0-3 and 4-7 meet in one register while loading, so no crossing of halves is left at the end.
        Quad(from, fromStride, to, toStride);
        Quad(from + 4, fromStride, to + 4 * toStride, toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(float* from, nint fromStride, float* to, nint toStride)
    {
        var a = Vector256.Create(Vector128.Load(from), Vector128.Load(from + 4 * fromStride));
        var b = Vector256.Create(Vector128.Load(from + fromStride), Vector128.Load(from + 5 * fromStride));
        var c = Vector256.Create(Vector128.Load(from + 2 * fromStride), Vector128.Load(from + 6 * fromStride));
        var d = Vector256.Create(Vector128.Load(from + 3 * fromStride), Vector128.Load(from + 7 * fromStride));
        var ab = Avx.UnpackLow(a, b);
        var cd = Avx.UnpackLow(c, d);
        var abHigh = Avx.UnpackHigh(a, b);
        var cdHigh = Avx.UnpackHigh(c, d);
        Avx.Shuffle(ab, cd, 0x44).Store(to);
        Avx.Shuffle(ab, cd, 0xEE).Store(to + toStride);
        Avx.Shuffle(abHigh, cdHigh, 0x44).Store(to + 2 * toStride);
        Avx.Shuffle(abHigh, cdHigh, 0xEE).Store(to + 3 * toStride);
    }
}
