using FsCheck;
using FsCheck.Xunit;
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
    [InlineData(EqShape.LowShelf, 44_100, 0.3)]
    [InlineData(EqShape.HighShelf, 44_100, 0.3)]
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
    [InlineData(48_000)]
    [InlineData(96_000)]
    public void Settings_between_those_of_the_grid_follow_it_too(double rate)
    {
        var random = new Random(11);
        Span<Biquad> sections = stackalloc Biquad[FilterDesign.MaxBandSections];
        for (int i = 0; i < 4000; i++)
        {
            var shape = (EqShape)random.Next(3);
            double centre = 20 * Math.Pow(1000, random.NextDouble());
            double gain = 48 * random.NextDouble() - 24;
            double q = 0.1 * Math.Pow(100, random.NextDouble());
            FilterDesign.EqBand(shape, centre, gain, q, rate, sections);
            foreach (double f in Analogue.Frequencies(centre, q))
            {
                double error = Analogue.Decibels(sections, f, rate) - Analogue.Decibels(shape, f, centre, gain, q);
                Assert.True(Math.Abs(error) < 0.11, $"{shape} {centre:F1} Hz {gain:F2} dB Q {q:F3} at {f:F0} Hz: {error:F4} dB");
            }
        }
    }

    [Theory]
    [InlineData(EqShape.Notch, 0.2)]
    [InlineData(EqShape.HighPass, 0.2)]
    [InlineData(EqShape.LowPass, 0.1)]
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

    [Property(MaxTest = 1500)]
    public void Every_setting_at_every_rate_is_stable_and_so_is_its_inverse(byte shapeByte, NormalFloat frequencyRoot, NormalFloat gainRoot, NormalFloat qRoot, byte rateByte)
    {
        double rate = new[] { 8_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000, 384_000 }[rateByte % 8];
        double frequency = 20 * Math.Pow(1000, Fraction(frequencyRoot.Get));
        double gain = 48 * Fraction(gainRoot.Get) - 24;
        double q = 0.1 * Math.Pow(300, Fraction(qRoot.Get));
        var shape = (EqShape)(shapeByte % 6);
        var sections = new Biquad[FilterDesign.MaxBandSections];
        int used = FilterDesign.EqBand(shape, frequency, gain, q, rate, sections);
        Assert.InRange(used, 1, 2);
        foreach (Biquad section in sections)
        {
            Assert.True(section.IsStable, $"{shape} {frequency} Hz {gain} dB Q {q} at {rate}: {section}");
            Assert.True(section.B0 > 0);
            // Zeros on the circle only where the shape has them.
            bool inside = new Biquad(1, 0, 0, section.B1 / section.B0, section.B2 / section.B0).IsStable;
            Assert.True(inside || shape is EqShape.Notch or EqShape.HighPass, $"{shape} {frequency} Hz {gain} dB Q {q} at {rate}: {section}");
        }
        if (shape == EqShape.LowPass && rate >= 44_100)
            foreach (double f in Analogue.Frequencies(frequency, q, Math.Min(18_000, 0.375 * rate)))
                Assert.Equal(Analogue.Decibels(shape, f, frequency, gain, q), Analogue.Decibels(sections, f, rate), 0.1);
        // A step no hand can hear: no curve may jump.
        var moved = new Biquad[FilterDesign.MaxBandSections];
        FilterDesign.EqBand(shape, frequency * 1.0001, gain + 0.001, q * 1.0001, rate, moved);
        if (shape == EqShape.Notch)
            return;
        for (double f = 20; f < 0.375 * rate && f < 18_000; f *= 1.07)
        {
            double meant = Analogue.Decibels(shape, f, frequency * 1.0001, gain + 0.001, q * 1.0001) - Analogue.Decibels(shape, f, frequency, gain, q);
            double heard = Analogue.Decibels(moved, f, rate) - Analogue.Decibels(sections, f, rate);
            Assert.True(Math.Abs(heard - meant) < 0.05, $"{shape} {frequency} Hz {gain} dB Q {q} at {rate}: {heard:F4} instead of {meant:F4} dB at {f:F0} Hz");
        }
    }

    private static double Fraction(double x) => Math.Abs(x) - Math.Floor(Math.Abs(x));

    [Theory]
    [InlineData(EqShape.Bell)]
    [InlineData(EqShape.LowShelf)]
    [InlineData(EqShape.HighShelf)]
    public void No_gain_is_exactly_transparent_and_next_to_none_nearly(EqShape shape)
    {
        var sections = new Biquad[2];
        foreach (double q in Qs)
            foreach (double centre in Centres(20))
            {
                FilterDesign.EqBand(shape, centre, 0, q, 48_000, sections);
                Assert.Equal([Biquad.Identity, Biquad.Identity], sections);
                foreach (double gain in new[] { -1e-6, 1e-6 })
                {
                    FilterDesign.EqBand(shape, centre, gain, q, 48_000, sections);
                    foreach (double f in Analogue.Frequencies(centre, q))
                        Assert.Equal(0, Analogue.Decibels(sections, f, 48_000), 1e-3);
                }
            }
    }

    [Theory]
    [InlineData(double.NaN, 3, 1)]
    [InlineData(1000, double.NaN, 1)]
    [InlineData(1000, 3, double.NaN)]
    [InlineData(0, 3, 1)]
    [InlineData(-5, 24, 0)]
    [InlineData(1e9, 24, 1e9)]
    [InlineData(double.PositiveInfinity, 1e9, 1)]
    public void Nonsense_gives_a_stable_filter(double frequency, double gain, double q)
    {
        var sections = new Biquad[4];
        foreach (EqShape shape in Enum.GetValues<EqShape>())
        {
            FilterDesign.EqBand(shape, frequency, gain, q, 48_000, sections);
            Assert.All(sections[..2], s => Assert.True(s.IsStable && double.IsFinite(s.B0 + s.B1 + s.B2)));
        }
        foreach (KeyShape shape in Enum.GetValues<KeyShape>())
            Assert.True(FilterDesign.KeyFilter(shape, frequency, q, 48_000).IsStable);
        int used = FilterDesign.Butterworth(true, frequency, 7, 48_000, sections);
        Assert.All(sections[..used], s => Assert.True(s.IsStable));
    }

    [Fact]
    public void Key_filters_pass_what_they_are_named_for()
    {
        static double Level(KeyShape shape, double f) => 20 * Math.Log10(FilterDesign.KeyFilter(shape, 1000, 2, 48_000).Magnitude(f, 48_000));
        Assert.Equal(Biquad.Identity, FilterDesign.KeyFilter(KeyShape.Off, 1000, 2, 48_000));
        Assert.Equal(0, Level(KeyShape.LowPass, 50), 0.12);
        Assert.InRange(Level(KeyShape.LowPass, 10_000), -45, -35);
        Assert.Equal(0, Level(KeyShape.HighPass, 15_000), 0.1);
        Assert.InRange(Level(KeyShape.HighPass, 100), -45, -35);
        Assert.Equal(0, Level(KeyShape.BandPass, 1000), 1e-9);
        Assert.InRange(Level(KeyShape.BandPass, 100), -30, -20);
    }

    [Fact]
    public void K_weighting_is_the_standards_at_48_kHz_and_the_same_curve_at_other_rates()
    {
        var two = new Biquad[2];
        FilterDesign.KWeighting(48_000, two);
        var standard = new[]
        {
            new Biquad(1.53512485958697, -2.69169619940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
            new Biquad(1, -2, 1, -1.99004745483398, 0.99007225036621),
        };
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(standard[i].B0, two[i].B0, 1e-7);
            Assert.Equal(standard[i].B1, two[i].B1, 1e-7);
            Assert.Equal(standard[i].B2, two[i].B2, 1e-7);
            Assert.Equal(standard[i].A1, two[i].A1, 1e-7);
            Assert.Equal(standard[i].A2, two[i].A2, 1e-7);
        }
        var other = new Biquad[2];
        foreach (double rate in new[] { 32_000.0, 44_100, 88_200, 96_000, 192_000 })
        {
            FilterDesign.KWeighting(rate, other);
            for (double f = 20; f < Math.Min(10_000, 0.3 * rate); f *= 1.1)
                Assert.Equal(Analogue.Decibels(two, f, 48_000), Analogue.Decibels(other, f, rate), 0.03);
        }
    }

    [Fact]
    public void Designing_allocates_nothing()
    {
        Span<Biquad> sections = stackalloc Biquad[4];
        for (int run = 0; run < 2; run++)
            foreach (EqShape shape in Enum.GetValues<EqShape>())
            {
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 50; i++)
                    FilterDesign.EqBand(shape, 30 * Math.Pow(1.13, i), 7 - i / 3.0, 0.3 + 0.1 * i, 48_000, sections);
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
            }
    }
}
