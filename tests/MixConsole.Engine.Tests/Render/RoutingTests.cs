using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>What reaches what: groups, sends, buses, returns, matrices, keys, and what is refused.</summary>
public sealed class RoutingTests
{
    private const int Frames = 4800;
    private static readonly float[] Left = Signal.Noise(1, Frames), Right = Signal.Noise(2, Frames);

    [Theory]
    [InlineData(0, -6, 0)]
    [InlineData(1, -6, -6)]
    public void A_send_is_taken_before_or_after_the_fader(int tap, double fader, double expected)
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0).Set(Ch, 0, StripCatalog.Fader, fader);
        rig.Set(Ch, 0, StripCatalog.Sends[2].On, 1).Set(Ch, 0, StripCatalog.Sends[2].Tap, tap).Set(Ch, 0, StripCatalog.Sends[2].Level, -3);
        rig.Set(Bus, 2, StripCatalog.OutputMain, 1);
        var main = rig.Load().Mixdown(Frames);
        Assert.Equal(expected - 3, Signal.Decibels(Signal.Rms(main[0]) / Signal.Rms(Left)), 0.001);
        Assert.Equal(expected - 3, Signal.Decibels(Signal.Rms(main[1]) / Signal.Rms(Right)), 0.001);
    }

    [Fact]
    public void A_send_before_the_fader_is_heard_though_the_strip_is_muted()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.Mute, 1).Set(Ch, 0, StripCatalog.Sends[0].On, 1).Set(Ch, 0, StripCatalog.Sends[0].Tap, 0).Set(Bus, 0, StripCatalog.OutputMain, 1);
        Assert.Equal(Left, rig.Load().Mixdown(Frames)[0]);
    }

    [Fact]
    public void A_mono_bus_hears_half_the_sum_of_a_stereo_strip_and_all_of_a_mono_strip()
    {
        using var rig = new Rig(outputs: 8);
        rig.Track(0, Left, Right);
        rig.Track(1, Right);
        foreach (var strip in (int[])[0, 1])
            rig.Set(Ch, strip, StripCatalog.OutputMain, 0).Set(Ch, strip, StripCatalog.Sends[strip].On, 1);
        foreach (var bus in (int[])[0, 1]) rig.Set(Bus, bus, StripCatalog.Format, 0).Set(Bus, bus, StripCatalog.OutputChannel, 5 + bus);
        rig.Load().Play();
        rig.Forget();
        rig.Run(Frames);
        for (var n = 0; n < Frames; n++) Assert.Equal((Left[n] + Right[n]) / 2, rig.Output(4)[n], 1e-7);
        Assert.Equal(Right, rig.Output(5));
    }

    [Fact]
    public void A_mono_strip_is_panned_into_a_stereo_bus_by_its_send()
    {
        using var rig = new Rig(outputs: 8);
        rig.Track(0, Left);
        rig.Set(Ch, 0, StripCatalog.Pan, 100).Set(Ch, 0, StripCatalog.Sends[0].On, 1).Set(Ch, 0, StripCatalog.Sends[0].Pan, -100).Set(Bus, 0, StripCatalog.OutputChannel, 5);
        rig.Load().Play();
        rig.Forget();
        rig.Run(Frames);
        Assert.Equal(Left, rig.Output(4));
        Assert.All(rig.Output(5), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Groups_send_to_buses_and_buses_and_main_to_matrices()
    {
        using var rig = new Rig(outputs: 10);
        rig.Track(0, Left, Right);
        rig.Track(1, Left, Right);
        rig.Set(Ch, 0, StripCatalog.OutputGroup, 2).Set(Group, 1, StripCatalog.Sends[4].On, 1).Set(Group, 1, StripCatalog.Sends[4].Level, -6);
        rig.Set(Bus, 4, StripCatalog.MatrixSends[0].On, 1).Set(Mtx, 0, StripCatalog.OutputChannel, 5);
        rig.Set(Main, 0, StripCatalog.MatrixSends[1].On, 1).Set(Main, 0, StripCatalog.MatrixSends[1].Level, -12).Set(Mtx, 1, StripCatalog.OutputChannel, 7);
        rig.Load().Play();
        rig.Forget();
        rig.Run(Frames + 1000);
        Assert.Equal(-6, Signal.Decibels(Energy(rig.Output(4)) / Energy(Left)), 0.001);
        Assert.Equal(-6, Signal.Decibels(Energy(rig.Output(5)) / Energy(Right)), 0.001);
        Assert.Equal(-12, Signal.Decibels(Energy(rig.Output(6)) / (2 * Energy(Left))), 0.001);
    }

    [Fact]
    public void A_room_returns_what_a_bus_feeds_it()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Impulse(0, 48_000, 0.5f));
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0).Set(Ch, 0, StripCatalog.Sends[7].On, 1);
        rig.Set(Fx, 3, StripCatalog.FxType, 1).Set(Fx, 3, StripCatalog.FxSource, 8);
        var wet = rig.Load().Mixdown(48_000);
        Assert.True(Signal.Rms(wet[0].AsSpan(4800, 4800)) > 1e-4, "the room does not ring");
        Assert.NotEqual(wet[0], wet[1]);
        Assert.True(Signal.Rms(wet[0].AsSpan(43_200, 4800)) < Signal.Rms(wet[0].AsSpan(4800, 4800)) / 3, "the room does not die away");
    }

    [Fact]
    public void A_return_may_go_into_a_group()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Impulse(0, 9600, 0.5f));
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0).Set(Ch, 0, StripCatalog.Sends[0].On, 1);
        rig.Set(Fx, 0, StripCatalog.FxType, 1).Set(Fx, 0, StripCatalog.FxSource, 1).Set(Fx, 0, StripCatalog.OutputGroup, 5).Set(Group, 4, StripCatalog.Mute, 1);
        Assert.All(rig.Load().Mixdown(9600)[0], x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_group_that_would_feed_itself_is_refused_with_a_sentence_and_the_old_routing_plays_on()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Load();
        rig.Set(Group, 0, StripCatalog.OutputGroup, 2).Set(Group, 1, StripCatalog.OutputGroup, 1);
        var refusal = rig.Engine.Reroute(rig.Values);
        Assert.NotNull(refusal);
        Assert.Contains("Group", refusal, StringComparison.Ordinal);
        Assert.Contains("feed itself", refusal, StringComparison.Ordinal);
        Assert.Equal(Left, rig.Mixdown(Frames)[0]);
    }

    [Fact]
    public void A_strip_keyed_by_what_it_feeds_is_refused()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Set(Ch, 0, StripCatalog.OutputGroup, 1).SetText(Ch, 0, StripCatalog.CompKey, "group 1");
        Assert.Contains("feed itself", Assert.Single(rig.TryLoad()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_opens_for_its_key_and_not_for_its_own_sound()
    {
        var key = Signal.Constant(0, Frames * 2);
        for (var n = Frames; n < Frames * 2; n++) key[n] = 0.5f;
        using var rig = new Rig();
        rig.Track(0, key);
        rig.Track(9, [.. Left, .. Left], [.. Right, .. Right]);
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0);
        rig.Set(Ch, 9, StripCatalog.GateOn, 1).Set(Ch, 9, StripCatalog.GateRange, -90).SetText(Ch, 9, StripCatalog.GateKey, "ch 1");
        var main = rig.Load().Mixdown(Frames * 2);
        Assert.True(Signal.Peak(main[0].AsSpan(0, Frames)) < 1e-4);
        Assert.Equal(Left.AsSpan(2400), main[0].AsSpan(Frames + 2400));
    }

    [Fact]
    public void A_compressor_ducks_for_its_key()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Constant(0.5f, 24_000));
        rig.Track(1, Signal.Sine(1000, 24_000, 0.01), Signal.Sine(1000, 24_000, 0.01));
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0);
        rig.Set(Ch, 1, StripCatalog.CompOn, 1).Set(Ch, 1, StripCatalog.CompThreshold, -26.0206).Set(Ch, 1, StripCatalog.CompRatio, 2).Set(Ch, 1, StripCatalog.CompKnee, 0);
        rig.SetText(Ch, 1, StripCatalog.CompKey, "ch 1");
        var main = rig.Load().Mixdown(24_000);
        Assert.Equal(-10, Signal.Decibels(Signal.Rms(main[0].AsSpan(19_200)) / (0.01 / Math.Sqrt(2))), 0.05);
    }

    [Fact]
    public void Groups_beside_a_keyed_channel_go_on_sounding()
    {
        using var rig = new Rig();
        rig.Track(0, Left, Right);
        rig.Track(1, new float[Frames]);
        rig.Set(Ch, 0, StripCatalog.OutputGroup, 1).SetText(Ch, 1, StripCatalog.CompKey, "ch 1");
        Assert.Equal(Left, rig.Load().Mixdown(Frames)[0]);
    }

    [Fact]
    public void A_send_that_is_switched_on_while_running_is_heard_wherever_the_console_can_reach()
    {
        using var rig = new Rig(outputs: 8);
        rig.Track(0, Signal.Constant(0.5f, 48_000), Signal.Constant(0.5f, 48_000));
        rig.Set(Ch, 0, StripCatalog.OutputGroup, 1).Set(Bus, 3, StripCatalog.OutputChannel, 5);
        rig.Load().Play();
        rig.Run(4800);
        rig.Move(Group, 0, StripCatalog.Sends[3].On, 1);
        rig.Run(4800);
        Assert.Equal(0.5f, rig.Output(4)[^1]);
        rig.Move(Group, 0, StripCatalog.Sends[3].On, 0);
        rig.Run(4800);
        Assert.Equal(0f, rig.Output(4)[^1]);
    }

    private static double Energy(float[] x) => Math.Sqrt(x.Sum(v => (double)v * v));

    [Fact]
    public void A_return_may_begin_to_send_into_a_bus_while_it_sounds()
    {
        using var rig = new Rig(outputs: 8);
        rig.Track(0, Left);
        rig.Set(Ch, 0, StripCatalog.Sends[0].On, 1).Set(ConsoleCatalog.Effects, 0, StripCatalog.FxType, 1).Set(ConsoleCatalog.Effects, 0, StripCatalog.FxSource, 1);
        rig.Set(Bus, 4, StripCatalog.OutputChannel, 5);
        rig.Load().Play();
        rig.Run(1280);
        rig.Move(ConsoleCatalog.Effects, 0, StripCatalog.Sends[4].On, 1);
        rig.Forget();
        rig.Run(2560);
        Assert.Contains(rig.Output(4), sample => sample != 0);
    }
}
