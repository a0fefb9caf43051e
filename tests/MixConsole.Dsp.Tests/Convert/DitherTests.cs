using MixConsole.Dsp.Convert;

namespace MixConsole.Dsp.Tests.Convert;

public sealed class DitherTests
{
    private const int Count = 200_000;

    [Fact]
    public void It_is_triangular_two_steps_wide_and_without_mean()
    {
        var x = Draw(new Dither(1), 0);
        Assert.InRange(x.Min(), -1, -0.99);
        Assert.InRange(x.Max(), 0.99, 1);
        Assert.InRange(x.Average(), -0.005, 0.005);
        Assert.InRange(x.Average(v => v * v), 1 / 6.0 - 0.002, 1 / 6.0 + 0.002);
        Assert.InRange(x.Count(v => Math.Abs(v) < 0.5) / (double)Count, 0.745, 0.755); // a triangle holds three quarters within half its reach
    }

    [Fact]
    public void Channels_and_neighbours_are_independent()
    {
        var dither = new Dither(2);
        var (a, b) = (Draw(dither, 0), Draw(dither, 1));
        Assert.InRange(a.Zip(b, (x, y) => x * y).Average() * 6, -0.01, 0.01);
        Assert.InRange(a.Zip(a[1..], (x, y) => x * y).Average() * 6, -0.01, 0.01);
    }

    [Fact]
    public void The_seed_names_the_sequence()
    {
        var dither = new Dither(1, 7);
        var first = Draw(dither, 0)[..100];
        dither.Reset();
        Assert.Equal(first, Draw(dither, 0)[..100]);
        Assert.NotEqual(first, Draw(new Dither(1, 8), 0)[..100]);
    }

    [Fact]
    public void The_error_of_sixteen_bits_is_half_a_step_and_does_not_know_the_signal()
    {
        var dither = new Dither(1);
        double error = 0, correlation = 0, power = 0;
        for (var n = 0; n < Count; n++)
        {
            var x = (float)(0.6 / 32_768 * Math.Sin(n * 0.01)); // less than one step: without dither it would vanish or buzz
            var e = PcmConvert.Quantise(x, 16, dither.Next(0)) - x * 32_768.0;
            error += e * e;
            correlation += e * x * 32_768;
            power += x * x * 32_768.0 * 32_768;
        }

        Assert.InRange(Math.Sqrt(error / Count), 0.49, 0.51);
        Assert.InRange(correlation / power, -0.02, 0.02);
    }

    [Fact]
    public void Interleaved_channels_take_their_own_numbers_whatever_the_cut()
    {
        var samples = new float[600];
        var (whole, cut) = (new byte[1_200], new byte[1_200]);
        PcmConvert.Write(samples, whole, PcmFormat.Int16, new Dither(2));
        var dither = new Dither(2);
        PcmConvert.Write(samples.AsSpan(0, 202), cut, PcmFormat.Int16, dither);
        PcmConvert.Write(samples.AsSpan(202), cut.AsSpan(404), PcmFormat.Int16, dither);
        Assert.Equal(whole, cut);
    }

    private static double[] Draw(Dither dither, int channel) => [.. Enumerable.Range(0, Count).Select(_ => dither.Next(channel))];
}
