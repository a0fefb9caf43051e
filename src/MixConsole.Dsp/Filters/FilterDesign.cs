using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Digital filters whose magnitude follows the analogue prototype up to the top of the band instead of cramping towards Nyquist.
/// </summary>
[RealTime]
public static class FilterDesign
{
    /// <summary>Sections an equaliser band may need.</summary>
    public const int MaxBandSections = 2;

    /// <summary>Sections a Butterworth filter may need.</summary>
    public const int MaxButterworthSections = 4;

    /// <summary>
    /// Designs one equaliser band into <paramref name="sections"/> (length &gt;= <see cref="MaxBandSections"/>; unused ones become identity) and returns how many it uses.
    /// Frequency in Hz, gain in dB (bell and shelves only), q as in the RBJ prototypes.
    /// </summary>
    public static int EqBand(EqShape shape, double frequency, double gainDb, double q, double rate, Span<Biquad> sections)
    {
        sections[0] = sections[1] = Biquad.Identity;
        double w = 2 * double.Pi * Math.Min(frequency, 0.49 * rate) / rate;
        sections[0] = shape switch
        {
            EqShape.Bell when gainDb == 0 => Biquad.Identity,
            EqShape.Bell => Bell(w, gainDb, q),
            EqShape.LowShelf or EqShape.HighShelf when gainDb == 0 => Biquad.Identity,
            EqShape.LowShelf => Shelf(w, gainDb, q, 1),
            EqShape.HighShelf => Shelf(w, gainDb, q, -1),
            EqShape.Notch => Notch(w, q),
            EqShape.HighPass => HighPass(w, q),
            _ => LowPass(w, q),
        };
        return 1;
    }

    /// <summary>
    /// Butterworth high- or low-pass of 12, 18, 24 or 48 dB per octave (<paramref name="slopeIndex"/> 0..3), -3 dB at <paramref name="frequency"/> Hz.
    /// Writes at most <see cref="MaxButterworthSections"/> sections and returns how many.
    /// </summary>
    public static int Butterworth(bool highPass, double frequency, int slopeIndex, double rate, Span<Biquad> sections)
    {
        int order = slopeIndex switch { 0 => 2, 1 => 3, 2 => 4, _ => 8 };
        double w = 2 * double.Pi * Math.Min(frequency, 0.49 * rate) / rate;
        int used = 0;
        for (int k = 0; k < order / 2; k++)
        {
            double q = 1 / (2 * ExactMath.Sin(double.Pi * (2 * k + 1) / (2 * order)));
            sections[used++] = highPass ? HighPass(w, q) : LowPass(w, q);
        }
        if ((order & 1) != 0)
        {
            double k = ExactMath.Tan(w / 2);
            double a1 = (k - 1) / (k + 1);
            sections[used++] = highPass ? new((1 - a1) / 2, -(1 - a1) / 2, 0, a1, 0) : new((1 + a1) / 2, (1 + a1) / 2, 0, a1, 0);
        }
        return used;
    }

    /// <summary>Filter for a detector's key.</summary>
    public static Biquad KeyFilter(KeyShape shape, double frequency, double q, double rate)
    {
        double w = 2 * double.Pi * Math.Min(frequency, 0.49 * rate) / rate;
        switch (shape)
        {
            case KeyShape.LowPass:
                return LowPass(w, q);
            case KeyShape.HighPass:
                return HighPass(w, q);
            case KeyShape.BandPass:
                ExactMath.SinCos(w, out double sine, out double cosine);
                double alpha = sine / (2 * q);
                double a0 = 1 + alpha;
                return new(alpha / a0, 0, -alpha / a0, -2 * cosine / a0, (1 - alpha) / a0);
            default:
                return Biquad.Identity;
        }
    }

    /// <summary>
    /// K weighting of ITU-R BS.1770-5 (a shelf and a high-pass) for any rate: the standard's coefficients at 48 kHz; elsewhere the same analogue filters by bilinear transform, with the pass-band gain of the 48 kHz form.
    /// </summary>
    public static void KWeighting(double rate, Span<Biquad> two)
    {
        const double ShelfGain = 1.5848647011308556, BandGain = 1.2587209302325579;
        double k = ExactMath.Tan(double.Pi * 1681.974450955533 / rate);
        double damping = k / 0.7071752369554196;
        double a0 = 1 + damping + k * k;
        two[0] = new(
            (ShelfGain + BandGain * damping + k * k) / a0,
            2 * (k * k - ShelfGain) / a0,
            (ShelfGain - BandGain * damping + k * k) / a0,
            2 * (k * k - 1) / a0,
            (1 - damping + k * k) / a0);

        k = ExactMath.Tan(double.Pi * 38.13547087602444 / rate);
        damping = k / 0.5003270373238773;
        a0 = 1 + damping + k * k;
        // Numerator 1, -2, 1 at 48 kHz means a gain of 1.005 in the pass band, where a0/(1 + a1 ...) of that rate is the reference.
        double b = HighPassGain48 / a0;
        two[1] = new(b, -2 * b, b, 2 * (k * k - 1) / a0, (1 - damping + k * k) / a0);
    }

    // a0 of the standard's high-pass at 48 kHz before normalisation: 4 / (1 - a1 + a2).
    private const double HighPassGain48 = 4 / (1 + 1.99004745483398 + 0.99007225036621);

    private static Biquad Bell(double w, double gainDb, double q)
    {
        double a = ExactMath.DecibelsToGain(Math.Abs(gainDb) / 2);
        Poles(w, 1 / (2 * q * a), out double a1, out double a2);
        Powers(w, a1, a2, out double p0, out double p1, out double f0, out double f1, out double f2);
        double gain = a * a * a * a;
        double r1 = (f0 * p0 + f1 * p1 + f2 * 4 * p0 * p1) * gain;
        double r2 = (-f0 + f1 + 4 * (p0 - p1) * f2) * gain;
        double n2 = (r1 - r2 * p1 - f0) / (4 * p1 * p1);
        double n1 = Math.Max(0, r2 + f0 - 4 * (p0 - p1) * n2);
        double s = (Math.Sqrt(f0) + Math.Sqrt(n1)) / 2;
        double b0 = (s + Math.Sqrt(Math.Max(0, s * s + n2))) / 2;
        double b1 = (Math.Sqrt(f0) - Math.Sqrt(n1)) / 2;
        double b2 = -n2 / (4 * b0);
        return gainDb >= 0 ? new(b0, b1, b2, a1, a2) : new(1 / b0, a1 / b0, a2 / b0, b1 / b0, b2 / b0);
    }

    private static Biquad Shelf(double w, double gainDb, double q, int side)
    {
        double a = ExactMath.DecibelsToGain(gainDb / 2);
        ExactMath.SinCos(w, out double sine, out double cosine);
        double slope = sine / q * Math.Sqrt(a);
        double c = side * cosine;
        double a0 = a + 1 + (a - 1) * c + slope;
        return new(
            a * (a + 1 - (a - 1) * c + slope) / a0,
            side * 2 * a * (a - 1 - (a + 1) * c) / a0,
            a * (a + 1 - (a - 1) * c - slope) / a0,
            side * -2 * (a - 1 + (a + 1) * c) / a0,
            (a + 1 + (a - 1) * c - slope) / a0);
    }

    private static Biquad Notch(double w, double q)
    {
        ExactMath.SinCos(w, out double sine, out double cosine);
        double alpha = sine / (2 * q);
        double a0 = 1 + alpha;
        return new(1 / a0, -2 * cosine / a0, 1 / a0, -2 * cosine / a0, (1 - alpha) / a0);
    }

    private static Biquad LowPass(double w, double q)
    {
        Poles(w, 1 / (2 * q), out double a1, out double a2);
        Powers(w, a1, a2, out double p0, out double p1, out double f0, out double f1, out double f2);
        double r1 = (f0 * p0 + f1 * p1 + f2 * 4 * p0 * p1) * q * q;
        double n1 = Math.Max(0, (r1 - f0 * p0) / p1);
        double b0 = (Math.Sqrt(f0) + Math.Sqrt(n1)) / 2;
        return new(b0, Math.Sqrt(f0) - b0, 0, a1, a2);
    }

    private static Biquad HighPass(double w, double q)
    {
        Poles(w, 1 / (2 * q), out double a1, out double a2);
        Powers(w, a1, a2, out double p0, out double p1, out double f0, out double f1, out double f2);
        double b0 = q * Math.Sqrt(f0 * p0 + f1 * p1 + f2 * 4 * p0 * p1) / (4 * p1);
        return new(b0, -2 * b0, b0, a1, a2);
    }

    // Impulse-invariant poles of s^2 + 2 k s + 1.
    private static void Poles(double w, double k, out double a1, out double a2)
    {
        a2 = ExactMath.Exp(-2 * k * w);
        a1 = k <= 1
            ? -2 * ExactMath.Exp(-k * w) * ExactMath.Cos(w * Math.Sqrt(1 - k * k))
            : -ExactMath.Exp(-w * (k - Math.Sqrt(k * k - 1))) - ExactMath.Exp(-w * (k + Math.Sqrt(k * k - 1)));
    }

    private static void Powers(double w, double a1, double a2, out double p0, out double p1, out double f0, out double f1, out double f2)
    {
        double half = ExactMath.Sin(w / 2);
        p1 = half * half;
        p0 = 1 - p1;
        f0 = (1 + a1 + a2) * (1 + a1 + a2);
        f1 = (1 - a1 + a2) * (1 - a1 + a2);
        f2 = -4 * a2;
    }
}
