using MixConsole.Control.Desk;
using MixConsole.Model.Actions;

namespace MixConsole.Control.Tests.Desk;

public sealed class DeskActionsTests : IDisposable
{
    private readonly DeskRig rig = new();

    public DeskActionsTests() => rig.Engine.Calls.Clear();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Transport_verbs_reach_the_engine()
    {
        rig.Do(ControlVerb.Act, "/transport/locate", 1.5);
        rig.Do(ControlVerb.Act, "/transport/play");
        rig.Do(ControlVerb.Act, "/transport/stop");
        rig.Do(ControlVerb.Set, "/transport/locate", 0, "2 s");
        rig.Do(ControlVerb.Act, "/transport/locate", -4);
        Assert.Equal(["locate 72000", "play", "stop", "locate 96000", "locate 0"], rig.Engine.Calls);
        rig.Do(ControlVerb.Act, "/transport/locate", double.NaN);
        rig.Do(ControlVerb.Act, "/transport/locate", 0, "there");
        Assert.Equal(2, rig.Anna.Refusals.Count);
        Assert.Empty(rig.Journal.Edits);
    }

    [Fact]
    public void A_marker_is_a_place_to_go_once_it_is_set()
    {
        rig.Do(ControlVerb.Act, "/marker/2/locate");
        Assert.Equal("/marker/2 is free: give it a name and a position first.", Assert.Single(rig.Anna.Refusals));
        rig.Set("/marker/2/position", 3);
        rig.Do(ControlVerb.Act, "/marker/2/locate");
        Assert.Equal("locate 144000", Assert.Single(rig.Engine.Calls));
    }

    [Theory]
    [InlineData(ControlVerb.Act, "/ch/1/mix/fader", "/ch/1/mix/fader holds a value: set it, there is nothing to carry out.")]
    [InlineData(ControlVerb.Ask, "/transport/play", "/transport/play is an action and has no value.")]
    [InlineData(ControlVerb.Toggle, "/transport/play", "/transport/play is an action: it is carried out, not turned.")]
    [InlineData(ControlVerb.Act, "/session/save", "This console has no session folder to save to; start it with one.")]
    public void Verbs_that_do_not_fit_are_refused(ControlVerb verb, string address, string sentence)
    {
        rig.Do(verb, address);
        Assert.Equal(sentence, Assert.Single(rig.Anna.Refusals));
    }

    [Fact]
    public void The_host_may_carry_out_actions_of_its_own()
    {
        var spec = DeskRig.Tree.Spec(DeskRig.Id("/marker/1/locate"))!;
        rig.Desk.On(spec, (in wish, member) => $"{wish.Origin.Author} wants marker {member + 1}.");
        rig.Do(ControlVerb.Act, "/marker/7/locate");
        Assert.Equal("Anna wants marker 7.", Assert.Single(rig.Anna.Refusals));
    }

    [Fact]
    public void Saving_answers_when_it_is_done_and_the_count_of_unsaved_edits_falls()
    {
        rig.Desk.SessionActions = new Host(() =>
        {
            rig.Desk.Saved(1);
            return null;
        });
        rig.Set("/ch/1/mix/fader", -6);
        rig.Set("/ch/2/mix/fader", -6);
        rig.Pass(0.1);
        Assert.Equal(2, rig["/session/unsaved"]);
        rig.Do(ControlVerb.Act, "/session/save");
        PumpUntil(() => rig.Anna.Answers.Count > 0);
        Assert.Equal((DeskRig.Id("/session/save"), 0, "saved"), rig.Anna.Answers[0]);
        rig.Pass(0.1);
        Assert.Equal(1, rig["/session/unsaved"]); // one edit came after the copy
    }

    [Fact]
    public void A_save_that_fails_says_why_to_everyone_who_asked()
    {
        using var gate = new ManualResetEventSlim();
        var saves = 0;
        rig.Desk.SessionActions = new Host(() =>
        {
            gate.Wait();
            return Interlocked.Increment(ref saves) == 1 ? "The disk is full; free some space and save again." : throw new IOException("gone");
        });
        rig.Do(ControlVerb.Act, "/session/save");
        rig.Do(ControlVerb.Act, "/session/save", by: rig.Ben); // during the first: gets a save of its own
        gate.Set();
        PumpUntil(() => rig.Anna.Refusals.Count > 0 && rig.Ben.Refusals.Count > 0);
        Assert.Equal("The disk is full; free some space and save again.", Assert.Single(rig.Anna.Refusals));
        Assert.Equal("The session could not be saved: gone", Assert.Single(rig.Ben.Refusals));
        rig.Pass(0.1);
        Assert.Equal("The session could not be saved: gone", rig.Text("/session/report"));
    }

    private void PumpUntil(Func<bool> condition)
    {
        for (var i = 0; i < 2000 && !condition(); i++)
        {
            Thread.Sleep(5);
            rig.Pass(0.1);
        }

        Assert.True(condition());
    }

    private sealed class Host(Func<string?> save) : ISessionActions
    {
        public string? Save() => save();
    }
}
