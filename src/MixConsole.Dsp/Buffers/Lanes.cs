using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixConsole.Dsp.Buffers;

/// <summary>
/// The shape of sound inside the engine: eight channels side by side, one per SIMD lane, [frames][8] floats. All recursions of eight strips run in lockstep.
/// </summary>
[RealTime]
public static class Lanes
{
    /// <summary>Channels in a bank.</summary>
    public const int Width = 8;

    /// <summary>Frames of a tile; the engine never works on more at once. 64 x 8 floats are 2 KB, so four banks with their side chains stay in the first-level cache.</summary>
    public const int TileFrames = 64;

    /// <summary>Floats of a tile.</summary>
    public const int TileFloats = Width * TileFrames;

    /// <summary>Each left lane beside its right one: lanes 0-1, 2-3, 4-5, 6-7 change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SwapPairs(Vector256<float> x) => Vector256.Shuffle(x, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>Larger of each lane, without the care for NaN and signed zeros that would double the cost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    /// <summary>Smaller of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) => Vector256.MinNative(a, b);

    /// <summary>a b + c in one rounding, on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(a, b, c);

    /// <summary>Lanes of <paramref name="yes"/> where the mask is set, of <paramref name="no"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Select(Vector256<float> mask, Vector256<float> yes, Vector256<float> no) => Vector256.ConditionalSelect(mask, yes, no);

    /// <summary>A mask of all ones in one lane of <paramref name="mask"/>, or zeros.</summary>
    public static unsafe void SetMask(ref Vector256<float> mask, int lane, bool on) =>
        ((int*)Unsafe.AsPointer(ref mask))[lane] = on ? -1 : 0;

    /// <summary>Writes one lane.</summary>
    public static unsafe void Set(ref Vector256<float> vector, int lane, float value) =>
        ((float*)Unsafe.AsPointer(ref vector))[lane] = value;

    /// <summary>Reads one lane.</summary>
    public static unsafe float Get(ref Vector256<float> vector, int lane) =>
        ((float*)Unsafe.AsPointer(ref vector))[lane];

    /// <summary>Bit per lane where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector256<float> mask) => mask.ExtractMostSignificantBits();
}
