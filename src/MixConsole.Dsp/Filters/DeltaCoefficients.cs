using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// A biquad for single precision, as differences from a double pole and zero at DC: y = x + w; w += v + E1 x - D1 y; v += E2 x - D2 y, with the input scaled by Gain (= b0).
/// At low corners the direct coefficients are nearly 1, -2, 1 and lose their information in 24 bits; the differences keep it. Computed in double.
/// </summary>
[RealTime]
public readonly record struct DeltaCoefficients(float Gain, float E1, float E2, float D1, float D2)
{
    /// <summary>The delta form of <paramref name="biquad"/>, whose B0 must not be 0 (no design here has that).</summary>
    public static DeltaCoefficients From(in Biquad biquad)
    {
        double e1 = 2 + biquad.B1 / biquad.B0;
        double e2 = 1 + (biquad.B1 + biquad.B2) / biquad.B0;
        return new((float)biquad.B0, (float)e1, (float)e2, (float)(2 + biquad.A1), (float)(1 + biquad.A1 + biquad.A2));
    }
}
