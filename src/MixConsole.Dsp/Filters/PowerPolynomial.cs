using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Squared magnitude of three taps as a polynomial C0 + C1 x + C2 x^2 in x = sin^2(w/2), not negative for 0..1.
/// </summary>
[RealTime]
internal readonly record struct PowerPolynomial(double C0, double C1, double C2)
{
    /// <summary>The constant 1: a single tap.</summary>
    public static PowerPolynomial One => new(1, 0, 0);

    /// <summary>Value at x.</summary>
    public double At(double x) => C0 + x * (C1 + x * C2);

    /// <summary>Minimum-phase taps with this squared magnitude: b0 + b1 z^-1 + b2 z^-2 has |b|^2(0) = (b0+b1+b2)^2, |b|^2(1) = (b0-b1+b2)^2 and C2 = 16 b0 b2.</summary>
    /// <param name="closest">Squared distance of the roots from the unit circle, as ((b0 - b2)/(b0 + b2))^2, below which a fit may not go: every design and its inverse is stable and does not ring longer than its prototype.</param>
    public Taps Factor(double closest)
    {
        double atDc = Math.Sqrt(Math.Max(C0, 0));
        double atNyquist = Math.Sqrt(Math.Max(C0 + C1 + C2, closest * Math.Abs(C0)));
        double even = (atDc + atNyquist) / 2;
        double square = even * even;
        double difference = Math.Max(square - C2 / 4, closest * square);
        double b0 = (even + Math.Sqrt(difference)) / 2;
        return new(b0, (atDc - atNyquist) / 2, even - b0);
    }
}

/// <summary>Three taps of a numerator or denominator.</summary>
internal readonly record struct Taps(double B0, double B1, double B2)
{
    /// <summary>The section numerator/denominator times <paramref name="gain"/>.</summary>
    public static Biquad Section(in Taps numerator, in Taps denominator, double gain)
    {
        double scale = 1 / denominator.B0;
        double top = gain * scale;
        var section = new Biquad(numerator.B0 * top, numerator.B1 * top, numerator.B2 * top, denominator.B1 * scale, denominator.B2 * scale);
        // Arguments that are no numbers end here: the band is then transparent instead of poisoning its bus.
        return section.IsStable && double.IsFinite(section.B0 + section.B1 + section.B2) ? section : Biquad.Identity;
    }
}
