using MixConsole.Dsp.Filters;
using Xunit.Abstractions;

namespace MixConsole.Dsp.Tests.Filters;

public class DeltaCoefficientsTests(ITestOutputHelper output)
{
    private static float[] Single(ReadOnlySpan<Biquad> sections, float[] input)
    {
        float[] signal = [.. input];
        foreach (Biquad section in sections)
        {
            var c = DeltaCoefficients.From(section);
            float w = 0, v = 0;
            for (int n = 0; n < signal.Length; n++)
            {
                float x = signal[n] * c.Gain;
                float y = x + w;
                w += MathF.FusedMultiplyAdd(-c.D1, y, MathF.FusedMultiplyAdd(c.E1, x, v));
                v = MathF.FusedMultiplyAdd(-c.D2, y, MathF.FusedMultiplyAdd(c.E2, x, v));
                signal[n] = y;
            }
        }
        return signal;
    }

    private static double[] Double(ReadOnlySpan<Biquad> sections, float[] input)
    {
        double[] signal = [.. input.Select(x => (double)x)];
        foreach (Biquad c in sections)
        {
            double s1 = 0, s2 = 0;
            for (int n = 0; n < signal.Length; n++)
            {
                double x = signal[n];
                double y = c.B0 * x + s1;
                s1 = c.B1 * x - c.A1 * y + s2;
                s2 = c.B2 * x - c.A2 * y;
                signal[n] = y;
            }
        }
        return signal;
    }

    [Fact]
    public void Single_precision_keeps_100_decibels_from_20_Hz_to_20_kHz_in_every_shape()
    {
        var random = new Random(3);
        var input = new float[12_000];
        for (int i = 0; i < input.Length; i++)
            input[i] = (float)(random.NextDouble() - 0.5);
        Span<Biquad> sections = stackalloc Biquad[4];
        var worst = new Dictionary<string, double>();

        void Check(string what, ReadOnlySpan<Biquad> used)
        {
            float[] single = Single(used, input);
            double[] exact = Double(used, input);
            double signal = 0, noise = 0;
            for (int n = 0; n < exact.Length; n++)
            {
                signal += exact[n] * exact[n];
                noise += (exact[n] - single[n]) * (exact[n] - single[n]);
            }
            double ratio = 10 * Math.Log10(signal / noise);
            string key = what.Split(' ')[0];
            worst[key] = Math.Min(worst.GetValueOrDefault(key, 999), ratio);
            Assert.True(ratio >= 100, $"{what}: {ratio:F1} dB");
        }

        for (int i = 0; i <= 15; i++)
        {
            double frequency = 20 * Math.Pow(1000, i / 15.0);
            foreach (EqShape shape in Enum.GetValues<EqShape>())
                foreach (double q in new[] { 0.1, 0.7, 3, 30 })
                    foreach (double gain in new[] { -24.0, -3, 3, 24 })
                    {
                        int used = FilterDesign.EqBand(shape, frequency, gain, q, 48_000, sections);
                        Check($"{shape} {frequency:F0} Hz {gain} dB Q {q}", sections[..used]);
                    }
            for (int slope = 0; slope < 4; slope++)
                foreach (bool highPass in new[] { true, false })
                {
                    int used = FilterDesign.Butterworth(highPass, frequency, slope, 48_000, sections);
                    Check($"Butterworth{(highPass ? "High" : "Low")} {frequency:F0} Hz slope {slope}", sections[..used]);
                }
        }
        foreach ((string shape, double ratio) in worst)
            output.WriteLine($"{shape}: {ratio:F1} dB");
    }

    [Fact]
    public void Identity_stays_identity() => Assert.Equal([0.25f, -1, 3], Single([Biquad.Identity], [0.25f, -1, 3]));
}
