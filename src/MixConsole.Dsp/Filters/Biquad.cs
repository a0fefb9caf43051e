using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// One second-order section, H(z) = (B0 + B1 z^-1 + B2 z^-2) / (1 + A1 z^-1 + A2 z^-2). A first-order section has B2 = A2 = 0.
/// </summary>
[RealTime]
public readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Passes everything unchanged.</summary>
    public static Biquad Identity => new(1, 0, 0, 0, 0);

    /// <summary>Whether both poles lie inside the unit circle (the stability triangle).</summary>
    public bool IsStable => Math.Abs(A2) < 1 && Math.Abs(A1) < 1 + A2;

    /// <summary>Magnitude of the response at <paramref name="hertz"/> for <paramref name="rate"/> samples per second, as an amplitude factor.</summary>
    public double Magnitude(double hertz, double rate)
    {
        double half = ExactMath.Sin(double.Pi * hertz / rate);
        return Math.Sqrt(SquaredMagnitude(half * half));
    }

    /// <summary>
    /// Squared magnitude in <paramref name="phi"/> = sin^2(w/2), w in radians per sample: |b|^2 = (b0+b1+b2)^2 - 4 (b1 (b0+b2) + 4 b0 b2) phi + 16 b0 b2 phi^2.
    /// The form keeps its digits where sums of cosines lose them, at low frequencies.
    /// </summary>
    public double SquaredMagnitude(double phi) => Square(B0, B1, B2, phi) / Square(1, A1, A2, phi);

    private static double Square(double c0, double c1, double c2, double phi)
    {
        double sum = c0 + c1 + c2;
        return sum * sum + 4 * phi * (4 * c0 * c2 * (phi - 1) - c1 * (c0 + c2));
    }
}
