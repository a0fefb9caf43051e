using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Tests.Desk;

public sealed class BatchTests : IDisposable
{
    private readonly DeskRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Structural_edits_of_one_batch_make_one_new_plan()
    {
        rig.Post(
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/output/group"), 2),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/2/output/group"), 2),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/2/gate/key/source"), 0, "ch 1"));
        Assert.Equal(1, rig.Engine.Reroutes);
        Assert.Empty(rig.Engine.Changes);
        Assert.Equal(3, rig.Journal.Edits.Count);

        rig.Set("/ch/1/output/group", 2); // as it is
        Assert.Equal(1, rig.Engine.Reroutes);
    }

    [Fact]
    public void A_routing_that_would_feed_itself_is_taken_back_and_the_rest_stays()
    {
        rig.Set("/group/2/output/group", 3);
        rig.Journal.Edits.Clear();
        rig.Listener.Batches.Clear();
        const string sentence = "Group 3 would feed itself through group 2.";
        rig.Engine.Refuses = _ => sentence;

        rig.Post(
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/group/3/output/group"), 2),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -6),
            new ControlEvent(rig.Ben, ControlVerb.Set, DeskRig.Id("/ch/1/comp/key/source"), 0, "group 3"));

        Assert.Equal(sentence, Assert.Single(rig.Anna.Refusals));
        Assert.Equal(sentence, Assert.Single(rig.Ben.Refusals));
        Assert.Equal(0, rig["/group/3/output/group"]);
        Assert.Equal(0, rig.Heard("/group/3/output/group"));
        Assert.Equal("", rig.Text("/ch/1/comp/key/source"));
        Assert.Equal("", rig.Desk.Heard.Text(DeskRig.Id("/ch/1/comp/key/source")));
        Assert.Equal(DeskRig.Id("/ch/1/mix/fader"), Assert.Single(rig.Listener.Commits).Parameter);
        Assert.Single(rig.Journal.Edits);
        Assert.Equal(-6, rig.Engine.Last(DeskRig.Id("/ch/1/mix/fader")));
    }

    [Fact]
    public void Routing_that_queued_up_makes_one_new_plan()
    {
        for (var n = 1; n <= 60; n++) rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id($"/ch/{n}/output/group"), 2)]);
        rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -6)]);
        rig.Desk.RunOnce();
        Assert.Equal(1, rig.Engine.Reroutes);
        Assert.Equal(61, rig.Listener.Commits.Count());
        Assert.Equal(2, rig["/ch/60/output/group"]);
    }

    [Fact]
    public void Of_routing_that_queued_up_only_what_is_wrong_is_refused()
    {
        rig.Engine.Refuses = heard => heard[DeskRig.Id("/group/3/output/group")] == 2 ? "Group 3 would feed itself." : null;
        rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/output/group"), 2)]);
        rig.Desk.Post([new ControlEvent(rig.Ben, ControlVerb.Set, DeskRig.Id("/group/3/output/group"), 2), new ControlEvent(rig.Ben, ControlVerb.Set, DeskRig.Id("/ch/2/mix/fader"), -6)]);
        rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/3/comp/key/source"), 0, "ch 1")]);
        rig.Desk.RunOnce();
        Assert.Equal("Group 3 would feed itself.", Assert.Single(rig.Ben.Refusals));
        Assert.Empty(rig.Anna.Refusals);
        Assert.Equal((2.0, 0.0, -6.0, "ch 1"), (rig["/ch/1/output/group"], rig["/group/3/output/group"], rig["/ch/2/mix/fader"], rig.Text("/ch/3/comp/key/source")));
        Assert.Equal(3, rig.Journal.Edits.Count);
        Assert.Equal(3, rig.Listener.Commits.Count());
    }

    [Fact]
    public void A_linked_pair_is_refused_once()
    {
        rig.Set("/ch/1/link", 1);
        rig.Engine.Refuses = _ => "No.";
        rig.Set("/ch/1/output/group", 1);
        Assert.Single(rig.Anna.Refusals);
        Assert.Equal((0.0, 0.0), (rig["/ch/1/output/group"], rig["/ch/2/output/group"]));
    }

    [Fact]
    public void A_routing_taken_back_gives_solo_in_place_back_too()
    {
        rig.Set("/monitor/solo/mode", "in-place");
        rig.Set("/group/2/solo", 1);
        rig.Engine.Refuses = _ => "No.";
        rig.Set("/ch/1/output/group", 2);
        Assert.Equal(HeardCause.SoloElsewhere, rig.Causes("ch 1"));
        Assert.Equal(1, rig.Engine.Last(DeskRig.Id("/ch/1/mix/mute")));
    }

    [Fact]
    public void What_a_full_ring_did_not_take_comes_later_with_the_latest_value()
    {
        rig.Engine.IsFull = true;
        rig.Set("/ch/1/mix/fader", -6);
        rig.Set("/ch/1/mix/fader", -7);
        rig.Pass(0.02);
        rig.Engine.IsFull = false;
        rig.Pass(0.02);
        Assert.Equal(-7, Assert.Single(rig.Engine.Changes).Value);
        rig.Pass(0.02);
        Assert.Single(rig.Engine.Changes);
    }

    [Fact]
    public void Edits_are_kept_by_number_and_only_of_what_is_stored()
    {
        rig.Set("/ch/1/name", "Kick");
        rig.Set("/ch/1/solo", 1);
        rig.Set("/ch/1/mix/fader", -6);
        Assert.Equal(2, rig.Desk.Edits.Next);
        Assert.Equal(("", "Kick"), (rig.Desk.Edits[0].TextBefore, rig.Desk.Edits[0].TextAfter));
        Assert.Equal((0.0, -6.0, 1000L), (rig.Desk.Edits[1].Before, rig.Desk.Edits[1].After, rig.Desk.Edits[1].Frame));
    }

    [Fact]
    public void The_loop_follows_in_frames_and_a_tiny_one_does_not_loop()
    {
        rig.Post(
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/transport/loop/from"), 1),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/transport/loop/to"), 2.5),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/transport/loop"), 1));
        Assert.Equal("loop True 48000 120000", rig.Engine.Calls[^1]);
        rig.Set("/transport/loop/to", 1.009);
        Assert.Equal("loop False 48000 48432", rig.Engine.Calls[^1]);
        Assert.Equal(3, rig.Engine.Calls.Count); // once at the start, once a batch
    }

    [Fact]
    public void A_listener_that_throws_stops_nobody_and_is_reported()
    {
        var broken = new FakeListener { Throws = true };
        rig.Desk.Detach(rig.Listener);
        rig.Desk.Attach(broken);
        rig.Desk.Attach(rig.Listener);
        rig.Set("/ch/1/mix/fader", -6);
        Assert.Single(rig.Listener.Batches);
        Assert.Single(rig.Journal.Edits);
        rig.Pass(0.1);
        Assert.Equal("FakeListener failed: the socket is gone", rig.Text("/session/report"));
    }

    [Fact]
    public void A_hand_or_an_engine_that_throws_ends_nobody_and_loses_no_edit()
    {
        rig.Engine.Refuses = _ => throw new InvalidOperationException("no plan");
        rig.Post(new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/output/group"), 2), new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -6));
        rig.Post(new ControlEvent(new Broken(), ControlVerb.Ask, DeskRig.Id("/ch/1/mix/fader")), new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/2/mix/fader"), -7));
        Assert.Equal(3, rig.Journal.Edits.Count);
        Assert.Equal([2.0, -6, -7], rig.Listener.Commits.Select(c => c.Number));
        Assert.Equal(-7, rig.Engine.Last(DeskRig.Id("/ch/2/mix/fader")));
        rig.Pass(0.1);
        Assert.Equal("A wish could not be carried out: the phone is gone", rig.Text("/session/report"));
    }

    private sealed class Broken : IControlOrigin
    {
        public string Author => "Ben";

        public void Answer(ParameterId parameter, double number, string? text) => throw new InvalidOperationException("the phone is gone");

        public void Refuse(ParameterId parameter, string sentence) => throw new InvalidOperationException("the phone is gone");
    }
}
