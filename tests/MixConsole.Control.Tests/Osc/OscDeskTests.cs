using System.Net;
using MixConsole.Control.Osc;
using MixConsole.Control.Tests.Desk;

namespace MixConsole.Control.Tests.Osc;

/// <summary>The whole way through the real desk and back.</summary>
public sealed class OscDeskTests : IDisposable
{
    private readonly DeskRig rig = new(isPumped: false);
    private readonly OscServer server;
    private readonly OscProbe probe;

    public OscDeskTests()
    {
        server = new(rig.Desk); // before the desk runs, as a host may do it
        server.Start(IPAddress.Loopback, 0);
        rig.Desk.Start();
        probe = new(server.Port);
    }

    public void Dispose()
    {
        probe.Dispose();
        server.Dispose();
        rig.Dispose();
    }

    [Fact]
    public void What_is_set_is_asked_and_told()
    {
        probe.Send("/ch/1/mix/fader", "-6 dB");
        Assert.Equal(-6f, probe.Ask("/ch/1/mix/fader"));
        probe.Send("/ch/1/mix/fader", 99f);
        Assert.Equal(10f, probe.Ask("/ch/1/mix/fader"));
        probe.Send("/ch/1/mix/fader", "loud");
        Assert.Contains("loud", (string)probe.Until("/error").Arguments[1]);
        probe.Send("/status/audio/rate", 1);
        Assert.Contains("read-only", (string)probe.Until("/error").Arguments[1]);
    }

    [Fact]
    public void A_bundle_that_sets_and_subscribes_tells_what_it_has_set()
    {
        probe.Send(OscProbe.Bundle(1, OscProbe.Message("/ch/5/mix/fader", -4f), OscProbe.Message("/subscribe", "/ch/5/mix"), OscProbe.Message("/ch/5/name", "Snare")));
        probe.Until("/snapshot");
        Assert.Equal(-4f, probe.Until("/ch/5/mix/fader").Arguments[0]);
        probe.Until("/snapshot");
        probe.Send("/ch/5/mix/fader", -5f);
        Assert.Equal(-5f, probe.Until("/ch/5/mix/fader").Arguments[0]);
        Assert.Equal(0, probe.Gaps);
    }

    [Fact]
    public void Every_send_of_the_console_is_set_and_asked_by_one_pattern()
    {
        probe.Send("/ch/*/send/*/level", -20f);
        probe.Send("/ch/*/send/*/level");
        for (var i = 0; i < 8192; i++) Assert.Equal(-20f, (probe.Next() ?? throw new Xunit.Sdk.XunitException($"only {i} came")).Arguments[0]);
        probe.Send("//on", true);
        Assert.Contains("too many", (string)probe.Until("/error", e => (string)e.Arguments[0] == "//on").Arguments[1]);
    }

    [Fact]
    public void A_held_control_is_refused_to_others_until_its_hand_is_gone()
    {
        server.Hub.Lease = TimeSpan.FromSeconds(60);
        probe.Send("/subscribe", "/ch/1/mix");
        using OscProbe hand = new(server.Port);
        hand.Send("/hello", "Ben");
        hand.Send("/ch/1/mix/fader/z", 1);
        Assert.Equal("Ben", probe.Until("/held").Arguments[1]);
        probe.Send("/ch/1/mix/fader", -1f);
        Assert.Contains("Ben", (string)probe.Until("/error").Arguments[1]);
        hand.Send("/ch/1/mix/fader/z", 0);
        Assert.Equal("", probe.Until("/held").Arguments[1]);
        probe.Send("/ch/1/mix/fader", -1f);
        probe.Until("/ch/1/mix/fader", t => t.Arguments[0].Equals(-1f));
    }

    [Fact]
    public void The_whole_console_is_told_to_a_subscriber()
    {
        probe.Send("/subscribe", "/");
        var start = System.Diagnostics.Stopwatch.StartNew();
        probe.Until("/snapshot", s => (int)s.Arguments[1] == 1);
        List<Told> inside = [];
        probe.Until("/snapshot", s => (int)s.Arguments[1] == 0, inside);
        var values = inside.Select(t => t.Address).Where(a => a != "/seq").Distinct().Count();
        Assert.Equal(rig.Desk.Tree.Ids().Count(id => rig.Desk.Tree.Spec(id)!.Kind != MixConsole.Model.Parameters.ParameterKind.Action), values);
        Assert.Equal(0, probe.Gaps);
        Assert.True(start.Elapsed < TimeSpan.FromSeconds(20));
    }
}
