using FsCheck;
using FsCheck.Xunit;
using MixConsole.Dsp.Metering;

namespace MixConsole.Dsp.Tests.Metering;

public class LoudnessWindowTests
{
    private static void Feed(LoudnessWindow window, double seconds, double loudness)
    {
        for (int i = 0; i < Math.Round(seconds * 10); i++)
            window.Add(LoudnessGate.MeanSquare(loudness));
    }

    [Fact]
    public void Windows_slide_over_four_and_thirty_hops()
    {
        var window = new LoudnessWindow();
        Feed(window, 3, -20);
        Assert.Equal(-20, window.Momentary, 1e-9);
        Assert.Equal(-20, window.ShortTerm, 1e-9);
        Feed(window, 0.2, -200);
        Assert.Equal(-20 + 10 * Math.Log10(0.5), window.Momentary, 1e-6);
        Assert.Equal(-20 + 10 * Math.Log10(28.0 / 30), window.ShortTerm, 1e-6);
        Assert.Equal(-20, window.MaxMomentary, 1e-9);
        Assert.Equal(-20, window.MaxShortTerm, 1e-9);
    }

    [Fact]
    public void Quiet_parts_are_gated()
    {
        var window = new LoudnessWindow();
        Feed(window, 10, -72);
        Feed(window, 10, -36);
        Feed(window, 60, -23);
        Feed(window, 10, -36);
        Assert.Equal(-23, window.Integrated(), 0.1);
    }

    [Theory]
    [InlineData(-20, -30, 10)]
    [InlineData(-20, -15, 5)]
    [InlineData(-40, -20, 20)]
    public void Range_reads_the_distance_of_two_plateaus(double first, double second, double expected)
    {
        var window = new LoudnessWindow();
        Feed(window, 20, first);
        Feed(window, 20, second);
        Assert.Equal(expected, window.Range(), 0.2);
    }

    [Property(MaxTest = 50)]
    public void The_histogram_agrees_with_exact_gating(PositiveInt seed)
    {
        var random = new System.Random(seed.Get);
        var gate = new LoudnessGate();
        var powers = Enumerable.Range(0, 500).Select(_ => LoudnessGate.MeanSquare(-90 + 90 * random.NextDouble())).ToList();
        powers.ForEach(gate.Add);
        List<double> above = [.. powers.Where(p => LoudnessGate.Loudness(p) > -70)];
        double relative = above.Average() / 10;
        Assert.Equal(LoudnessGate.Loudness(above.Where(p => p > relative).Average()), gate.Integrated(), 0.1);
        // Without a block inside the bin of the gate the two are the same number.
        if (!above.Any(p => Math.Abs(LoudnessGate.Loudness(p) - LoudnessGate.Loudness(relative)) < 0.011))
            Assert.Equal(LoudnessGate.Loudness(above.Where(p => p > relative).Average()), gate.Integrated(), 1e-9);
    }

    [Fact]
    public void Reset_starts_anew_and_silence_is_minus_infinity()
    {
        var window = new LoudnessWindow();
        Feed(window, 5, -10);
        window.Reset();
        Assert.Equal(double.NegativeInfinity, window.Integrated());
        Assert.Equal(double.NegativeInfinity, window.MaxMomentary);
        Assert.Equal(0, window.Range());
        Feed(window, 5, -30);
        Assert.Equal(-30, window.Integrated(), 1e-6);
        window.Add(0);
        window.Add(double.NaN);
        Assert.Equal(-30, window.Integrated(), 1);
    }

    [Fact]
    public void Nothing_is_allocated_while_it_runs()
    {
        var window = new LoudnessWindow();
        Feed(window, 4, -20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(window, 4, -21);
        double sum = window.Integrated() + window.Range();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
    }
}
