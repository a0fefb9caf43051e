using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>Impulses through every route coincide to the sample.</summary>
public sealed class LatencyTests
{
    private const int Frames = 9600, At = 2000;
    private static readonly float[] Impulse = Signal.Impulse(At, Frames);

    [Fact]
    public void Every_route_to_main_arrives_at_the_same_sample()
    {
        using var rig = new Rig();
        for (var strip = 0; strip < 8; strip++) rig.Track(strip, Impulse, Impulse);

        // 0 plain; 1 with look-ahead; 2 through groups; 3 through a bus; 4 keyed, so a level later; 5 into a group with look-ahead; 6 pre-fader bus; 7 eq first
        Look(rig, 1, 5);
        rig.Set(Ch, 2, StripCatalog.OutputGroup, 1).Set(Group, 0, StripCatalog.OutputGroup, 2);
        rig.Set(Ch, 3, StripCatalog.OutputMain, 0).Set(Ch, 3, StripCatalog.Sends[0].On, 1).Set(Bus, 0, StripCatalog.OutputMain, 1);
        rig.SetText(Ch, 4, StripCatalog.CompKey, "ch 1");
        rig.Set(Ch, 5, StripCatalog.OutputGroup, 3).Set(Group, 2, StripCatalog.GateOn, 1).Set(Group, 2, StripCatalog.GateLookahead, 2.5).Set(Group, 2, StripCatalog.GateThreshold, -80);
        rig.Set(Ch, 6, StripCatalog.OutputMain, 0).Set(Ch, 6, StripCatalog.Sends[1].On, 1).Set(Ch, 6, StripCatalog.Sends[1].Tap, 0).Set(Bus, 1, StripCatalog.OutputMain, 1);
        rig.Set(Ch, 7, StripCatalog.Order, 1);
        var main = rig.Load().Mixdown(Frames);
        Assert.Equal(At, Signal.PeakAt(main[0]));
        Assert.True(main[0][At] > 7.9f, $"{main[0][At]} of 8 impulses coincide");
        Assert.True(main[0].Count(x => Math.Abs(x) > 0.001f) == 1, "an impulse came late or early");
    }

    [Fact]
    public void Main_and_a_bus_meet_in_a_matrix_at_the_same_sample()
    {
        using var rig = new Rig(outputs: 6);
        for (var strip = 0; strip < 3; strip++) rig.Track(strip, Impulse, Impulse);
        Look(rig, 0, 3);
        rig.Set(Main, 0, StripCatalog.MatrixSends[0].On, 1).Set(Mtx, 0, StripCatalog.OutputChannel, 5);
        rig.Set(Ch, 1, StripCatalog.OutputMain, 0).Set(Ch, 1, StripCatalog.Sends[0].On, 1).Set(Bus, 0, StripCatalog.MatrixSends[0].On, 1);
        rig.Set(Ch, 2, StripCatalog.OutputMain, 0).Set(Ch, 2, StripCatalog.MatrixSends[0].On, 1);
        rig.Load().Play();
        rig.Forget();
        rig.Run(Frames);
        var matrix = rig.Output(4);
        Assert.Equal(Signal.PeakAt(rig.Output(0)), Signal.PeakAt(matrix));
        Assert.True(Signal.Peak(matrix) > 2.9f, $"{Signal.Peak(matrix)} of 3 impulses coincide");
    }

    [Theory]
    [InlineData(1, 48)]
    [InlineData(500, 24_000)]
    [InlineData(0.51, 24)]
    public void A_strip_delay_is_exact(double milliseconds, int frames)
    {
        using var rig = new Rig();
        rig.Track(0, Impulse, Impulse);
        rig.Set(Ch, 0, StripCatalog.Delay, milliseconds);
        var main = rig.Load().Mixdown(At + 24_100);
        Assert.Equal(1, main[0][At + frames]);
        Assert.Equal(1, main[0].Count(x => x != 0));
    }

    [Fact]
    public void A_gate_that_looks_ahead_is_open_when_the_sound_comes()
    {
        var attack = new float[Frames];
        for (var n = At; n < Frames; n++) attack[n] = 0.5f;
        using var rig = new Rig();
        rig.Track(0, attack, attack);
        rig.Track(1, attack, attack);
        Look(rig, 0, 5);
        rig.Set(Ch, 0, StripCatalog.GateAttack, 0.2);
        rig.Set(Ch, 1, StripCatalog.OutputMain, 0);
        var main = rig.Load().Mixdown(Frames);
        Assert.Equal(0, main[0][At - 1]);
        Assert.Equal(0.5f, main[0][At], 1e-5);
    }

    [Fact]
    public void Each_gate_looks_ahead_by_its_own_time_whatever_its_neighbours_do()
    {
        var attack = new float[Frames];
        for (var n = At; n < Frames; n++) attack[n] = 0.5f;
        using var alone = new Rig();
        using var beside = new Rig();
        foreach (var rig in (Rig[])[alone, beside])
        {
            rig.Track(0, attack, attack);
            rig.Track(1, attack, attack);
            rig.Track(2, attack, attack);
            Look(rig, 0, 5);
            rig.Set(Ch, 0, StripCatalog.OutputMain, 0).Set(Ch, 2, StripCatalog.OutputMain, 0);
            rig.Set(Ch, 1, StripCatalog.GateOn, 1).Set(Ch, 1, StripCatalog.GateAttack, 2).Set(Ch, 1, StripCatalog.GateLookahead, 1);
        }

        beside.Set(Ch, 2, StripCatalog.GateOn, 1).Set(Ch, 2, StripCatalog.GateKeyFilter, 2);
        Assert.Equal(alone.Load().Mixdown(Frames)[0], beside.Load().Mixdown(Frames)[0]);
    }

    [Fact]
    public void Switching_a_gate_off_keeps_its_latency()
    {
        using var rig = new Rig();
        rig.Track(0, Impulse, Impulse);
        rig.Track(1, Impulse, Impulse);
        Look(rig, 0, 5);
        rig.Load();
        var before = rig.Engine.Loop;
        rig.Run(64);
        var latency = before.Plan!.MainLatency;
        rig.Move(Ch, 0, StripCatalog.GateOn, 0);
        rig.Reroute();
        rig.Run(64);
        Assert.Equal(latency, before.Plan.MainLatency);
    }

    private static void Look(Rig rig, int strip, double milliseconds) =>
        rig.Set(Ch, strip, StripCatalog.GateOn, 1).Set(Ch, strip, StripCatalog.GateLookahead, milliseconds).Set(Ch, strip, StripCatalog.GateThreshold, -40).Set(Ch, strip, StripCatalog.GateRange, -90)
            .Set(Ch, strip, StripCatalog.GateAttack, 0.02);
}
