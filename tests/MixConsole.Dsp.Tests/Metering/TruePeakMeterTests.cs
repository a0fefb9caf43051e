using MixConsole.Dsp.Metering;

namespace MixConsole.Dsp.Tests.Metering;

public class TruePeakMeterTests
{
    private static float[] Sine(int rate, double cyclesPerSample, double amplitude, double phase, int channels = 2)
    {
        int frames = rate / 5, taper = rate / 100;
        var signal = new float[frames * channels];
        for (int n = 0; n < frames; n++)
        {
            double fade = Math.Min(1, Math.Min(n, frames - 1 - n) / (double)taper);
            signal[n * channels] = (float)(fade * amplitude * Math.Sin(2 * Math.PI * cyclesPerSample * n + phase * Math.PI / 180));
            if (channels > 1)
                signal[n * channels + 1] = -signal[n * channels];
        }
        return signal;
    }

    [Theory]
    [InlineData("15", 4, 0.50, 0.0, -6.02)]
    [InlineData("16", 4, 0.50, 45.0, -6.02)]
    [InlineData("17", 6, 0.50, 60.0, -6.02)]
    [InlineData("18", 8, 0.50, 67.5, -6.02)]
    [InlineData("19", 4, 1.41, 45.0, 2.98)]
    public void Cases_15_to_19_at_every_rate(string which, int period, double amplitude, double phase, double expected)
    {
        Assert.NotEmpty(which);
        foreach (int rate in new[] { 44_100, 48_000, 96_000, 192_000 })
        {
            var meter = new TruePeakMeter(2, rate);
            meter.Add(Sine(rate, 1.0 / period, amplitude, phase));
            meter.Finish();
            Assert.InRange(meter.PeakDecibels - expected, -0.3, 0.1);
            if (rate <= 50_000)
                Assert.Equal(expected, meter.PeakDecibels, 0.06);
        }
    }

    [Fact]
    public void The_pass_band_is_flat_up_to_0_45_of_the_rate()
    {
        for (double f = 0.01; f <= 0.45; f += 0.0113)
        {
            var meter = new TruePeakMeter(1, 48_000);
            meter.Add(Sine(48_000, f, 1, 10, 1));
            meter.Finish();
            Assert.InRange(meter.PeakDecibels, -0.05, 0.05);
        }
    }

    [Fact]
    public void Pieces_of_any_size_read_the_same()
    {
        float[] signal = Sine(48_000, 0.241, 0.9, 20);
        var whole = new TruePeakMeter(2, 48_000);
        whole.Add(signal);
        whole.Finish();
        var pieces = new TruePeakMeter(2, 48_000);
        for (int at = 0, piece = 2; at < signal.Length; at += piece, piece = piece * 2 + 2)
            pieces.Add(signal.AsSpan(at, Math.Min(piece, signal.Length - at)));
        pieces.Finish();
        Assert.Equal(whole.Peak, pieces.Peak);
        Assert.Equal(whole.PeakOf(0), pieces.PeakOf(0));
    }

    [Fact]
    public void A_single_full_scale_sample_reads_full_scale_and_silence_minus_infinity()
    {
        var meter = new TruePeakMeter(1, 48_000);
        meter.Add(new float[100]);
        meter.Finish();
        Assert.Equal(double.NegativeInfinity, meter.PeakDecibels);
        meter.Add([1]);
        meter.Finish();
        Assert.Equal(1, meter.Peak, 1e-12);
    }

    [Fact]
    public void The_last_sample_counts()
    {
        var meter = new TruePeakMeter(1, 48_000);
        meter.Add([0.5f, 0.5f, -0.5f, -0.5f, 0.5f, 0.5f]);
        meter.Finish();
        Assert.InRange(meter.Peak, 0.6, 0.9);
    }
}
