using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Tests.Desk;

public sealed class DeskThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Batches_of_many_threads_are_never_mixed_and_none_is_lost()
    {
        using var rig = new DeskRig(isPumped: false);
        var listener = new Counter();
        rig.Desk.Attach(listener);
        rig.Desk.Start();
        var threads = Enumerable.Range(1, 4).Select(n => new Thread(() =>
        {
            var hand = new FakeHand($"hand {n}");
            ControlEvent[] batch = [.. Enumerable.Range(0, 5).Select(i => new ControlEvent(hand, ControlVerb.Set, DeskRig.Id($"/ch/{n}/send/{i + 1}/level"), -i))];
            for (var i = 0; i < 500; i++)
                while (!rig.Desk.Post(batch)) Thread.Sleep(1);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        rig.Desk.Dispose(); // carries out the rest

        Assert.Equal(4 * 500 * 5, listener.Commits);
        Assert.False(listener.IsMixed);
    }

    [Fact]
    public void A_wish_wakes_the_desk_and_captures_come_from_any_thread()
    {
        using var rig = new DeskRig(isPumped: false);
        rig.Desk.Start();
        rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -3)]);
        var copy = new ParameterValues(DeskRig.Tree);
        List<Track> tracks = [];
        Assert.Equal(1, rig.Desk.Capture(copy, tracks)); // behind the wish in the same queue
        Assert.Equal(-3, copy[DeskRig.Id("/ch/1/mix/fader")]);

        rig.Desk.Dispose();
        Assert.Equal(1, rig.Desk.Capture(copy, tracks)); // as the host does for its last save
        Assert.False(rig.Desk.Post([new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -4)]));
    }

    [Fact]
    public void The_tick_runs_by_itself()
    {
        using var rig = new DeskRig(isPumped: false);
        rig.Desk.Start();
        rig.Engine.Position = new(48_000, 48_000, true);
        Assert.True(SpinWait.SpinUntil(() => Position() == 1, Patience));

        double Position()
        {
            Thread.Sleep(5);
            return rig.Session.Set[DeskRig.Id("/transport/position")];
        }
    }

    private sealed class Counter : IDeskListener
    {
        public int Commits { get; private set; }

        public bool IsMixed { get; private set; }

        public void Committed(ReadOnlySpan<Commit> batch)
        {
            if (batch[0].Origin is null) return;
            Commits += batch.Length;
            foreach (var commit in batch) IsMixed |= commit.Origin != batch[0].Origin;
            IsMixed |= batch.Length != 5;
        }
    }
}
