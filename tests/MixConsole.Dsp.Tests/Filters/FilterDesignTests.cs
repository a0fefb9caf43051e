using MixConsole.Dsp.Filters;
using Xunit.Abstractions;

namespace MixConsole.Dsp.Tests.Filters;

public class FilterDesignTests(ITestOutputHelper output)
{
    private static readonly double[] Qs = [0.1, 0.2, 0.3, 0.5, 0.7071, 1, 1.2, 1.3, 1.5, 2, 3, 5, 7, 10, 20, 30];

    private static IEnumerable<double> Centres(int count = 60) => Enumerable.Range(0, count + 1).Select(i => 20 * Math.Pow(1000, i / (double)count));

    private double Worst(EqShape shape, double[] gains, IEnumerable<double> qs, double rate, double topOfCentre = 20_000, double floor = -1000)
    {
        Span<Biquad> sections = stackalloc Biquad[FilterDesign.MaxBandSections];
        double worst = 0;
        string where = "";
        foreach (double centre in Centres().Where(f => f <= topOfCentre * 1.0001))
            foreach (double q in qs)
                foreach (double gain in gains)
                {
                    int used = FilterDesign.EqBand(shape, centre, gain, q, rate, sections);
                    Assert.InRange(used, 1, FilterDesign.MaxBandSections);
                    Assert.Equal(Biquad.Identity, used == 1 ? sections[1] : Biquad.Identity);
                    foreach (double f in Analogue.Frequencies(centre, q * Math.Pow(10, Math.Abs(gain) / 40), Math.Min(18_000, 0.375 * rate)))
                    {
                        double expected = Analogue.Decibels(shape, f, centre, gain, q);
                        double error = Math.Abs(Analogue.Decibels(sections, f, rate) - expected);
                        if (expected > floor && !(error <= worst))
                        {
                            worst = error;
                            where = $"{centre:F0} Hz {gain} dB Q {q} at {f:F0} Hz";
                        }
                    }
                }
        output.WriteLine($"{shape} at {rate}: {worst:F4} dB ({where})");
        return worst;
    }

    [Theory]
    [InlineData(EqShape.Bell, 48_000, 0.085)]
    [InlineData(EqShape.LowShelf, 48_000, 0.1)]
    [InlineData(EqShape.HighShelf, 48_000, 0.1)]
    [InlineData(EqShape.Bell, 44_100, 0.1)]
    [InlineData(EqShape.LowShelf, 44_100, 0.1)]
    [InlineData(EqShape.HighShelf, 44_100, 0.1)]
    [InlineData(EqShape.Bell, 96_000, 0.085)]
    [InlineData(EqShape.LowShelf, 96_000, 0.1)]
    [InlineData(EqShape.HighShelf, 96_000, 0.1)]
    public void Bells_and_shelves_follow_the_analogue_curve_within_a_tenth_of_a_decibel(EqShape shape, double rate, double bound) =>
        Assert.InRange(Worst(shape, [-24, -18, -12, -6, -3, -0.5, 0.01, 1, 3, 6, 9, 12, 15, 18, 21, 24], Qs.Where(q => q <= 10), rate), 0, bound);

    [Theory]
    [InlineData(EqShape.Bell, 0.085)]
    [InlineData(EqShape.LowShelf, 0.2)]
    [InlineData(EqShape.HighShelf, 0.2)]
    public void Very_narrow_bands_follow_it_too(EqShape shape, double bound) =>
        Assert.InRange(Worst(shape, [-24, -18, -12, -6, 3, 6, 9, 12, 15, 18, 21, 24], [20, 30], 48_000), 0, bound);

    [Theory]
    [InlineData(EqShape.Notch, 0.5)]
    [InlineData(EqShape.HighPass, 0.5)]
    [InlineData(EqShape.LowPass, 0.5)]
    public void Notch_and_pass_filters_follow_the_analogue_curve(EqShape shape, double bound) =>
        Assert.InRange(Worst(shape, [0], Qs, 48_000, 18_000, -60), 0, bound);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Butterworth_slopes_follow_the_analogue_curve_and_are_3_decibels_down_at_the_corner(bool highPass)
    {
        Span<Biquad> sections = stackalloc Biquad[FilterDesign.MaxButterworthSections];
        for (int slope = 0; slope < 4; slope++)
        {
            int order = new[] { 2, 3, 4, 8 }[slope];
            double worst = 0;
            foreach (double corner in Centres().Where(f => f < 18_100))
            {
                int used = FilterDesign.Butterworth(highPass, corner, slope, 48_000, sections);
                Assert.Equal((order + 1) / 2, used);
                foreach (double f in Analogue.Frequencies(corner, 1))
                {
                    double expected = Analogue.Butterworth(highPass, f, corner, order);
                    if (expected > -60)
                        worst = Math.Max(worst, Math.Abs(Analogue.Decibels(sections[..used], f, 48_000) - expected));
                }
            }
            output.WriteLine($"order {order}: {worst:F4} dB");
            Assert.InRange(worst, 0, 0.5);
        }
    }
}
