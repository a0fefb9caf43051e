namespace MixConsole.Engine.Tests.Harness;

/// <summary>
/// What a move adds to a steady tone: the spectrum of 8192 frames around it under a Blackman-Harris window (side lobes below -92 dB), relative to the power of the tone at full level.
/// </summary>
internal static class Spectrum
{
    private const int Size = 8192;
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(double Hertz, double Peak), double[]> Full = new();

    /// <summary>All power further than 200 Hz from the tone, and the strongest line further than 1 kHz, dB.</summary>
    public static (double Around, double Far) Splatter(ReadOnlySpan<float> x, int centre, double hertz, double peak)
    {
        var power = Power(x.Slice(centre - (Size / 2), Size));
        var full = Full.GetOrAdd((hertz, peak), t => Power(Signal.Sine(t.Hertz, Size, t.Peak)));
        double around = 0, far = 0;
        for (var bin = 0; bin < power.Length; bin++)
        {
            var distance = Math.Abs(((double)bin * Rig.Rate / Size) - hertz);
            if (distance > 200) around += power[bin];
            if (distance > 1000) far = Math.Max(far, power[bin]);
        }

        return (10 * Math.Log10(around / full.Sum()), 10 * Math.Log10(far / full.Max()));
    }

    private static double[] Power(ReadOnlySpan<float> x)
    {
        double[] re = new double[Size], im = new double[Size];
        for (var n = 0; n < Size; n++)
        {
            var t = 2 * Math.PI * n / Size;
            re[Reverse(n)] = x[n] * (0.35875 - (0.48829 * Math.Cos(t)) + (0.14128 * Math.Cos(2 * t)) - (0.01168 * Math.Cos(3 * t)));
        }

        for (var half = 1; half < Size; half *= 2)
        {
            for (var k = 0; k < half; k++)
            {
                double c = Math.Cos(-Math.PI * k / half), s = Math.Sin(-Math.PI * k / half);
                for (var n = k; n < Size; n += 2 * half)
                {
                    var (r, i) = ((re[n + half] * c) - (im[n + half] * s), (re[n + half] * s) + (im[n + half] * c));
                    (re[n + half], im[n + half]) = (re[n] - r, im[n] - i);
                    (re[n], im[n]) = (re[n] + r, im[n] + i);
                }
            }
        }

        return [.. Enumerable.Range(0, Size / 2).Select(b => (re[b] * re[b]) + (im[b] * im[b]))];
    }

    private static int Reverse(int n)
    {
        var result = 0;
        for (var bit = 1; bit < Size; bit <<= 1, n >>= 1) result = (result << 1) | (n & 1);
        return result;
    }
}
