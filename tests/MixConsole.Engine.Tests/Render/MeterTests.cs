using MixConsole.Dsp.Metering;
using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>Meters say what is there.</summary>
public sealed class MeterTests
{
    [Fact]
    public void Input_pre_and_post_peaks_and_rms_follow_trim_equaliser_and_fader()
    {
        using var rig = new Rig();
        var tone = Signal.Sine(1000, Rig.Rate, 0.25);
        rig.Track(0, tone, [.. tone.Select(x => x / 2)]);
        rig.Set(Ch, 0, StripCatalog.Trim, 6.0206).Set(Ch, 0, StripCatalog.EqOn, 1).Set(Ch, 0, StripCatalog.Eq[0].Frequency, 1000).Set(Ch, 0, StripCatalog.Eq[0].Gain, -6.0206).Set(Ch, 0, StripCatalog.Fader, -20);
        rig.Load().Play();
        rig.Run(24_000);
        var meters = rig.Meters();
        Assert.Equal(0.5, meters.Input[0], 0.002);
        Assert.Equal(0.25, meters.PreFader[0], 0.002);
        Assert.Equal(0.025, meters.PostFader[0], 0.0002);
        Assert.Equal(0.025 / Math.Sqrt(2), meters.Rms[0], 0.0003);
        Assert.Equal(0.025, meters.PostFader[Main.FirstStrip], 0.0002);
    }

    [Fact]
    public void Reductions_are_in_decibels()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Sine(1000, Rig.Rate, 1));
        rig.Track(1, Signal.Sine(1000, Rig.Rate, 0.001));
        rig.Track(2, Signal.Sine(1000, Rig.Rate, 1));
        rig.Set(Ch, 0, StripCatalog.CompOn, 1).Set(Ch, 0, StripCatalog.CompThreshold, -20).Set(Ch, 0, StripCatalog.CompRatio, 2).Set(Ch, 0, StripCatalog.CompKnee, 0);
        rig.Set(Ch, 1, StripCatalog.GateOn, 1).Set(Ch, 1, StripCatalog.GateRange, -30);
        rig.Load().Play();
        rig.Run(40_000);
        var meters = rig.Meters();
        Assert.Equal(10, meters.CompReduction[0], 0.1);
        Assert.Equal(30, meters.GateReduction[1], 0.1);
        Assert.Equal(0, meters.CompReduction[2]);
        Assert.Equal(0, meters.GateReduction[2], 1e-4);
    }

    [Fact]
    public void Loudness_true_peak_and_correlation_of_main_are_those_of_the_finished_file()
    {
        const int frames = 6 * Rig.Rate;
        using var rig = new Rig();
        float[] left = Signal.Bursts(1, frames), right = [.. Signal.Bursts(2, frames).Zip(left, (a, b) => 0.6f * (a + b))];
        rig.Track(0, left, right);
        rig.Load().Play();
        rig.Forget();
        rig.Run(frames, 512);
        var meters = rig.Meters();
        var file = new LoudnessMeter(2, Rig.Rate);
        float[] interleaved = [.. rig.Output(0).Zip(rig.Output(1), (l, r) => (float[])[l, r]).SelectMany(x => x)];
        file.Add(interleaved);
        var main = Main.FirstStrip;
        Assert.Equal(file.Momentary, meters.Momentary[main], 0.5);
        Assert.Equal(file.ShortTerm, meters.ShortTerm[main], 0.1);
        Assert.Equal(file.Integrated, meters.Integrated[main], 0.05);
        Assert.InRange(meters.Correlation[main], 0.5, 0.85);
        Assert.InRange(meters.TruePeak[main], 0.001, 1.2);
    }

    [Fact]
    public void Integrated_loudness_begins_anew_when_the_song_starts()
    {
        using var rig = new Rig();
        rig.Track(0, [.. Signal.Sine(1000, 96_000, 0.5), .. Signal.Sine(1000, 200_000, 0.05)], new float[296_000]);
        rig.Load().Play();
        rig.Run(96_000, 512);
        Assert.Equal(-9, rig.Meters().Integrated[Main.FirstStrip], 0.5);
        rig.Engine.Stop();
        rig.Run(4800);
        rig.Engine.Locate(100_000);
        rig.Run(64);
        rig.Engine.Play();
        rig.Run(96_000, 512);
        Assert.Equal(-29, rig.Meters().Integrated[Main.FirstStrip], 0.5);
    }

    [Fact]
    public void New_routing_goes_on_with_the_measurement()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Sine(1000, 296_000, 0.5), new float[296_000]);
        rig.Load().Play();
        rig.Run(96_000, 512);
        rig.Set(Ch, 7, StripCatalog.OutputGroup, 3).Reroute();
        rig.Run(6400);
        Assert.Equal(-9, rig.Meters().Integrated[Main.FirstStrip], 0.5);
        Assert.Equal(-9, rig.Meters().ShortTerm[Main.FirstStrip], 4.0);
    }

    [Fact]
    public void Equal_sides_correlate_and_turned_ones_do_not()
    {
        foreach (var sign in (int[])[1, -1])
        {
            using var rig = new Rig();
            var noise = Signal.Noise(1, 24_000);
            rig.Track(0, noise, [.. noise.Select(x => sign * x)]);
            rig.Load().Play();
            rig.Run(20_000);
            Assert.Equal(sign, rig.Meters().Correlation[Main.FirstStrip], 1e-3);
        }
    }
}
