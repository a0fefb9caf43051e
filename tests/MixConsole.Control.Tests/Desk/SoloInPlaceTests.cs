using MixConsole.Control.Desk;

namespace MixConsole.Control.Tests.Desk;

public sealed class SoloInPlaceTests : IDisposable
{
    private readonly DeskRig rig = new();

    public SoloInPlaceTests() => rig.Set("/monitor/solo/mode", "in-place");

    public void Dispose() => rig.Dispose();

    [Fact]
    public void A_solo_silences_other_channels_and_groups_but_no_bus_return_matrix_or_main()
    {
        rig.Set("/ch/3/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("ch 3"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 4"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("group 1"));
        foreach (var open in (string[])["bus 1", "fx 1", "mtx 1", "main"]) Assert.Equal(HeardCause.None, rig.Causes(open));
        Assert.Equal(1, rig.Heard("/ch/4/mix/mute"));

        rig.Set("/ch/3/solo", 0);
        Assert.Equal(HeardCause.None, rig.Causes("ch 4"));
        Assert.Equal(0, rig.Heard("/ch/4/mix/mute"));
    }

    [Fact]
    public void Safe_strips_stay_and_a_return_that_is_not_safe_goes()
    {
        rig.Set("/ch/4/solo-safe", 1);
        rig.Set("/fx/1/solo-safe", 0);
        rig.Set("/ch/3/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("ch 4"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("fx 1"));
    }

    [Fact]
    public void All_groups_on_the_way_of_a_soloed_channel_stay_open_but_not_its_neighbours()
    {
        rig.Set("/ch/3/output/group", 2);
        rig.Set("/ch/4/output/group", 2);
        rig.Set("/group/2/output/group", 5);
        rig.Set("/ch/3/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("group 2"));
        Assert.Equal(HeardCause.None, rig.Causes("group 5"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("group 1"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 4"));
    }

    [Fact]
    public void Routing_changed_during_a_solo_counts_at_once()
    {
        rig.Set("/group/2/solo", 1);
        rig.Set("/ch/3/output/group", 2);
        Assert.Equal(HeardCause.None, rig.Causes("ch 3"));
        rig.Set("/ch/3/output/main", 0);
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 3"));
        rig.Set("/ch/3/solo-safe", 1);
        Assert.Equal(HeardCause.None, rig.Causes("ch 3"));
    }

    [Fact]
    public void A_soloed_group_keeps_all_that_goes_through_it()
    {
        rig.Set("/ch/3/output/group", 2);
        rig.Set("/ch/4/output/group", 2);
        rig.Set("/ch/4/output/main", 0);
        rig.Set("/group/2/output/group", 5);
        rig.Set("/group/5/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("ch 3"));
        Assert.Equal(HeardCause.None, rig.Causes("group 2"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 4")); // it does not reach the group
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 5"));
    }

    [Fact]
    public void The_solo_of_a_bus_does_not_silence_what_feeds_it()
    {
        rig.Set("/bus/1/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("ch 1"));
        Assert.Equal(1, rig["/monitor/solo/active"]);
    }

    [Fact]
    public void A_DCA_solos_its_members()
    {
        rig.Set("/ch/7/dca", "2");
        rig.Set("/dca/2/solo", 1);
        Assert.Equal(1, rig.Heard("/ch/7/solo"));
        Assert.Equal(0, rig["/ch/7/solo"]);
        Assert.Equal(1, rig.Engine.Last(DeskRig.Id("/ch/7/solo")));
        Assert.Equal(HeardCause.None, rig.Causes("ch 7"));
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 8"));

        rig.Set("/ch/7/dca", "");
        Assert.Equal(0, rig.Heard("/ch/7/solo"));
        Assert.Equal(HeardCause.None, rig.Causes("ch 8")); // nothing that sounds is soloed any more
    }

    [Fact]
    public void Other_modes_listen_without_touching_the_mix()
    {
        rig.Set("/monitor/solo/mode", "pfl");
        rig.Set("/ch/3/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("ch 4"));
        Assert.Equal(1, rig.Engine.Last(DeskRig.Id("/ch/3/solo")));
        rig.Set("/monitor/solo/mode", "in-place");
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 4"));
        Assert.Equal(3, rig.Engine.Reroutes);
    }

    [Fact]
    public void Solo_active_follows_and_clear_ends_all_solos_in_one_batch()
    {
        rig.Set("/ch/3/solo", 1);
        rig.Set("/dca/5/solo", 1);
        Assert.Equal(1, rig["/monitor/solo/active"]);
        rig.Listener.Batches.Clear();

        rig.Do(ControlVerb.Act, "/monitor/solo/clear");
        Assert.Equal(0, rig["/ch/3/solo"]);
        Assert.Equal(0, rig["/dca/5/solo"]);
        Assert.Equal(0, rig["/monitor/solo/active"]);
        Assert.Equal(HeardCause.None, rig.Causes("ch 4"));
        Assert.Equal(3, Assert.Single(rig.Listener.Batches).Length);
        Assert.Equal("/monitor/solo/mode", DeskRig.Tree.Address(Assert.Single(rig.Journal.Edits).Parameter)); // solos are no edits
    }

    [Fact]
    public void A_circle_of_groups_ends_the_search_for_open_ones()
    {
        rig.Set("/group/1/output/group", 2);
        rig.Set("/group/2/output/group", 1);
        rig.Set("/ch/1/output/group", 1);
        rig.Set("/ch/1/solo", 1);
        Assert.Equal(HeardCause.None, rig.Causes("group 2"));
    }
}
