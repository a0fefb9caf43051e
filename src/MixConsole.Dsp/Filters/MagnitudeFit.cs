using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Second-order digital filters whose squared magnitude, a ratio of quadratics in x = sin^2(w/2), equals the analogue prototype's at the nodes of <see cref="FitNodes"/>: near the least worst error that one
/// section can have, from one small linear system. The denominator is held loosely to the impulse-invariant one, which decides where the nodes alone leave it open (two real roots that coincide).
/// </summary>
[RealTime]
internal static class MagnitudeFit
{
    // The curves agree up to this share of the rate: 18 kHz at 48 kHz. A resonance above takes the end along, so that the fit knows it, short of Nyquist.
    private const double TopOfBand = 0.375;
    private const double TopOfResonance = 0.47;

    /// <summary>End of the fit in x for a prototype that resonates at <paramref name="resonance"/> (share of the rate).</summary>
    public static double Top(double resonance)
    {
        double sine = ExactMath.Sin(double.Pi * Math.Clamp(resonance, TopOfBand, TopOfResonance));
        return sine * sine;
    }

    /// <summary>
    /// Fits numerator/denominator of equal S2 (gain 1 far above the band). <paramref name="hold"/> is the weight of the impulse-invariant denominator against one node.
    /// </summary>
    public static void Ratio(in AnalogueQuadratic above, in AnalogueQuadratic below, double w0, double top, double hold, out Taps numerator, out Taps denominator)
    {
        Span<double> t = stackalloc double[5];
        Span<double> r = stackalloc double[5];
        Span<double> a = stackalloc double[35];
        Span<double> b = stackalloc double[7];
        MappedRoots roots = below.Map(w0);
        new FitNodes(above.Map(w0), roots, top).Find(t);

        // Worked in R - 1 over its largest value, so that a band of 0.01 dB is as well conditioned as one of 24 dB.
        double largest = 0;
        for (int k = 0; k < 5; k++)
        {
            double u = Square(t[k], top, w0, out t[k]);
            r[k] = ((above.P1 - below.P1) * u + (above.P0 - below.P0)) / below.Power(u);
            largest = Math.Max(largest, Math.Abs(r[k]));
        }
        if (largest == 0)
        {
            numerator = denominator = new(1, 0, 0);
            return;
        }
        double unit = Unit(roots);
        double h1 = roots.H1 * unit, h2 = roots.H2 * unit * unit;
        a.Clear();
        b.Clear();
        for (int k = 0; k < 5; k++)
        {
            double x = t[k] / unit;
            double natural = 1 + x * (h1 + x * h2);
            double weight = 1 / (natural * (1 + r[k]));
            double ratio = r[k] / largest * weight;
            Span<double> row = a.Slice(k * 5, 5);
            row[0] = weight;
            row[1] = weight * x;
            row[2] = weight * x * x;
            row[3] = -ratio * x;
            row[4] = -ratio * x * x;
            b[k] = ratio * natural;
        }
        a[5 * 5 + 3] = a[6 * 5 + 4] = hold;
        LeastSquares.Solve(a, b, 5);
        var power = new PowerPolynomial(1, (h1 + b[3]) / unit, (h2 + b[4]) / (unit * unit));
        denominator = power.Factor(below.Closest(w0));
        power = new(1 + largest * b[0], power.C1 + largest * b[1] / unit, power.C2 + largest * b[2] / (unit * unit));
        numerator = power.Factor(above.Closest(w0));
    }

    /// <summary>
    /// Fits zeros(u)/denominator, where the zeros stay where they belong: in the z plane they are <paramref name="fixedZeros"/> (a polynomial in x), times a free polynomial of <paramref name="free"/> coefficients.
    /// </summary>
    public static void Pass(in AnalogueQuadratic above, in AnalogueQuadratic below, in PowerPolynomial fixedZeros, int free, double w0, double top, out PowerPolynomial numerator, out Taps denominator)
    {
        double hold = free == 3 ? 1e-3 : 1e-4;
        int poles = below.S2 == 0 ? 1 : 2;
        int nodes = free + poles;
        int columns = free + poles;
        Span<double> t = stackalloc double[5];
        Span<double> a = stackalloc double[35];
        Span<double> b = stackalloc double[7];
        t = t[..nodes];
        b = b[..(nodes + poles)];
        MappedRoots roots = below.Map(w0);
        new FitNodes(roots, top, nodes - 2).Find(t);
        double unit = Unit(roots);
        double h1 = roots.H1 * unit, h2 = roots.H2 * unit * unit;
        a.Clear();
        b.Clear();
        for (int k = 0; k < nodes; k++)
        {
            double u = Square(t[k], top, w0, out double position);
            double ratio = above.Power(u) / below.Power(u);
            double x = position / unit;
            double natural = 1 + x * (h1 + x * h2);
            double weight = 1 / (natural * ratio);
            double term = fixedZeros.At(position) * weight;
            Span<double> row = a.Slice(k * columns, columns);
            for (int j = 0; j < free; j++, term *= position)
                row[j] = term;
            row[free] = -x / natural;
            if (poles == 2)
                row[free + 1] = -x * x / natural;
            b[k] = 1;
        }
        for (int p = 0; p < poles; p++)
            a[(nodes + p) * columns + free + p] = hold;
        LeastSquares.Solve(a[..(b.Length * columns)], b, columns);
        denominator = new PowerPolynomial(1, (h1 + b[free]) / unit, poles == 2 ? (h2 + b[free + 1]) / (unit * unit) : 0).Factor(below.Closest(w0));
        numerator = new(b[0], free > 1 ? b[1] : 0, free > 2 ? b[2] : 0);
    }

    // Scale of x in which the denominator's coefficients are of order 1.
    private static double Unit(in MappedRoots roots) => Math.Min(1, 1 / Math.Sqrt(roots.H2 > 0 ? roots.H2 : roots.H1 * roots.H1));

    // u = (f/f0)^2 and x at the node t: x = top/(1 + t^2) = sin^2(w/2).
    private static double Square(double t, double top, double w0, out double x)
    {
        x = top / (1 + t * t);
        double w = 2 * ExactMath.Atan(Math.Sqrt(x / (1 - x))) / w0;
        return w * w;
    }
}
