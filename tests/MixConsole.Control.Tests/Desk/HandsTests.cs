using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Tests.Desk;

public sealed class HandsTests : IDisposable
{
    private readonly DeskRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void A_held_control_refuses_other_hands_until_it_is_released()
    {
        rig.Do(ControlVerb.Touch, "/ch/9/mix/fader");
        Assert.Equal("Anna", rig.Desk.HeldBy(DeskRig.Id("/ch/9/mix/fader")));
        rig.Set("/ch/9/mix/fader", -10, rig.Ben);
        rig.Do(ControlVerb.Touch, "/ch/9/mix/fader", by: rig.Ben);
        rig.Do(ControlVerb.Release, "/ch/9/mix/fader", by: rig.Ben);
        Assert.Equal(["/ch/9/mix/fader is held by Anna.", "/ch/9/mix/fader is held by Anna."], rig.Ben.Refusals);
        Assert.Equal(0, rig["/ch/9/mix/fader"]);

        rig.Set("/ch/9/mix/fader", -3);
        rig.Do(ControlVerb.Release, "/ch/9/mix/fader");
        rig.Set("/ch/9/mix/fader", -10, rig.Ben);
        Assert.Equal(-10, rig["/ch/9/mix/fader"]);
        Assert.Equal([(DeskRig.Id("/ch/9/mix/fader"), "Anna"), (DeskRig.Id("/ch/9/mix/fader"), "")], rig.Listener.Holds);
        Assert.Equal("", rig.Desk.HeldBy(DeskRig.Id("/ch/9/mix/fader")));
    }

    [Fact]
    public void A_gesture_without_end_ends_two_seconds_after_its_last_move()
    {
        rig.Do(ControlVerb.Touch, "/ch/9/mix/fader");
        rig.Pass(1.5);
        rig.Set("/ch/9/mix/fader", -3);
        rig.Pass(1.9);
        Assert.Equal("Anna", rig.Desk.HeldBy(DeskRig.Id("/ch/9/mix/fader")));
        rig.Pass(0.1);
        Assert.Equal("", rig.Desk.HeldBy(DeskRig.Id("/ch/9/mix/fader")));
        Assert.Equal((DeskRig.Id("/ch/9/mix/fader"), ""), rig.Listener.Holds[^1]);
    }

    [Fact]
    public void The_moves_of_a_gesture_are_one_step_however_long_they_take()
    {
        rig.Do(ControlVerb.Touch, "/ch/9/mix/fader");
        for (var i = 1; i <= 4; i++)
        {
            rig.Set("/ch/9/mix/fader", -i);
            rig.Pass(1);
        }

        rig.Do(ControlVerb.Release, "/ch/9/mix/fader");
        rig.Set("/ch/9/mix/fader", -9);
        Assert.Equal([1, 1, 1, 1, 2], rig.Journal.Edits.Select(e => e.Gesture));
    }

    [Fact]
    public void Sets_without_touch_join_within_half_a_second_of_the_same_author_only()
    {
        rig.Set("/ch/9/mix/fader", -1);
        rig.Pass(0.4);
        rig.Set("/ch/9/mix/fader", -2);
        rig.Pass(0.5);
        rig.Set("/ch/9/mix/fader", -3);
        rig.Set("/ch/9/mix/fader", -4, rig.Ben);
        rig.Set("/ch/9/mix/fader", -5);
        rig.Set("/ch/10/mix/fader", -5);
        Assert.Equal([1, 1, 2, 3, 4, 5], rig.Journal.Edits.Select(e => e.Gesture));
    }

    [Fact]
    public void Two_peers_of_one_name_are_one_author_but_two_hands()
    {
        var phone = new FakeHand("Anna");
        rig.Set("/ch/9/mix/fader", -1);
        rig.Set("/ch/9/mix/fader", -2, phone);
        Assert.Equal([1, 1], rig.Journal.Edits.Select(e => e.Gesture));
        rig.Do(ControlVerb.Touch, "/ch/9/mix/fader");
        rig.Set("/ch/9/mix/fader", -3, phone);
        Assert.Single(phone.Refusals);
    }

    [Fact]
    public void A_peer_that_is_gone_lets_go_of_everything()
    {
        rig.Do(ControlVerb.Touch, "/ch/1/mix/fader");
        rig.Do(ControlVerb.Touch, "/ch/2/mix/fader");
        rig.Do(ControlVerb.Touch, "/ch/3/mix/fader", by: rig.Ben);
        rig.Post(new ControlEvent(rig.Anna, ControlVerb.Release, ParameterId.None));
        Assert.Equal(["", "", "Ben"], [rig.Desk.HeldBy(DeskRig.Id("/ch/1/mix/fader")), rig.Desk.HeldBy(DeskRig.Id("/ch/2/mix/fader")), rig.Desk.HeldBy(DeskRig.Id("/ch/3/mix/fader"))]);
        Assert.Equal(5, rig.Listener.Holds.Count);
    }

    [Theory]
    [InlineData("/transport/position")]
    [InlineData("/transport/play")]
    public void What_hands_cannot_turn_cannot_be_held(string address)
    {
        rig.Do(ControlVerb.Touch, address);
        Assert.Single(rig.Anna.Refusals);
        Assert.Empty(rig.Listener.Holds);
    }
}
