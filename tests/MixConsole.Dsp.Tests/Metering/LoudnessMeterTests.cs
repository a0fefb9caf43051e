using MixConsole.Dsp.Metering;

namespace MixConsole.Dsp.Tests.Metering;

public class LoudnessMeterTests
{
    private static LoudnessMeter Measure(int rate, params (double, double)[] segments)
    {
        var meter = new LoudnessMeter(2, rate);
        float[] signal = Tone.Make(rate, 2, segments);
        // Uneven pieces: the reading may not depend on how the audio arrives.
        for (int at = 0, piece = 2; at < signal.Length; at += piece, piece = Math.Min(piece * 3 + 2, 60_000))
            meter.Add(signal.AsSpan(at, Math.Min(piece, signal.Length - at)));
        return meter;
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    [InlineData(32_000)]
    public void Case_1_a_steady_tone_reads_its_level_at_every_rate(int rate)
    {
        LoudnessMeter meter = Measure(rate, (4, -23));
        foreach (double reading in new[] { meter.Momentary, meter.ShortTerm, meter.Integrated, meter.MaxMomentary, meter.MaxShortTerm })
            Assert.Equal(-23, reading, 0.02);
        Assert.Equal(0, new LoudnessMeter(2, rate).Range);
    }

    public static TheoryData<string, (double, double)[]> Integrated => new()
    {
        { "3", [(10, -36), (60, -23), (10, -36)] },
        { "4", [(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)] },
        { "5", [(20, -26), (20.1, -20), (20, -26)] },
    };

    [Theory]
    [MemberData(nameof(Integrated))]
    public void Cases_3_to_5_gate_the_quiet_parts(string which, (double, double)[] segments)
    {
        Assert.NotEmpty(which);
        Assert.Equal(-23, Measure(48_000, segments).Integrated, 0.1);
    }

    [Fact]
    public void Case_9_short_term_and_case_12_momentary_stand_still()
    {
        var meter = new LoudnessMeter(2, 48_000);
        for (int i = 0; i < 5; i++)
        {
            meter.Add(Tone.Make(48_000, 2, (1.34, -20)));
            meter.Add(Tone.Make(48_000, 2, (1.66, -30)));
            Assert.Equal(-23, meter.ShortTerm, 0.1);
        }
        meter = Measure(48_000, [.. Enumerable.Repeat(new[] { (0.18, -20.0), (0.22, -30.0) }, 10).SelectMany(x => x)]);
        Assert.Equal(-23, meter.Momentary, 0.1);
        Assert.Equal(-23, meter.MaxMomentary, 0.1);
    }

    [Fact]
    public void Cases_10_and_13_find_the_maximum_wherever_it_lies()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(-23, Measure(48_000, (i * 0.15, Tone.Silence), (3, -23), (1, Tone.Silence)).MaxShortTerm, 0.1);
            Assert.Equal(-23, Measure(48_000, (i * 0.02, Tone.Silence), (0.4, -23), (1, Tone.Silence)).MaxMomentary, 0.1);
        }
    }

    [Fact]
    public void Cases_11_and_14_the_maximum_rises_with_the_segments()
    {
        var shortTerm = new LoudnessMeter(2, 48_000);
        var momentary = new LoudnessMeter(2, 48_000);
        for (int i = 0; i < 20; i++)
        {
            shortTerm.Add(Tone.Make(48_000, 2, (i * 0.15, Tone.Silence), (3, -38 + i), (3 - i * 0.15, Tone.Silence)));
            momentary.Add(Tone.Make(48_000, 2, (i * 0.02, Tone.Silence), (0.4, -38 + i), (0.4 - i * 0.02, Tone.Silence)));
            Assert.Equal(-38 + i, shortTerm.MaxShortTerm, 0.1);
            Assert.Equal(-38 + i, momentary.MaxMomentary, 0.1);
        }
    }

    public static TheoryData<double, (double, double)[]> Ranges => new()
    {
        { 10, [(20, -20), (20, -30)] },
        { 5, [(20, -20), (20, -15)] },
        { 20, [(20, -40), (20, -20)] },
        { 15, [(20, -50), (20, -35), (20, -20), (20, -35), (20, -50)] },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Tech_3342_cases_1_to_4_read_their_range(double expected, (double, double)[] segments) =>
        Assert.Equal(expected, Measure(48_000, segments).Range, 0.2);

    [Fact]
    public void A_mono_file_is_measured_on_its_one_channel()
    {
        var meter = new LoudnessMeter(1, 48_000);
        meter.Add(Tone.Make(48_000, 1, (2, 0)));
        Assert.Equal(-3.01, meter.Integrated, 0.02);
    }

    [Fact]
    public void The_incomplete_last_block_does_not_count()
    {
        LoudnessMeter exact = Measure(48_000, (1, -23));
        LoudnessMeter more = Measure(48_000, (1, -23), (0.0999, 0));
        Assert.Equal(exact.Integrated, more.Integrated);
        Assert.Equal(double.NegativeInfinity, Measure(48_000, (0.399, -23)).Integrated);
        Assert.Equal(double.NegativeInfinity, Measure(48_000, (0.399, -23)).MaxMomentary);
    }

    [Fact]
    public void Silence_reads_minus_infinity()
    {
        LoudnessMeter meter = Measure(48_000, (4, Tone.Silence));
        Assert.Equal(double.NegativeInfinity, meter.Integrated);
        Assert.Equal(double.NegativeInfinity, meter.ShortTerm);
        Assert.Equal(0, meter.Range);
    }

    [Fact]
    public void An_album_is_gated_over_all_its_tracks()
    {
        LoudnessMeter loud = Measure(48_000, (10, -20)), quiet = Measure(48_000, (10, -26)), hushed = Measure(48_000, (10, -50));
        double expected = 10 * Math.Log10((Math.Pow(10, -2.0) + Math.Pow(10, -2.6)) / 2);
        Assert.Equal(expected, LoudnessMeter.IntegratedOf([loud, quiet, hushed]), 0.02);
    }

    [Fact]
    public void More_than_two_channels_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new LoudnessMeter(3, 48_000));
}
