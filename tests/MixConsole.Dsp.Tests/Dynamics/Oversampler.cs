using System.Numerics;

namespace MixConsole.Dsp.Tests.Dynamics;

/// <summary>An independent judge of true peak: 16 times in double precision, long kernels.</summary>
internal sealed class Oversampler
{
    private const int Points = 16;

    private readonly double[][] _taps;
    private readonly int _reach;

    /// <param name="reach">Samples on either side.</param>
    /// <param name="cutoff">-6 dB point in cycles per sample: 0.5 keeps all, 0.478 is flat to 0.456 and silent from 0.5.</param>
    /// <param name="beta">Of the Kaiser window.</param>
    public Oversampler(int reach, double cutoff, double beta)
    {
        _reach = reach;
        _taps = [.. Enumerable.Range(0, Points).Select(point => Normal([.. Enumerable.Range(0, 2 * reach).Select(k => Tap(k - reach + 1 - point / (double)Points))]))];

        double Tap(double t)
        {
            var x = 2 * Math.PI * cutoff * t;
            var inside = 1 - t * t / (reach * (double)reach);
            return inside <= 0 ? 0 : (x == 0 ? 1 : Math.Sin(x) / x) * Bessel(beta * Math.Sqrt(inside));
        }

        static double[] Normal(double[] taps) => [.. taps.Select(x => x / taps.Sum())];
    }

    public double Peak(ReadOnlySpan<float> x)
    {
        var wide = new double[x.Length];
        for (var n = 0; n < x.Length; n++)
        {
            wide[n] = x[n];
        }

        var peak = 0.0;
        for (var n = _reach; n < x.Length - _reach; n++)
        {
            foreach (var taps in _taps)
            {
                peak = Math.Max(peak, Math.Abs(Dot(taps, wide.AsSpan(n - _reach + 1, taps.Length))));
            }
        }

        return peak;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = Vector<double>.Zero;
        var n = 0;
        for (; n <= a.Length - Vector<double>.Count; n += Vector<double>.Count)
        {
            sum += new Vector<double>(a[n..]) * new Vector<double>(b[n..]);
        }

        var rest = Vector.Sum(sum);
        for (; n < a.Length; n++)
        {
            rest += a[n] * b[n];
        }

        return rest;
    }

    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; k < 60; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
