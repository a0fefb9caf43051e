using MixConsole.Engine.Processors;
using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>What faders, pans, mutes and trims do to a level, against the formulas.</summary>
public sealed class LevelTests
{
    private const int Frames = 4800;
    private static readonly float[] Left = Signal.Noise(1, Frames), Right = Signal.Noise(2, Frames);

    [Fact]
    public void A_silent_session_is_silent()
    {
        using var rig = new Rig();
        rig.Track(0, new float[Frames]);
        rig.Track(1, new float[Frames], new float[Frames]);
        foreach (var side in rig.Load().Mixdown(Frames)) Assert.All(side, x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_session_without_tracks_renders_silence()
    {
        using var rig = new Rig();
        foreach (var side in rig.Load().Mixdown(Frames)) Assert.All(side, x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_mono_track_at_unity_stands_in_the_middle_at_minus_3_dB()
    {
        using var rig = new Rig();
        rig.Track(0, Left);
        var main = rig.Load().Mixdown(Frames);
        var centre = (float)Math.Cos(Math.PI / 4);
        for (var n = 0; n < Frames; n++)
        {
            Assert.Equal(Left[n] * centre, main[0][n]);
            Assert.Equal(Left[n] * centre, main[1][n]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stereo_track_at_0_dB_passes_bit_for_bit_through_nested_groups(int groups)
    {
        using var rig = new Rig();
        rig.Track(5, Left, Right);
        for (var g = 0; g < groups; g++)
        {
            if (g == 0) rig.Set(Ch, 5, StripCatalog.OutputGroup, 1);
            else rig.Set(Group, g - 1, StripCatalog.OutputGroup, g + 1);
        }

        var main = rig.Load().Mixdown(Frames);
        Assert.Equal(Left, main[0]);
        Assert.Equal(Right, main[1]);
    }

    [Fact]
    public void A_duplicate_with_turned_polarity_nulls_to_zero()
    {
        using var rig = new Rig();
        rig.Track(0, Left);
        rig.Track(40, Left);
        rig.Set(Ch, 40, StripCatalog.Polarity, 1).Set(Ch, 40, StripCatalog.OutputGroup, 3);
        foreach (var side in rig.Load().Mixdown(Frames)) Assert.All(side, x => Assert.Equal(0, x));
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(10)]
    [InlineData(-0.1)]
    [InlineData(-60)]
    public void A_fader_is_as_loud_as_its_scale_says(double decibels)
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.Fader, decibels);
        var main = rig.Load().Mixdown(Frames);
        Assert.Equal(decibels, Signal.Decibels(Signal.Rms(main[0]) / Signal.Rms(Left)), 0.001);
    }

    [Fact]
    public void Faders_of_strip_group_and_main_add_up()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.Fader, -3).Set(Ch, 0, StripCatalog.OutputGroup, 2).Set(Ch, 0, StripCatalog.Trim, -1.5);
        rig.Set(Group, 1, StripCatalog.Fader, -2).Set(Main, 0, StripCatalog.Fader, 1).Set(Main, 0, StripCatalog.Trim, -4);
        var main = rig.Load().Mixdown(Frames);
        Assert.Equal(-9.5, Signal.Decibels(Signal.Rms(main[1]) / Signal.Rms(Right)), 0.001);
    }

    [Fact]
    public void The_bottom_of_a_fader_and_a_mute_are_silence()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Track(1, Left, Right);
        rig.Set(Ch, 0, StripCatalog.Fader, double.NegativeInfinity).Set(Ch, 1, StripCatalog.Mute, 1);
        foreach (var side in rig.Load().Mixdown(Frames)) Assert.All(side, x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_strip_that_does_not_go_to_main_is_not_there()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0);
        foreach (var side in rig.Load().Mixdown(Frames)) Assert.All(side, x => Assert.Equal(0, x));
    }

    public static TheoryData<int> Laws => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Pans_follow_their_law_at_every_position(int law)
    {
        double[] positions = [-100, -99, -87.5, -60, -33.3, -10, -1, 0, 1, 10, 33.3, 60, 87.5, 99, 100];
        using var rig = new Rig();
        rig.Track(0, Left);
        rig.Set(Ch, 0, StripCatalog.PanLaw, law);
        foreach (var position in positions)
        {
            using var other = new Rig();
            other.Track(0, Left);
            other.Set(Ch, 0, StripCatalog.PanLaw, law).Set(Ch, 0, StripCatalog.Pan, position);
            var main = other.Load().Mixdown(480);
            var (left, right) = Law(law, (position + 100) / 200);
            Near(left, Signal.Rms(main[0]) / Signal.Rms(Left.AsSpan(0, 480)));
            Near(right, Signal.Rms(main[1]) / Signal.Rms(Left.AsSpan(0, 480)));
        }
    }

    [Theory]
    [InlineData(-100, 1, 0)]
    [InlineData(-50, 1, 0.5)]
    [InlineData(0, 1, 1)]
    [InlineData(25, 0.75, 1)]
    [InlineData(100, 0, 1)]
    public void Balance_makes_only_the_far_side_softer(double position, double left, double right)
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.Pan, position);
        var main = rig.Load().Mixdown(480);
        for (var n = 0; n < 480; n++)
        {
            Assert.Equal(Left[n] * (float)left, main[0][n]);
            Assert.Equal(Right[n] * (float)right, main[1][n]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(200)]
    public void Width_scales_the_side_signal(double width)
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.Width, width);
        var main = rig.Load().Mixdown(480);
        for (var n = 0; n < 480; n++)
        {
            double mid = (Left[n] + Right[n]) / 2, side = (Left[n] - Right[n]) / 2 * width / 100;
            Assert.Equal(mid + side, main[0][n], 1e-7);
            Assert.Equal(mid - side, main[1][n], 1e-7);
        }
    }

    [Fact]
    public void Balance_and_width_of_main_are_heard()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Main, 0, StripCatalog.Pan, 50).Set(Main, 0, StripCatalog.Width, 0);
        var main = rig.Load().Mixdown(480);
        for (var n = 0; n < 480; n++)
        {
            Assert.Equal((Left[n] + Right[n]) / 4, main[0][n], 1e-7);
            Assert.Equal((Left[n] + Right[n]) / 2, main[1][n], 1e-7);
        }
    }

    private static void Near(double gain, double measured)
    {
        if (gain == 0) Assert.Equal(0, measured);
        else Assert.Equal(Signal.Decibels(gain), Signal.Decibels(measured), 0.001);
    }

    private static (double, double) Law(int law, double p)
    {
        double left = p >= 1 ? 0 : Math.Cos(p * Math.PI / 2), right = p <= 0 ? 0 : Math.Sin(p * Math.PI / 2);
        return law switch
        {
            0 => (left, right),
            1 => (Math.Pow(left, 4.5 / (20 * Math.Log10(Math.Sqrt(2)))), Math.Pow(right, 4.5 / (20 * Math.Log10(Math.Sqrt(2))))),
            2 => (1 - p, p),
            _ => (Math.Min(1, 2 - (2 * p)), Math.Min(1, 2 * p)),
        };
    }
}
