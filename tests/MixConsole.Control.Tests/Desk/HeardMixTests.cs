using MixConsole.Control.Desk;

namespace MixConsole.Control.Tests.Desk;

public sealed class HeardMixTests : IDisposable
{
    private readonly DeskRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void DCAs_add_to_the_fader_and_the_set_value_stays()
    {
        rig.Set("/ch/9/mix/fader", -3);
        rig.Set("/ch/9/dca", "1 2");
        rig.Set("/dca/1/fader", -4);
        rig.Set("/dca/2/fader", -0.5);

        Assert.Equal(-7.5, rig.Heard("/ch/9/mix/fader"));
        Assert.Equal(-3, rig["/ch/9/mix/fader"]);
        Assert.Equal(-7.5, rig.Engine.Last(DeskRig.Id("/ch/9/mix/fader")));
        Assert.Null(rig.Engine.Last(DeskRig.Id("/dca/1/fader")));
    }

    [Fact]
    public void Minus_infinity_wins_and_leaving_a_DCA_gives_the_level_back()
    {
        rig.Set("/ch/9/dca", "1 2");
        rig.Set("/dca/1/fader", double.NegativeInfinity);
        rig.Set("/dca/2/fader", 10);
        Assert.Equal(double.NegativeInfinity, rig.Heard("/ch/9/mix/fader"));
        rig.Set("/ch/9/dca", "2");
        Assert.Equal(10, rig.Heard("/ch/9/mix/fader"));
    }

    [Fact]
    public void One_DCA_move_is_one_batch_for_all_its_members()
    {
        for (var n = 1; n <= 5; n++) rig.Set($"/ch/{n}/dca", "3");
        rig.Listener.Heards.Clear();
        rig.Post(new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/dca/3/fader"), -6, null, 42, 900));

        Assert.Equal([0, 1, 2, 3, 4], Assert.Single(rig.Listener.Heards).Select(h => h.Strip));
        Assert.All(rig.Listener.Heards[0], h => Assert.Equal(-6, h.Fader));
        Assert.Equal(5, rig.Engine.Changes.Count(c => c is { Value: -6, ReceivedAt: 42, AtFrame: 900 }));
    }

    [Fact]
    public void A_mute_has_every_cause_that_holds_and_ends_with_the_last()
    {
        rig.Set("/ch/9/dca", "1");
        rig.Set("/ch/9/mute-groups", "2");
        rig.Set("/ch/9/mix/mute", 1);
        rig.Set("/mute-group/2/on", 1);
        rig.Set("/dca/1/mute", 1);
        Assert.Equal(HeardCause.OwnMute | HeardCause.MuteGroup | HeardCause.DcaMute, rig.Causes("ch 9"));
        Assert.Equal(HeardCause.None, rig.Causes("ch 10"));

        rig.Set("/ch/9/mix/mute", 0);
        rig.Set("/dca/1/mute", 0);
        Assert.Equal(1, rig.Heard("/ch/9/mix/mute"));
        rig.Set("/mute-group/2/on", 0);
        Assert.Equal(0, rig.Heard("/ch/9/mix/mute"));
        Assert.Equal([1.0, 0.0], rig.Engine.Changes.Where(c => c.Parameter == DeskRig.Id("/ch/9/mix/mute")).Select(c => c.Value));
    }

    [Fact]
    public void Leaving_a_mute_group_that_is_on_unmutes()
    {
        rig.Set("/bus/2/mute-groups", "8");
        rig.Set("/mute-group/8/on", 1);
        Assert.Equal(HeardCause.MuteGroup, rig.Causes("bus 2"));
        rig.Set("/bus/2/mute-groups", "");
        Assert.Equal(HeardCause.None, rig.Causes("bus 2"));
    }

    [Fact]
    public void Everything_else_is_heard_as_it_is_set()
    {
        rig.Set("/ch/1/eq/1/gain", 3);
        rig.Set("/monitor/dim", 1);
        rig.Set("/marker/1/position", 5);
        Assert.Equal(3, rig.Engine.Last(DeskRig.Id("/ch/1/eq/1/gain")));
        Assert.Equal(1, rig.Engine.Last(DeskRig.Id("/monitor/dim")));
        Assert.Equal(2, rig.Engine.Changes.Count); // a marker makes no sound
        Assert.Equal(5, rig.Heard("/marker/1/position"));
    }

    [Fact]
    public void A_session_opens_with_what_its_DCAs_and_mutes_make_of_it()
    {
        using var opened = new DeskRig(s =>
        {
            s.Set.SetText(DeskRig.Id("/ch/4/dca"), "1");
            s.Set.SetText(DeskRig.Id("/ch/5/dca"), "no list");
            s.Set[DeskRig.Id("/dca/1/fader")] = -8;
            s.Set[DeskRig.Id("/dca/1/mute")] = 1;
        });
        Assert.Equal(-8, opened.Engine.Heard![DeskRig.Id("/ch/4/mix/fader")]);
        Assert.Equal(1, opened.Engine.Heard[DeskRig.Id("/ch/4/mix/mute")]);
        Assert.Equal(0, opened.Engine.Heard[DeskRig.Id("/ch/5/mix/fader")]);
        Assert.Empty(opened.Engine.Changes);
        Assert.Empty(opened.Journal.Edits);
    }
}
