using MixConsole.Dsp.Filters;

namespace MixConsole.Dsp.Tests.Filters;

/// <summary>The analogue prototypes of the RBJ cookbook, written out once more, with the library's own functions.</summary>
internal static class Analogue
{
    public static double Decibels(EqShape shape, double hertz, double frequency, double gainDb, double q)
    {
        double w = hertz / frequency;
        double a = Math.Pow(10, gainDb / 40);
        double root = Math.Sqrt(a);
        return shape switch
        {
            EqShape.Bell => Level(1, a / q, 1, w) - Level(1, 1 / (a * q), 1, w),
            EqShape.LowShelf => gainDb / 2 + Level(1, root / q, a, w) - Level(a, root / q, 1, w),
            EqShape.HighShelf => gainDb / 2 + Level(a, root / q, 1, w) - Level(1, root / q, a, w),
            EqShape.Notch => Level(1, 0, 1, w) - Level(1, 1 / q, 1, w),
            EqShape.HighPass => Level(1, 0, 0, w) - Level(1, 1 / q, 1, w),
            _ => -Level(1, 1 / q, 1, w),
        };
    }

    public static double Butterworth(bool highPass, double hertz, double frequency, int order)
    {
        double ratio = highPass ? frequency / hertz : hertz / frequency;
        return -10 * Math.Log10(1 + Math.Pow(ratio, 2 * order));
    }

    public static double Decibels(ReadOnlySpan<Biquad> sections, double hertz, double rate)
    {
        double sum = 0;
        foreach (Biquad section in sections)
            sum += 20 * Math.Log10(section.Magnitude(hertz, rate));
        return sum;
    }

    /// <summary>Frequencies to look at: logarithmic and linear to the top, and closely around the centre.</summary>
    public static IEnumerable<double> Frequencies(double centre, double q, double top = 18_000)
    {
        for (int i = 0; i <= 60; i++)
            yield return 20 * Math.Pow(top / 20, i / 60.0);
        for (int i = 1; i <= 40; i++)
            yield return top * i / 40;
        for (int i = -20; i <= 20; i++)
        {
            double f = centre * Math.Exp(Math.Asinh(Math.Sinh(i / 4.0) / (8 * q)));
            if (f >= 20 && f <= top)
                yield return f;
        }
    }

    private static double Level(double s2, double s1, double s0, double w)
    {
        double real = s0 - s2 * w * w;
        double imaginary = s1 * w;
        return 10 * Math.Log10(real * real + imaginary * imaginary);
    }
}
