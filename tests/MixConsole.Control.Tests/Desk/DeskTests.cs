using MixConsole.Control.Desk;
using MixConsole.Model.Edits;
using MixConsole.Model.Links;

namespace MixConsole.Control.Tests.Desk;

public sealed class DeskTests : IDisposable
{
    private readonly DeskRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void A_set_reaches_session_engine_listener_and_journal()
    {
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
        rig.Post(
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -3),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/2/mix/fader"), -4),
            new ControlEvent(rig.Anna, ControlVerb.Set, DeskRig.Id("/ch/1/mix/fader"), -5));

        Assert.Equal([-3.0, -4, -5], Assert.Single(rig.Listener.Batches).Select(c => c.Number));
        Assert.Equal(-5, rig.Engine.Last(DeskRig.Id("/ch/1/mix/fader")));
    }
}
