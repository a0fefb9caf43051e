using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Frequencies at which a digital filter should equal its prototype so that the error between them swings evenly.
/// The relative error of an interpolation is a product of distances to its nodes, divided by numerator and denominator; the product that swings evenly under such a weight is the
/// Chebyshev-Markov function cos(2 psi), where psi(t) = sum of arg(sigma + i t) over all roots (see <see cref="MappedRoots.Sigmas"/>) and x = top/(1 + t^2). Its zeros, psi = pi/4 + k pi/2, are the nodes.
/// What the rest of the transform does, a branch point at Nyquist, is stood for by single roots just beyond.
/// </summary>
[RealTime]
internal readonly ref struct FitNodes
{
    // Place of the stand-in roots in x (Nyquist = 1), for the least worst error over all bells and shelves.
    private const double BeyondNyquist = 1.25;

    private readonly double product1;
    private readonly double sum1;
    private readonly double product2;
    private readonly double sum2;
    private readonly double single;
    private readonly int singles;

    /// <summary>Nodes up to x = <paramref name="top"/> for two pairs of roots and one stand-in.</summary>
    public FitNodes(in MappedRoots first, in MappedRoots second, double top)
        : this(first, top, 1)
    {
        second.Sigmas(top, out product2, out sum2);
    }

    /// <summary>Nodes up to x = <paramref name="top"/> for one pair of roots and <paramref name="singles"/> stand-ins.</summary>
    public FitNodes(in MappedRoots pair, double top, int singles)
    {
        pair.Sigmas(top, out product1, out sum1);
        single = Math.Sqrt(1 - top / BeyondNyquist);
        this.singles = singles;
    }

    /// <summary>Writes the values of t at the nodes, ascending: descending in frequency.</summary>
    public void Find(Span<double> t)
    {
        double low = 0;
        double guess = 0.1;
        for (int k = 0; k < t.Length; k++)
        {
            double target = double.Pi * (0.25 + 0.5 * k);
            double high = double.PositiveInfinity;
            for (int round = 0; round < 60; round++)
            {
                double error = Phase(guess, out double slope) - target;
                if (error > 0)
                    high = guess;
                else
                    low = guess;
                // Newton's step in ln t.
                double step = Math.Clamp(-error / slope, -2, 2);
                double square = 1 + step * step / 12;
                double next = guess * (square + step / 2) / (square - step / 2);
                if (!(next > low && next < high))
                    next = high == double.PositiveInfinity ? guess * 8 : low == 0 ? high / 8 : Math.Sqrt(low * high);
                guess = next;
                if (Math.Abs(step) < 1e-7)
                    break;
            }
            low = t[k] = guess;
            guess *= 1.5;
        }
    }

    private double Phase(double t, out double slope)
    {
        double square = t * t;
        double real = product1 - square;
        double imaginary = t * sum1;
        double phase = Angle(real, imaginary);
        slope = imaginary * (product1 + square) / (real * real + imaginary * imaginary);
        if (sum2 > 0)
        {
            real = product2 - square;
            imaginary = t * sum2;
            phase += Angle(real, imaginary);
            slope += imaginary * (product2 + square) / (real * real + imaginary * imaginary);
        }
        if (singles > 0)
        {
            phase += singles * Angle(single, t);
            slope += singles * single * t / (single * single + square);
        }
        return phase;
    }

    // Argument of re + i im, im > 0, to about 3e-6: the nodes need no more.
    private static double Angle(double re, double im)
    {
        double r = im / (Math.Sqrt(re * re + im * im) + Math.Abs(re));
        r /= 1 + Math.Sqrt(1 + r * r);
        double q = r * r;
        double p = Math.FusedMultiplyAdd(q, -1.0 / 11, 1.0 / 9);
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 7);
        p = Math.FusedMultiplyAdd(p, q, 1.0 / 5);
        p = Math.FusedMultiplyAdd(p, q, -1.0 / 3);
        double angle = 4 * Math.FusedMultiplyAdd(p * q, r, r);
        return re >= 0 ? angle : double.Pi - angle;
    }
}
