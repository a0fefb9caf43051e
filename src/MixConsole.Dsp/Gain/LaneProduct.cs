using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>Eight rows of eight gains: row s holds what source lane s gives to each destination lane.</summary>
[InlineArray(Lanes.Width)]
public struct LaneRows
{
    private Vector256<float> _first;
}

/// <summary>Sources times rows: one broadcast and one multiply-add per source lane, four frames side by side.</summary>
[RealTime]
internal static unsafe class LaneProduct
{
    /// <summary>Four frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(float* x, ref LaneRows rows, out Vector256<float> a, out Vector256<float> b, out Vector256<float> c, out Vector256<float> d)
    {
        a = b = c = d = Vector256<float>.Zero;
        Add(x, rows[0], ref a, ref b, ref c, ref d);
        Add(x + 1, rows[1], ref a, ref b, ref c, ref d);
        Add(x + 2, rows[2], ref a, ref b, ref c, ref d);
        Add(x + 3, rows[3], ref a, ref b, ref c, ref d);
        Add(x + 4, rows[4], ref a, ref b, ref c, ref d);
        Add(x + 5, rows[5], ref a, ref b, ref c, ref d);
        Add(x + 6, rows[6], ref a, ref b, ref c, ref d);
        Add(x + 7, rows[7], ref a, ref b, ref c, ref d);
    }

    /// <summary>One frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> One(float* x, ref LaneRows rows)
    {
        var sum = Vector256<float>.Zero;
        for (var lane = 0; lane < Lanes.Width; lane++) sum = Lanes.Fma(Vector256.Create(x[lane]), rows[lane], sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* x, Vector256<float> gain, ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        a = Lanes.Fma(Vector256.Create(x[0]), gain, a);
        b = Lanes.Fma(Vector256.Create(x[8]), gain, b);
        c = Lanes.Fma(Vector256.Create(x[16]), gain, c);
        d = Lanes.Fma(Vector256.Create(x[24]), gain, d);
    }
}
