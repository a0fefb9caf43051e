using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>The control room on outputs 3 and 4.</summary>
public sealed class MonitorTests
{
    private const int Frames = 24_000;

    [Fact]
    public void The_monitor_hears_main()
    {
        using var rig = Two();
        rig.Run(9600);
        Assert.Equal(0.4f, Last(rig).Left, 1e-6);
    }

    [Theory]
    [InlineData(1, 0.25f)]
    [InlineData(2, 0.2f)]
    [InlineData(3, 0.125f)]
    public void The_monitor_hears_the_chosen_mix(int source, float expected)
    {
        using var rig = Two();
        rig.Move(ControlRoom, 0, MonitorCatalog.Source, source);
        rig.Move(ControlRoom, 0, MonitorCatalog.SourceNumber, 2);
        rig.Run(9600);
        Assert.Equal(expected, Last(rig).Left, 1e-6);
    }

    [Theory]
    [InlineData(0, 0.1f)]
    [InlineData(1, 0.2f)]
    public void A_solo_is_heard_alone_after_or_before_its_fader(int mode, float expected)
    {
        using var rig = Two(mode);
        rig.Move(Ch, 0, StripCatalog.Fader, Signal.Decibels(0.5));
        rig.Move(Ch, 0, StripCatalog.Solo, 1);
        rig.Run(9600);
        Assert.Equal(expected, Last(rig).Left, 1e-6);
        rig.Move(Ch, 0, StripCatalog.Solo, 0);
        rig.Run(9600);
        Assert.Equal(0.3f, Last(rig).Left, 1e-6);
    }

    [Fact]
    public void Dim_cut_level_and_mono_act_on_the_monitor_and_leave_main_alone()
    {
        using var rig = Two();
        rig.Move(ControlRoom, 0, MonitorCatalog.Mono, 1);
        rig.Run(4800);
        Assert.Equal(0.25f, Last(rig).Left, 1e-6);
        Assert.Equal(0.25f, Last(rig).Right, 1e-6);
        rig.Move(ControlRoom, 0, MonitorCatalog.Dim, 1);
        rig.Move(ControlRoom, 0, MonitorCatalog.Level, -6.0205999);
        rig.Run(4800);
        Assert.Equal(0.0125f, Last(rig).Left, 1e-6);
        rig.Move(ControlRoom, 0, MonitorCatalog.Cut, 1);
        rig.Run(4800);
        Assert.Equal((0f, 0f), Last(rig));
        Assert.Equal((0.4f, 0.1f), (rig.Output(0)[^1], rig.Output(1)[^1]));
    }

    [Fact]
    public void The_monitor_is_silent_where_nothing_has_the_chosen_number()
    {
        using var rig = Two();
        rig.Run(9600);
        rig.Move(ControlRoom, 0, MonitorCatalog.Source, 3);
        rig.Move(ControlRoom, 0, MonitorCatalog.SourceNumber, 30);
        rig.Run(9600);
        Assert.Equal((0f, 0f), Last(rig));
    }

    [Fact]
    public void An_after_fader_solo_is_panned_and_a_pre_fader_solo_stands_in_the_middle()
    {
        foreach (var mode in (int[])[0, 1])
        {
            using var rig = new Rig();
            rig.Track(0, Signal.Constant(0.2f, Frames));
            rig.Set(ControlRoom, 0, MonitorCatalog.SoloMode, mode).Set(Ch, 0, StripCatalog.Pan, 100).Set(Ch, 0, StripCatalog.Solo, 1);
            rig.Load().Play();
            rig.Run(4800);
            Assert.Equal(mode == 0 ? (0f, 0.2f) : (0.2f, 0.2f), Last(rig));
        }
    }

    // Steady levels: channel 1 at 0.2/0.1, into bus 2 at 0.25 and matrix 2 at 0.125; channel 2 at 0.1/0 through group 2 at 0.2.
    private static Rig Two(int soloMode = 0)
    {
        var rig = new Rig();
        rig.Set(ControlRoom, 0, MonitorCatalog.SoloMode, soloMode);
        rig.Track(0, Signal.Constant(0.2f, Frames), Signal.Constant(0.1f, Frames));
        rig.Track(1, Signal.Constant(0.1f, Frames), new float[Frames]);
        rig.Set(Ch, 1, StripCatalog.OutputGroup, 2).Set(Ch, 0, StripCatalog.Sends[1].On, 1).Set(Ch, 0, StripCatalog.Sends[1].Level, Signal.Decibels(1.25));
        rig.Set(Bus, 1, StripCatalog.MatrixSends[1].On, 1).Set(Bus, 1, StripCatalog.MatrixSends[1].Level, Signal.Decibels(0.5));
        rig.Set(Group, 1, StripCatalog.Trim, Signal.Decibels(2));
        rig.Load().Play();
        rig.Run(1024);
        rig.Forget();
        return rig;
    }

    private static (float Left, float Right) Last(Rig rig) => (rig.Output(2)[^1], rig.Output(3)[^1]);
}
