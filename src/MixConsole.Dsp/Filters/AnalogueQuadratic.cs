using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Numerator or denominator of a second-order analogue prototype, S2 s^2 + S1 s + S0, with s in units of the design frequency.
/// A first-order one has S2 = 0.
/// </summary>
[RealTime]
internal readonly record struct AnalogueQuadratic(double S2, double S1, double S0)
{
    /// <summary>Coefficient of u^2 in the squared magnitude.</summary>
    public double P2 => S2 * S2;

    /// <summary>Coefficient of u in the squared magnitude.</summary>
    public double P1 => S1 * S1 - 2 * S2 * S0;

    /// <summary>Squared magnitude at DC.</summary>
    public double P0 => S0 * S0;

    /// <summary>Squared magnitude at u = (f / design frequency)^2.</summary>
    public double Power(double u) => Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(P2, u, P1), u, P0);

    /// <summary>Half the decay of the impulse-invariant roots, squared, as the limit for <see cref="PowerPolynomial.Factor"/>.</summary>
    public double Closest(double w0)
    {
        double decay = S2 == 0 ? 1 : w0 * S1 / (4 * S2);
        return 0.02 * Math.Min(1, decay * decay);
    }

    /// <summary>
    /// Where the roots lie in the plane of x = sin^2(w/2) after the impulse-invariant mapping z = exp(s w0), as the polynomial 1 + H1 x + H2 x^2 that vanishes there.
    /// </summary>
    public MappedRoots Map(double w0)
    {
        if (S2 == 0)
        {
            double sinh = ExactMath.Sinh(w0 * S0 / S1 / 2);
            return new(1 / (sinh * sinh), 0, false, 0);
        }
        double decay = w0 * S1 / (2 * S2);
        double square = w0 * w0 * S0 / S2;
        double discriminant = decay * decay - square;
        if (discriminant >= 0)
        {
            double fast = decay + Math.Sqrt(discriminant);
            double sinh1 = ExactMath.Sinh(fast / 2);
            double sinh2 = ExactMath.Sinh(square / fast / 2);
            double inverse1 = 1 / (sinh1 * sinh1);
            double inverse2 = 1 / (sinh2 * sinh2);
            return new(inverse1 + inverse2, inverse1 * inverse2, false, 0);
        }
        double angle = Math.Sqrt(-discriminant);
        if (angle > double.Pi)
        {
            // A resonance beyond Nyquist has no image below it: it pulls from the end of the band, the weaker the farther it is.
            decay += angle - double.Pi;
            angle = double.Pi;
        }
        ExactMath.SinCos(angle / 2, out double sine, out double cosine);
        double re = sine * ExactMath.Cosh(decay / 2);
        double im = cosine * ExactMath.Sinh(decay / 2);
        double size = re * re + im * im;
        double inverse = 1 / (size * size);
        return new(-2 * (re * re - im * im) * inverse, inverse, true, 2 * re * im * inverse);
    }
}

/// <summary>
/// The polynomial 1 + H1 x + H2 x^2 in x = sin^2(w/2). Where its roots are complex, the inverse of one is -H1/2 + i <paramref name="Imaginary"/>.
/// </summary>
internal readonly record struct MappedRoots(double H1, double H2, bool Complex, double Imaginary)
{
    /// <summary>
    /// With x = top/(1 + t^2) the roots become t = +-i sigma; answers product and sum of the two sigmas with positive real part (a single root: 0 and sigma).
    /// </summary>
    public void Sigmas(double top, out double product, out double sum)
    {
        if (Complex)
        {
            double re = Math.FusedMultiplyAdd(top, H1 / 2, 1);
            double im = top * Imaginary;
            product = Math.Sqrt(re * re + im * im);
            sum = Math.Sqrt(2 * (re >= 0 ? product + re : im * im / (product - re)));
        }
        else
        {
            // sigma^2 = 1 + top k for the two k with sum H1 and product H2.
            product = Math.Sqrt(1 + top * (H1 + top * H2));
            sum = Math.Sqrt(2 + top * H1 + 2 * product);
        }
    }
}
