using System.Runtime.Intrinsics;

namespace MixConsole.Dsp.Buffers;

/// <summary>Keeps broken samples out of stages that remember.</summary>
[RealTime]
internal static unsafe class Sanity
{
    /// <summary>Copies what lies below <paramref name="limit"/> as it is; NaN, infinity and all beyond become silence.</summary>
    public static void Copy(float* from, float* to, int frames, float limit)
    {
        var limits = Vector256.Create(limit);
        var n = 0;
        for (; n <= frames - Vector256<float>.Count; n += Vector256<float>.Count)
        {
            var x = Vector256.Load(from + n);
            (x & Vector256.LessThan(Vector256.Abs(x), limits)).Store(to + n);
        }

        for (; n < frames; n++)
        {
            to[n] = Math.Abs(from[n]) < limit ? from[n] : 0f;
        }
    }
}
