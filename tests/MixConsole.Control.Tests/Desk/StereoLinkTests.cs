using MixConsole.Control.Desk;

namespace MixConsole.Control.Tests.Desk;

public sealed class StereoLinkTests : IDisposable
{
    private readonly DeskRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void Linking_copies_left_to_right_and_spreads_the_pans_in_one_step()
    {
        rig.Set("/ch/3/mix/fader", -7);
        rig.Set("/ch/3/dca", "4");
        rig.Set("/ch/3/name", "Keys");
        rig.Set("/ch/4/eq/1/gain", 5);
        rig.Journal.Edits.Clear();
        rig.Listener.Batches.Clear();

        rig.Set("/ch/3/link", 1);
        Assert.Equal(-7, rig["/ch/4/mix/fader"]);
        Assert.Equal("4", rig.Text("/ch/4/dca"));
        Assert.Equal(0, rig["/ch/4/eq/1/gain"]);
        Assert.Equal("", rig.Text("/ch/4/name"));
        Assert.Equal(-100, rig["/ch/3/mix/pan"]);
        Assert.Equal(100, rig["/ch/4/mix/pan"]);
        Assert.Single(rig.Listener.Batches);
        Assert.Single(rig.Journal.Edits.Select(e => e.Gesture).Distinct());
    }

    [Theory]
    [InlineData("/ch/3/mix/fader", "/ch/4/mix/fader", -5, -5)]
    [InlineData("/ch/4/comp/ratio", "/ch/3/comp/ratio", 6, 6)]
    [InlineData("/ch/4/mix/pan", "/ch/3/mix/pan", 40, -40)]
    [InlineData("/ch/3/send/2/pan", "/ch/4/send/2/pan", -10, 10)]
    [InlineData("/ch/3/solo", "/ch/4/solo", 1, 1)]
    public void Either_side_moves_the_other_in_the_same_batch_and_gesture(string address, string other, double value, double expected)
    {
        rig.Set("/ch/3/link", 1);
        rig.Journal.Edits.Clear();
        rig.Listener.Batches.Clear();
        rig.Set(address, value);
        Assert.Equal(expected, rig[other]);
        var batch = Assert.Single(rig.Listener.Batches);
        Assert.Contains(batch, c => c.Parameter == DeskRig.Id(other) && c.Origin == rig.Anna);
        Assert.InRange(rig.Journal.Edits.Select(e => e.Gesture).Distinct().Count(), 0, 1);
    }

    [Theory]
    [InlineData("/ch/3/trim", "/ch/4/trim")]
    [InlineData("/ch/3/polarity", "/ch/4/polarity")]
    [InlineData("/ch/3/delay", "/ch/4/delay")]
    [InlineData("/ch/3/input/channel", "/ch/4/input/channel")]
    public void What_belongs_to_one_side_stays_there(string address, string other)
    {
        rig.Set("/ch/3/link", 1);
        rig.Set(address, 1);
        Assert.Equal(0, rig[other]);
    }

    [Fact]
    public void Unlinked_strips_and_other_families_move_alone()
    {
        rig.Set("/ch/3/link", 1);
        rig.Set("/ch/5/mix/fader", -5);
        rig.Set("/bus/3/mix/fader", -5);
        Assert.Equal(0, rig["/ch/6/mix/fader"]);
        Assert.Equal(0, rig["/bus/4/mix/fader"]);
        rig.Set("/ch/3/link", 0);
        rig.Set("/ch/3/mix/fader", -9);
        Assert.Equal(0, rig["/ch/4/mix/fader"]);
    }

    [Fact]
    public void A_hand_on_one_side_holds_the_pair()
    {
        rig.Set("/ch/3/link", 1);
        rig.Do(ControlVerb.Touch, "/ch/3/mix/fader", by: rig.Ben);
        rig.Set("/ch/4/mix/fader", -20);
        Assert.Equal("/ch/3/mix/fader is held by Ben.", Assert.Single(rig.Anna.Refusals));
        Assert.Equal(0, rig["/ch/4/mix/fader"]);
    }

    [Fact]
    public void A_step_on_the_right_pan_mirrors_on_the_left()
    {
        rig.Set("/ch/1/link", 1);
        rig.Do(ControlVerb.Step, "/ch/2/mix/pan", -30);
        Assert.Equal((-70.0, 70.0), (rig["/ch/1/mix/pan"], rig["/ch/2/mix/pan"]));
    }
}
