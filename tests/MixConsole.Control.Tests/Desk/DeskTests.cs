using MixConsole.Control.Desk;
using MixConsole.Model.Edits;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Tests.Desk;

public sealed class DeskTests
{
    [Fact]
    public void A_set_reaches_session_engine_listener_and_journal()
    {
        using var rig = new DeskRig();
        rig.Post(new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/9/mix/fader"), -3, null, 77, 5000));

        Assert.Equal(-3, rig["/ch/9/mix/fader"]);
        Assert.Equal(new EngineChange(DeskRig.Id("/ch/9/mix/fader"), -3, 5000, 77), Assert.Single(rig.Engine.Changes));
        Assert.Equal(new Commit(DeskRig.Id("/ch/9/mix/fader"), -3, null, rig.Anna), Assert.Single(Assert.Single(rig.Listener.Batches)));
        Assert.Equal(new Edit(DeskRig.Id("/ch/9/mix/fader"), 0, -3, null, null, "Anna", 1, 5000), Assert.Single(rig.Journal.Edits));
        Assert.Empty(rig.Anna.Refusals);
    }

    [Fact]
    public void What_is_posted_together_is_told_together_and_in_order()
    {
        using var rig = new DeskRig();
        rig.Post(
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -3),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/2/mix/fader"), -4),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -5));

        Assert.Equal([-3.0, -4, -5], Assert.Single(rig.Listener.Batches).Select(c => c.Number));
        Assert.Equal(-5, rig.Engine.Last(DeskRig.Id("/ch/1/mix/fader")));
    }

    [Fact]
    public void A_batch_longer_than_one_take_is_still_one_batch()
    {
        using var rig = new DeskRig();
        var many = DeskRig.Tree.Ids().Where(id => DeskRig.Tree.Spec(id) is { Kind: ParameterKind.Number } s && !s.Has(Traits.ReadOnly)).Take(1000)
            .Select(id => new ControlEvent(rig.Anna, ControlVerb.Set, id, 1)).ToArray();
        rig.Post(many);
        Assert.Equal(1000, Assert.Single(rig.Listener.Batches).Length);
    }

    [Fact]
    public void A_full_queue_takes_a_batch_whole_or_not_at_all()
    {
        using var rig = new DeskRig();
        var wish = new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -3);
        Assert.False(rig.Desk.Post(Enumerable.Repeat(wish, Control.Desk.Desk.QueueLength + 1).ToArray()));
        Assert.True(rig.Desk.Post(Enumerable.Repeat(wish, Control.Desk.Desk.QueueLength - 1).ToArray()));
        Assert.False(rig.Desk.Post([wish, wish]));
        Assert.True(rig.Desk.Post([wish]));
        rig.Desk.RunOnce();
        Assert.Equal(Control.Desk.Desk.QueueLength, rig.Listener.Commits.Count());
        Assert.True(rig.Desk.Post([wish, wish]));
    }

    [Fact]
    public void The_state_comes_whole_in_catalog_order_to_one_listener()
    {
        using var rig = new DeskRig();
        rig.Set("/ch/9/mix/fader", -3);
        rig.Set("/ch/9/name", "Vox");
        rig.Listener.Batches.Clear();
        var other = new FakeListener();
        rig.Desk.ReadState(other);
        Assert.Empty(other.Batches);
        rig.Desk.RunOnce();

        Assert.Equal(DeskRig.Tree.Ids().Where(id => DeskRig.Tree.Spec(id)!.Kind != ParameterKind.Action), other.Commits.Select(c => c.Parameter));
        Assert.Contains(new Commit(DeskRig.Id("/ch/9/mix/fader"), -3, null, null), other.Commits);
        Assert.Contains(new Commit(DeskRig.Id("/ch/9/name"), 0, "Vox", null), other.Commits);
        Assert.Empty(rig.Listener.Batches);
    }

    [Fact]
    public void A_capture_is_a_copy()
    {
        using var rig = new DeskRig(s => s.Tracks.Add(new(2, "kick.wav", 0, 10, 1)));
        rig.Set("/ch/9/mix/fader", -3);
        rig.Set("/ch/9/name", "Vox");
        var copy = new ParameterValues(DeskRig.Tree);
        List<Track> tracks = [];
        Assert.Equal(2, rig.Desk.Capture(copy, tracks));
        rig.Set("/ch/9/mix/fader", -8);
        Assert.Equal((-3.0, "Vox"), (copy[DeskRig.Id("/ch/9/mix/fader")], copy.Text(DeskRig.Id("/ch/9/name"))));
        Assert.Equal("kick.wav", Assert.Single(tracks).File);
    }

    [Fact]
    public void Moves_allocate_nothing()
    {
        using var rig = new DeskRig();
        rig.Desk.Detach(rig.Listener);
        rig.Desk.Attach(new Deaf());
        rig.Set("/ch/1/dca", "1");
        rig.Set("/ch/3/link", 1);
        ParameterId[] ids = [.. ((string[])["/ch/1/mix/fader", "/dca/1/fader", "/ch/3/eq/2/gain", "/ch/4/mix/pan", "/ch/5/send/1/level"]).Select(DeskRig.Id)];
        Move(200); // lists, dictionaries and code are warm
        var before = GC.GetAllocatedBytesForCurrentThread();
        Move(200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(rig.Anna.Refusals);

        void Move(int times)
        {
            for (var i = 0; i < times; i++)
            {
                rig.Engine.Changes.Clear();
                rig.Journal.Edits.Clear();
                rig.Time.Advance(0.001);
                foreach (var id in ids)
                {
                    rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Touch, id)]);
                    rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, id, -(i % 7)), new ControlEvent(rig.Anna, ControlVerb.Step, id, 0.5)]);
                    rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Release, id)]);
                }

                rig.Desk.RunOnce();
            }
        }
    }

    private sealed class Deaf : IDeskListener
    {
        public void Committed(ReadOnlySpan<Commit> batch)
        {
        }
    }
}
