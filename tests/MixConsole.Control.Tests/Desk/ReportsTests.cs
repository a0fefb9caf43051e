using MixConsole.Control.Desk;
using MixConsole.Model.Links;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Tests.Desk;

public sealed class ReportsTests
{
    [Fact]
    public void The_transport_is_told_on_every_tick_where_it_moved()
    {
        using var rig = new DeskRig();
        rig.Engine.Position = new(48_000, 24_000, true);
        rig.Pass(0.017);
        Assert.Equal(0.5, rig["/transport/position"]);
        Assert.Equal(1, rig["/transport/playing"]);
        Assert.All(rig.Listener.Commits, c => Assert.Null(c.Origin));
        rig.Listener.Batches.Clear();
        rig.Pass(0.017);
        Assert.Empty(rig.Listener.Batches);
        Assert.Empty(rig.Journal.Edits);
    }

    [Fact]
    public void The_position_is_answered_as_it_is_now()
    {
        using var rig = new DeskRig();
        rig.Engine.Position = new(96_000, 96_000, true);
        rig.Do(ControlVerb.Ask, "/transport/position");
        rig.Do(ControlVerb.Ask, "/transport/playing");
        Assert.Equal([2.0, 1.0], rig.Anna.Answers.Select(a => a.Number));
    }

    [Fact]
    public void Status_of_the_audio_side_is_told_ten_times_a_second()
    {
        using var rig = new DeskRig();
        rig.Engine.Status = new() { Backend = "jack system", Rate = 44_100, Frames = 128, Misses = 3, P999 = 0.7, HeardP99 = 4.5, Report = "The interface came back." };
        rig.Pass(0.05);
        Assert.Equal("clock", rig.Text("/status/audio/backend"));
        rig.Pass(0.05);
        Assert.Equal("jack system", rig.Text("/status/audio/backend"));
        Assert.Equal("The interface came back.", rig.Text("/status/audio/report"));
        Assert.Equal([44_100, 128, 3, 0.7, 4.5], [rig["/status/audio/rate"], rig["/status/audio/frames"], rig["/status/audio/misses"], rig["/status/audio/p999"], rig["/status/osc/heard-p99"]]);
    }

    [Fact]
    public void The_session_says_its_name_rate_and_length_and_what_it_could_not_open()
    {
        using var rig = new DeskRig(s =>
        {
            s.Name = "Evening Song";
            s.Rate = 96_000;
            s.Tracks.Add(new(0, "vox.wav", 0, 192_000, 1));
        });
        Assert.Equal("Evening Song", rig.Text("/session/name"));
        Assert.Equal([96_000, 2], [rig["/session/rate"], rig["/transport/length"]]);

        var engine = new FakeEngine { Missing = ["vox.wav is not there; put it back into audio."] };
        using var desk = new Control.Desk.Desk(DeskRig.Tree, new Session(DeskRig.Tree), engine, new FakeJournal(), new FakeTime());
        Assert.Equal(engine.Missing, desk.Open());
        var hand = new FakeHand("Anna");
        desk.Post([new ControlEvent(hand, ControlVerb.Ask, DeskRig.Id("/session/report"))]);
        desk.RunOnce();
        Assert.Equal("vox.wav is not there; put it back into audio.", hand.Answers[0].Text);
    }

    [Fact]
    public void The_host_publishes_counters_of_its_own_and_nothing_else()
    {
        using var rig = new DeskRig();
        Assert.True(rig.Desk.Publish(DeskRig.Id("/status/osc/received"), 17, null));
        rig.Desk.RunOnce();
        Assert.Equal(17, rig["/status/osc/received"]);
        Assert.Equal(new Commit(DeskRig.Id("/status/osc/received"), 17, null, null), Assert.Single(rig.Listener.Commits));
        Assert.Throws<ArgumentException>(() => rig.Desk.Publish(DeskRig.Id("/ch/1/mix/fader"), 0, null));
    }

    [Fact]
    public void A_journal_in_trouble_is_reported_and_taken_back_when_it_is_well()
    {
        using var rig = new DeskRig();
        rig.Journal.Trouble = "The journal cannot be written: the disk is full.";
        rig.Pass(0.1);
        Assert.Equal(rig.Journal.Trouble, rig.Text("/session/report"));
        rig.Journal.Trouble = "";
        rig.Pass(0.1);
        Assert.Equal("", rig.Text("/session/report"));
    }

    [Fact]
    public void Meters_come_on_every_tick()
    {
        using var rig = new DeskRig();
        rig.Pass(0.02);
        rig.Pass(0.02);
        rig.Pass(0.001);
        Assert.Equal(2, rig.Listener.Meters);
    }
}
