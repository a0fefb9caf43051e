using MixConsole.Dsp.Filters;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Bench;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Tests.Bench;

/// <summary>The benchmark measures the real thing: what it renders is the workload as defined.</summary>
public class ConsoleWorkloadTests
{
    private const int Frames = 24_000;
    private const int Skipped = 1024;

    [Theory]
    [InlineData(8, 0.376671, 0.072196)]
    [InlineData(32, 0.631275, 0.114647)]
    public void The_reference_has_the_published_level(int channels, double peak, double rms)
    {
        var reference = new WorkloadReference(channels, Cookbook, fromRest: false);
        double highest = 0, sum = 0;
        for (var n = 0; n < 48_000; n++)
        {
            var (left, right) = reference.Next(n);
            highest = Math.Max(highest, Math.Max(Math.Abs(left), Math.Abs(right)));
            sum += (left * left) + (right * right);
        }

        Assert.Equal(peak, highest, 5e-4);
        Assert.Equal(rms, Math.Sqrt(sum / 96_000), 5e-4);
    }

    [Theory]
    [InlineData(8, 64)]
    [InlineData(32, 256)]
    public void The_product_nulls_against_double_precision_by_90_dB(int channels, int block)
    {
        using var run = new WorkloadRun(ConsoleCatalog.Tree, new PortableThreadEdge(), channels);
        var left = new List<float>();
        while (left.Count < Frames)
        {
            run.Render(block);
            left.AddRange(run.Output(0, block));
        }

        var reference = new WorkloadReference(channels, Product, fromRest: true);
        var extra = run.Latency - 64; // the product's limiter waits longer than the workload's
        double signal = 0, difference = 0;
        for (var n = 0; n < Frames - extra; n++)
        {
            var wanted = reference.Next(n).Left;
            if (n < Skipped) continue;
            signal += wanted * wanted;
            difference += Math.Pow(wanted - left[n + extra], 2);
        }

        var null_ = 10 * Math.Log10(signal / difference);
        Assert.True(null_ >= 90, $"{channels} channels null at {null_:0.0} dB, wanted 90 dB.");
    }

    private static Biquad[] Product(EqShape shape, double frequency, double gain, double q)
    {
        if (shape is EqShape.HighPass)
        {
            var slopes = new Biquad[FilterDesign.MaxButterworthSections];
            return slopes[..FilterDesign.Butterworth(true, frequency, 0, ConsoleWorkload.Rate, slopes)];
        }

        var sections = new Biquad[FilterDesign.MaxBandSections];
        return sections[..FilterDesign.EqBand(shape, frequency, gain, q, ConsoleWorkload.Rate, sections)];
    }

    // The audio-EQ cookbook, as the workload's published levels were made with it.
    private static Biquad[] Cookbook(EqShape shape, double frequency, double gain, double q)
    {
        var a = Math.Pow(10, gain / 40);
        var w = 2 * Math.PI * frequency / ConsoleWorkload.Rate;
        double cos = Math.Cos(w), alpha = Math.Sin(w) / (2 * q), root = 2 * Math.Sqrt(a) * alpha;
        var (b0, b1, b2, a0, a1, a2) = shape switch
        {
            EqShape.HighPass => ((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha),
            EqShape.Bell => (1 + (alpha * a), -2 * cos, 1 - (alpha * a), 1 + (alpha / a), -2 * cos, 1 - (alpha / a)),
            EqShape.LowShelf => (a * (a + 1 - ((a - 1) * cos) + root), 2 * a * (a - 1 - ((a + 1) * cos)), a * (a + 1 - ((a - 1) * cos) - root), a + 1 + ((a - 1) * cos) + root, -2 * (a - 1 + ((a + 1) * cos)), a + 1 + ((a - 1) * cos) - root),
            _ => (a * (a + 1 + ((a - 1) * cos) + root), -2 * a * (a - 1 + ((a + 1) * cos)), a * (a + 1 + ((a - 1) * cos) - root), a + 1 - ((a - 1) * cos) + root, 2 * (a - 1 - ((a + 1) * cos)), a + 1 - ((a - 1) * cos) - root),
        };
        return [new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0)];
    }
}
