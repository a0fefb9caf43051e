using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using Xunit.Abstractions;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>
/// Moves of a control under a full-scale 1 kHz tone do not click. Measure: <see cref="Spectrum"/>. An unsmoothed step of the same tone is at -23 dB around and -50 dB far, a fader that steps every 64 frames at -55 dB far; the bound lies below both, and most moves are at -90 dB,
/// where a click is heard beside a tone.
/// </summary>
public sealed class ClickTests(ITestOutputHelper log)
{
    private const int Frames = 24_000, MoveAt = 9600 + 13;
    private const double FarBound = -62;

    public static TheoryData<string, double, double> Moves => new()
    {
        { "mix/fader", 10, double.NegativeInfinity },
        { "mix/fader", double.NegativeInfinity, 0 },
        { "mix/mute", 0, 1 },
        { "mix/mute", 1, 0 },
        { "mix/pan", -100, 100 },
        { "trim", 0, -24 },
        { "polarity", 0, 1 },
        { "mix/width", 0, 200 },
        { "eq/on", 0, 1 },
        { "eq/on", 1, 0 },
        { "eq/1/gain", -15, 15 },
        { "eq/1/frequency", 100, 8000 },
        { "hpf/on", 0, 1 },
        { "hpf/on", 1, 0 },
        { "lpf/on", 1, 0 },
        { "comp/on", 0, 1 },
        { "comp/on", 1, 0 },
        { "comp/makeup", 0, 12 },
        { "comp/mix", 100, 0 },
        { "gate/on", 0, 1 },
        { "gate/on", 1, 0 },
        { "send/3/on", 0, 1 },
        { "send/3/level", 0, -30 },
        { "send/3/tap", 0, 1 },
        { "mtx/2/on", 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_move_of_a_strip_does_not_click(string path, double from, double to)
    {
        using var rig = Tone();
        var spec = Ch.Find(path)!;
        rig.Set(Ch, 0, spec, from).Set(Ch, 0, StripCatalog.Sends[2].On, path is "send/3/on" ? from : 1);
        rig.Load().Play();
        rig.Move(Ch, 0, spec, to, rig.Engine.Position.EngineFrame + MoveAt);
        rig.Run(Frames);
        Quiet(rig, path);
    }

    [Fact]
    public void Moves_of_groups_buses_main_and_the_monitor_do_not_click()
    {
        foreach (var (family, spec, value) in ((Family, ParameterSpec, double)[])[(Group, StripCatalog.Mute, 1), (Bus, StripCatalog.Fader, -60), (Main, StripCatalog.Pan, 100), (Main, StripCatalog.Fader, -40), (ControlRoom, MonitorCatalog.Dim, 1), (ControlRoom, MonitorCatalog.Mono, 1), (ControlRoom, MonitorCatalog.Source, 1)])
        {
            using var rig = Tone();
            rig.Set(Ch, 0, StripCatalog.OutputGroup, 1);
            rig.Load().Play();
            rig.Move(family, 0, spec, value, rig.Engine.Position.EngineFrame + MoveAt);
            rig.Run(Frames);
            Quiet(rig, family.Root + spec.Path);
        }
    }

    public static TheoryData<string, double, double> Structure => new()
    {
        { "output/group", 0, 1 },
        { "output/group", 2, 0 },
        { "output/main", 1, 0 },
        { "order", 0, 1 },
        { "mix/pan-law", 0, 2 },
    };

    [Theory]
    [MemberData(nameof(Structure))]
    public void New_routing_does_not_click(string path, double from, double to)
    {
        using var rig = Tone();
        rig.Set(Ch, 0, Ch.Find(path)!, from);
        rig.Load().Play();
        rig.Run(MoveAt);
        rig.Set(Ch, 0, Ch.Find(path)!, to);
        rig.Reroute();
        rig.Run(Frames - MoveAt);
        Quiet(rig, path);
    }

    [Fact]
    public void New_routing_somewhere_else_changes_no_bit()
    {
        using var touched = Tone();
        using var calm = Tone();
        foreach (var rig in (Rig[])[touched, calm])
        {
            rig.Track(1, Signal.Noise(1, Frames));
            rig.Set(Ch, 1, StripCatalog.OutputMain, 0).Set(Main, 0, StripCatalog.LimiterOn, 1);
            rig.Set(Fx, 0, StripCatalog.FxType, 1).Set(Fx, 0, StripCatalog.FxSource, 3).Set(Ch, 0, StripCatalog.Sends[2].On, 1);
            rig.Load().Play();
            rig.Run(MoveAt);
            if (rig == touched) rig.Set(Ch, 1, StripCatalog.OutputGroup, 7).Reroute();
            rig.Run(Frames - MoveAt);
        }

        for (var channel = 0; channel < 8; channel++) Assert.Equal(calm.Output(channel), touched.Output(channel));
    }

    [Fact]
    public void A_matrix_that_hears_a_strip_again_hears_nothing_old()
    {
        using var rig = Tone();
        rig.Set(Ch, 0, StripCatalog.MatrixSends[1].On, 1);
        rig.Load().Play();
        rig.Run(4800);
        rig.Move(Ch, 0, StripCatalog.MatrixSends[1].On, 0);
        rig.Run(4800);
        rig.Move(Ch, 0, StripCatalog.Mute, 1);
        rig.Run(9600);
        rig.Forget();
        rig.Move(Ch, 0, StripCatalog.MatrixSends[1].On, 1);
        rig.Run(4800);
        Assert.True(Signal.Peak(rig.Output(6)) < 1e-6, $"{Signal.Peak(rig.Output(6))} of old sound");
    }

    [Fact]
    public void The_measure_catches_an_unsmoothed_fader_and_one_that_steps_in_blocks()
    {
        foreach (var block in (int[])[0, 64])
        {
            var x = Signal.Sine(1000, Frames, 1);
            for (var n = MoveAt; n < Frames; n++) x[n] *= block == 0 ? 0 : MathF.Max(0, 1 - ((n - MoveAt) / block * block / 480f));
            var (around, far) = Spectrum.Splatter(x, MoveAt, 1000, 1);
            log.WriteLine($"steps of {block}: {around:F1} dB around, {far:F1} dB far");
            Assert.True(far > FarBound + 6, $"{far:F1} dB passes as quiet");
        }
    }

    private void Quiet(Rig rig, string what)
    {
        for (var channel = 0; channel < 8; channel += 2)
        {
            var heard = rig.Output(channel);
            foreach (var at in (int[])[9600, 10_200])
            {
                var (around, far) = Spectrum.Splatter(heard, at, 1000, 1);
                log.WriteLine($"{what}, output {channel}, at {at}: {around:F1} dB around, {far:F1} dB far");
                Assert.True(far < FarBound, $"{what}: the strongest line on output {channel} is {far:F1} dB");
            }
        }
    }

    // Main on 1-2, monitor 3-4, bus 3 on 5-6, matrix 2 on 7-8; everything audible at once.
    private static Rig Tone()
    {
        var rig = new Rig(outputs: 8);
        var tone = Signal.Sine(1000, Frames, 0.9);
        rig.Track(0, tone, [.. tone.Select(x => 0.5f * x)]);
        rig.Set(Ch, 0, StripCatalog.CompThreshold, -30).Set(Ch, 0, StripCatalog.Eq[0].Frequency, 1000).Set(Ch, 0, StripCatalog.Eq[0].Gain, 12).Set(Ch, 0, StripCatalog.EqOn, 1).Set(Ch, 0, StripCatalog.CompOn, 1);
        rig.Set(Ch, 0, StripCatalog.HpfFrequency, 400).Set(Ch, 0, StripCatalog.LpfFrequency, 3000).Set(Ch, 0, StripCatalog.GateThreshold, 0).Set(Ch, 0, StripCatalog.GateAttack, 5);
        rig.Set(Bus, 2, StripCatalog.OutputChannel, 5).Set(Mtx, 1, StripCatalog.OutputChannel, 7);
        return rig;
    }
}
