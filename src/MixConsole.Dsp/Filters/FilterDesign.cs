using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Digital filters whose magnitude follows the analogue prototype up to 0.375 of the rate (18 kHz at 48 kHz) instead of cramping towards Nyquist. Worst deviations there, for 20 Hz-20 kHz and +-24 dB:
/// bells 0.08 dB (Q 0.1-30), shelves 0.1 dB (Q to 10; 0.16 at Q 30), notch 0.19, high-pass 0.15, low-pass 0.05 dB, Butterworth of order 8 0.21 dB. A band costs 1-4 us, allocates nothing, and moves without jumps when its setting moves.
/// </summary>
[RealTime]
public static class FilterDesign
{
    /// <summary>Sections an equaliser band may need.</summary>
    public const int MaxBandSections = 2;

    /// <summary>Sections a Butterworth filter may need.</summary>
    public const int MaxButterworthSections = 4;

    private const double SmallestQ = 0.02;
    private const double LargestQ = 100;

    // A low-pass may fall to this share of its gain at DC by its zero alone; real zeros cannot ring.
    private const double RealZero = 1e-12;
    private const double PlainShelfQ = 1.22;
    private const double PlainHighPassQ = 1.5;

    /// <summary>
    /// Designs one equaliser band into <paramref name="sections"/> (length &gt;= <see cref="MaxBandSections"/>; unused ones become identity) and returns how many it uses.
    /// Frequency in Hz, gain in dB (bell and shelves only), q as in the RBJ prototypes.
    /// </summary>
    public static int EqBand(EqShape shape, double frequency, double gainDb, double q, double rate, Span<Biquad> sections)
    {
        sections[0] = sections[1] = Biquad.Identity;
        double w0 = Angular(frequency, rate);
        q = Bounded(q);
        switch (shape)
        {
            case EqShape.Bell or EqShape.LowShelf or EqShape.HighShelf when gainDb == 0:
                break;
            case EqShape.Bell:
                Bell(w0, gainDb, q, sections);
                break;
            case EqShape.LowShelf or EqShape.HighShelf:
                return Shelf(shape, w0, gainDb, q, sections);
            case EqShape.Notch:
                sections[0] = Notch(w0, q);
                break;
            case EqShape.HighPass:
                return SteepHighPass(w0, q, sections);
            default:
                sections[0] = LowPass(w0, q);
                break;
        }
        return 1;
    }

    /// <summary>
    /// Butterworth high- or low-pass of 12, 18, 24 or 48 dB per octave (<paramref name="slopeIndex"/> 0..3), -3 dB at <paramref name="frequency"/> Hz.
    /// Writes at most <see cref="MaxButterworthSections"/> sections and returns how many.
    /// </summary>
    public static int Butterworth(bool highPass, double frequency, int slopeIndex, double rate, Span<Biquad> sections)
    {
        int order = slopeIndex switch { 0 => 2, 1 => 3, 2 => 4, _ => 8 };
        double w = Angular(frequency, rate);
        int used = 0;
        for (int k = 0; k < order / 2; k++)
        {
            double q = 1 / (2 * ExactMath.Sin(double.Pi * (2 * k + 1) / (2 * order)));
            sections[used++] = highPass ? HighPass(w, q) : LowPass(w, q);
        }
        if ((order & 1) != 0)
            sections[used++] = FirstOrder(highPass, w);
        return used;
    }

    /// <summary>Filter for a detector's key.</summary>
    public static Biquad KeyFilter(KeyShape shape, double frequency, double q, double rate)
    {
        double w = Angular(frequency, rate);
        q = Bounded(q);
        switch (shape)
        {
            case KeyShape.LowPass:
                return LowPass(w, q);
            case KeyShape.HighPass:
                return HighPass(w, q);
            case KeyShape.BandPass:
                ExactMath.SinCos(Math.Min(w, double.Pi * 0.98), out double sine, out double cosine);
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
        const double ShelfGain = 1.5848647011308556, BandGain = 1.2587209302325617;
        // The numerator 1, -2, 1 that the standard gives at 48 kHz lifts the pass band by 0.043 dB, and its constant of -0.691 counts on that.
        const double PassBandGain = 4 / (1 + 1.99004745483398 + 0.99007225036621);
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
        double b = PassBandGain / a0;
        two[1] = new(b, -2 * b, b, 2 * (k * k - 1) / a0, (1 - damping + k * k) / a0);
    }

    private static void Bell(double w0, double gainDb, double q, Span<Biquad> sections)
    {
        double a = ExactMath.DecibelsToGain(Math.Abs(gainDb) / 2);
        MagnitudeFit.Ratio(new(1, a / q, 1), new(1, 1 / (a * q), 1), w0, MagnitudeFit.Top(w0 / (2 * double.Pi)), 1e-4, out Taps boost, out Taps below);
        sections[0] = gainDb > 0 ? Taps.Section(boost, below, 1) : Taps.Section(below, boost, 1);
    }

    /// <summary>
    /// The low-shelf boost N/D is the only shelf: its inverse is the cut, and times the gain that is the high shelf.
    /// A shelf of Q above <see cref="PlainShelfQ"/> peaks in N and in D, more than one section can follow high up: it is split into N/C and C/D, where C is N with that Q.
    /// </summary>
    private static int Shelf(EqShape shape, double w0, double gainDb, double q, Span<Biquad> sections)
    {
        double a = ExactMath.DecibelsToGain(Math.Abs(gainDb) / 2);
        double root = Math.Sqrt(a);
        bool inverse = (shape == EqShape.HighShelf) == (gainDb > 0);
        double gain = shape == EqShape.LowShelf ? 1 : inverse ? a * a : 1 / (a * a);
        double centre = w0 / (2 * double.Pi);
        double peak = centre * root;
        var denominator = new AnalogueQuadratic(a, root / q, 1);
        double middleQ = q;
        double fade = 0;
        if (q > PlainShelfQ)
        {
            // A peak beyond Nyquist needs no section of its own; it fades on the way there.
            fade = Math.Clamp((peak - 0.48) / 0.05, 0, 1);
            fade *= fade * (3 - 2 * fade);
            middleQ = 1 / ((1 - fade) / PlainShelfQ + fade / q);
        }
        var middle = new AnalogueQuadratic(a, a * root / middleQ, a * a);
        double top = MagnitudeFit.Top(centre);
        MagnitudeFit.Ratio(middle, denominator, w0, top, 1e-3, out Taps above, out Taps below);
        sections[0] = inverse ? Taps.Section(below, above, gain) : Taps.Section(above, below, gain);
        if (middleQ >= q)
            return 1;
        top += (1 - fade) * (MagnitudeFit.Top(peak) - top);
        MagnitudeFit.Ratio(new(a, a * root / q, a * a), middle, w0, top, 1e-3, out above, out below);
        sections[1] = inverse ? Taps.Section(below, above, 1) : Taps.Section(above, below, 1);
        return 2;
    }

    // A resonant high-pass is a plain one and a bell-like lift: the double zero at DC leaves one section too little freedom for both.
    private static int SteepHighPass(double w0, double q, Span<Biquad> sections)
    {
        double plain = Math.Min(q, PlainHighPassQ);
        sections[0] = HighPass(w0, plain);
        if (plain == q)
            return 1;
        MagnitudeFit.Ratio(new(1, 1 / plain, 1), new(1, 1 / q, 1), w0, MagnitudeFit.Top(w0 / (2 * double.Pi)), 1e-4, out Taps above, out Taps below);
        sections[1] = Taps.Section(above, below, 1);
        return 2;
    }

    private static Biquad Notch(double w0, double q)
    {
        w0 = Math.Min(w0, double.Pi * 0.98);
        double sine = ExactMath.Sin(w0 / 2);
        double x0 = sine * sine;
        MagnitudeFit.Pass(new(1, 0, 1), new(1, 1 / q, 1), new(x0 * x0, -2 * x0, 1), 1, w0, MagnitudeFit.Top(w0 / (2 * double.Pi)), out PowerPolynomial free, out Taps below);
        return Taps.Section(new(1, 4 * x0 - 2, 1), below, Math.Sqrt(free.C0) / 4);
    }

    private static Biquad LowPass(double w0, double q)
    {
        MagnitudeFit.Pass(new(0, 0, 1), new(1, 1 / q, 1), PowerPolynomial.One, 3, w0, MagnitudeFit.Top(w0 / (2 * double.Pi)), out PowerPolynomial above, out Taps below);
        return Taps.Section(above.Factor(RealZero), below, 1);
    }

    private static Biquad HighPass(double w0, double q)
    {
        MagnitudeFit.Pass(new(1, 0, 0), new(1, 1 / q, 1), new(0, 0, 1), 1, w0, MagnitudeFit.Top(w0 / (2 * double.Pi)), out PowerPolynomial free, out Taps below);
        return Taps.Section(new(1, -2, 1), below, Math.Sqrt(free.C0) / 4);
    }

    private static Biquad FirstOrder(bool highPass, double w0)
    {
        double top = MagnitudeFit.Top(w0 / (2 * double.Pi));
        if (highPass)
        {
            MagnitudeFit.Pass(new(0, 1, 0), new(0, 1, 1), new(0, 1, 0), 1, w0, top, out PowerPolynomial free, out Taps poles);
            return Taps.Section(new(1, -1, 0), poles, Math.Sqrt(free.C0) / 2);
        }
        MagnitudeFit.Pass(new(0, 0, 1), new(0, 1, 1), PowerPolynomial.One, 2, w0, top, out PowerPolynomial above, out Taps below);
        return Taps.Section(above.Factor(RealZero), below, 1);
    }

    // Radians per sample, within what a design can mean.
    private static double Angular(double frequency, double rate) => 2 * double.Pi * (frequency >= 1 ? Math.Min(frequency, 1e5) : 1) / rate;

    private static double Bounded(double q) => q >= SmallestQ ? Math.Min(q, LargestQ) : SmallestQ;
}
