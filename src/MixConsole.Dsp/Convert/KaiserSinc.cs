using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Convert;

/// <summary>The low-pass kernel of all rate conversion here: a sinc under a Kaiser window.</summary>
internal static class KaiserSinc
{
    /// <summary>Kernel at <paramref name="t"/> samples from its middle; 0 from <paramref name="reach"/> on. Cutoff (-6 dB) in cycles per sample. Up to a constant: whoever makes taps of it scales them to unity at 0 Hz.</summary>
    public static double Value(double t, double reach, double cutoff, double beta)
    {
        var inside = 1 - t / reach * (t / reach);
        if (inside <= 0)
        {
            return 0;
        }

        var sinc = Math.Abs(t) < 1e-12 ? 2 * cutoff : ExactMath.Sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
        return sinc * Bessel(beta * Math.Sqrt(inside));
    }

    /// <summary>Modified Bessel function of the first kind, order 0, by its power series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > 1e-18 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
