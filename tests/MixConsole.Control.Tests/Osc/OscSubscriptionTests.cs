using System.Net;
using System.Net.Sockets;
using MixConsole.Control.Desk;
using MixConsole.Control.Osc;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Tests.Osc;

public sealed class OscSubscriptionTests : IDisposable
{
    private readonly FakeDesk desk = new();
    private readonly OscServer server;

    public OscSubscriptionTests()
    {
        server = new(desk);
        server.Start(IPAddress.Loopback, 0);
    }

    public void Dispose()
    {
        server.Dispose();
        desk.Dispose();
    }

    private static int Below(string prefix)
    {
        Assert.True(OscPattern.TryReadPrefix(prefix, out var pattern));
        IdSet ids = new(ConsoleCatalog.Tree.Count);
        pattern.Match(ConsoleCatalog.Tree, ids);
        return Enumerable.Range(0, ConsoleCatalog.Tree.Count)
            .Count(i => ids.Contains(new(i)) && ConsoleCatalog.Tree.Spec(new(i))!.Kind != ParameterKind.Action);
    }

    /// <summary>Reads a whole full state: what came before its frame is given back, what is inside is told.</summary>
    private static Dictionary<string, object> Snapshot(OscProbe probe, string prefix)
    {
        probe.Until("/snapshot", s => (string)s.Arguments[0] == prefix && (int)s.Arguments[1] == 1);
        List<Told> inside = [];
        probe.Until("/snapshot", s => (string)s.Arguments[0] == prefix && (int)s.Arguments[1] == 0, inside);
        Dictionary<string, object> values = [];
        foreach (var told in inside.Where(t => t.Address != "/seq")) values[told.Address] = told.Arguments[0];
        return values;
    }

    [Fact]
    public void A_packet_may_be_full_to_the_last_byte_where_an_action_follows()
    {
        using OscProbe probe = new(server.Port);
        for (var words = 0; words < 24; words++) // moves the packets' ends over every place of the family
        {
            desk.Commit("/marker/1/name", 0, new string('x', words * 4));
            probe.Send("/subscribe", "/marker");
            Assert.Equal(Below("/marker"), Snapshot(probe, "/marker").Count);
        }
    }

    [Fact]
    public void A_subscriber_gets_its_full_state_and_then_every_change_numbered()
    {
        using OscProbe probe = new(server.Port);
        desk.Commit("/ch/1/mix/fader", -7);
        desk.Commit("/ch/1/name", 0, "Kick");
        probe.Send("/subscribe", "/ch/1");
        var state = Snapshot(probe, "/ch/1");
        Assert.Equal(Below("/ch/1"), state.Count);
        Assert.All(state.Keys, a => Assert.StartsWith("/ch/1/", a));
        Assert.Equal(-7f, state["/ch/1/mix/fader"]);
        Assert.Equal("Kick", state["/ch/1/name"]);

        desk.Commit("/ch/2/mix/fader", -1);
        desk.Commit("/ch/10/mix/fader", -1);
        desk.Commit("/ch/1/mix/mute", 1);
        Assert.Equal("/seq", probe.Next()!.Address);
        Assert.Equal("/ch/1/mix/mute", probe.Next()!.Address);
        Assert.Equal(0, probe.Gaps);
        Assert.Equal(probe.Datagrams, probe.Sequence);
        Assert.True(probe.Longest < 1400);
    }

    [Fact]
    public void Own_changes_answers_and_refusals_come_numbered_too()
    {
        using OscProbe probe = new(server.Port);
        probe.Send("/subscribe", "/ch/1/mix");
        Snapshot(probe, "/ch/1/mix");
        probe.Send("/ch/1/mix/fader", 99f);
        Assert.Equal(10f, probe.Until("/ch/1/mix/fader").Arguments[0]); // as committed
        probe.Send("/ch/2/mix/fader");
        Assert.Equal(0f, probe.Until("/ch/2/mix/fader").Arguments[0]);
        probe.Send("/nothing");
        probe.Until("/error");
        Assert.Equal(probe.Datagrams, probe.Sequence);
        Assert.Equal(0, probe.Gaps);
    }

    [Fact]
    public void Changes_during_a_full_state_are_never_lost()
    {
        using OscProbe probe = new(server.Port);
        probe.Send("/subscribe", "/ch");
        for (var n = 1; n <= 256; n++)
        {
            desk.Commit($"/ch/{n}/mix/fader", -n % 60);
            if (n % 16 == 0) Thread.Yield();
        }

        Dictionary<string, object> latest = [];
        var whole = false;
        while (!whole || Enumerable.Range(1, 256).Any(n => !latest.TryGetValue($"/ch/{n}/mix/fader", out var v) || !v.Equals((float)(-n % 60))))
        {
            var told = probe.Next(5000) ?? throw new Xunit.Sdk.XunitException("a change was lost");
            if (told.Address == "/snapshot") whole = (int)told.Arguments[1] == 0;
            else if (told.Address != "/seq") latest[told.Address] = told.Arguments[0];
        }

        Assert.Equal(0, probe.Gaps);
        Assert.Equal(Below("/ch"), latest.Count);
    }

    [Fact]
    public void After_a_loss_a_resync_tells_all_again()
    {
        using OscProbe probe = new(server.Port);
        probe.Send("/subscribe", "/main/mix");
        probe.Send("/subscribe", "/dca/1");
        Snapshot(probe, "/main/mix");
        Snapshot(probe, "/dca/1");
        var epoch = probe.Epoch;
        desk.Commit("/dca/1/fader", -3);
        probe.Send("/resync");
        Snapshot(probe, "/main/mix");
        Assert.Equal(-3f, Snapshot(probe, "/dca/1")["/dca/1/fader"]);
        Assert.Equal(epoch, probe.Epoch);
        Assert.Equal(0, probe.Gaps);
    }

    [Fact]
    public void Unsubscribed_is_silent_and_a_new_subscription_has_a_new_epoch()
    {
        using OscProbe probe = new(server.Port);
        probe.Send("/resync");
        probe.Until("/error");
        probe.Send("/subscribe", "/dca/1");
        Snapshot(probe, "/dca/1");
        var epoch = probe.Epoch;
        probe.Send("/unsubscribe", "/dca/1");
        probe.Ask("/dca/1/fader");
        desk.Commit("/dca/1/fader", -3);
        Assert.Null(probe.Next(100));
        probe.Send("/unsubscribe", "/dca/1");
        probe.Until("/error");
        probe.Send("/subscribe", "/dca/1");
        Snapshot(probe, "/dca/1");
        Assert.NotEqual(epoch, probe.Epoch);
        probe.Send("/subscribe", "/nonsense");
        Assert.Contains("/nonsense", (string)probe.Until("/error").Arguments[1]);
    }

    [Fact]
    public void Who_holds_a_control_is_told_to_subscribers()
    {
        using OscProbe probe = new(server.Port);
        using OscProbe hand = new(server.Port);
        probe.Send("/subscribe", "/ch/1/mix");
        Snapshot(probe, "/ch/1/mix");
        hand.Send("/hello", "Ben");
        hand.Send("/touch", "/ch/1/mix/fader", 1);
        Assert.Equal(["/ch/1/mix/fader", "Ben"], probe.Until("/held").Arguments);
        using OscProbe late = new(server.Port);
        late.Send("/subscribe", "/ch/1");
        Assert.Equal(["/ch/1/mix/fader", "Ben"], late.Until("/held").Arguments);
        hand.Send("/touch", "/ch/1/mix/fader", 0);
        Assert.Equal(["/ch/1/mix/fader", ""], probe.Until("/held").Arguments);
    }

    [Fact]
    public void Long_texts_are_cut_to_fit_one_datagram()
    {
        using OscProbe probe = new(server.Port);
        probe.Send("/ch/1/name", new string('\u20ac', 2000));
        Assert.StartsWith("\u20ac\u20ac", (string)probe.Ask("/ch/1/name"));
        probe.Send("/subscribe", "/ch/1");
        Assert.EndsWith("\u2026", (string)Snapshot(probe, "/ch/1")["/ch/1/name"]);
        Assert.True(probe.Longest < 1400);
    }

    [Fact]
    public void Meters_come_as_often_as_asked_until_zero()
    {
        using OscProbe probe = new(server.Port);
        probe.Send("/meters", "/ch", 50);
        for (var seen = 0; seen < 3;)
        {
            desk.Meter(strip => strip == 7 ? 1 : 0.25f);
            var blob = (byte[])probe.Until("/meters/post").Arguments[0];
            Assert.Equal(256 * 4, blob.Length);
            if (!float.IsFinite(Level(1))) continue; // before the first reading
            Assert.Equal(-12.04f, Level(1), 0.01f);
            Assert.Equal(0f, Level(8));
            Assert.Equal(-12.04f, Level(256), 0.01f);
            seen++;

            float Level(int n) => System.Buffers.Binary.BinaryPrimitives.ReadSingleBigEndian(blob.AsSpan(4 * (n - 1)));
        }

        probe.Send("/meters", "/ch", 0);
        probe.Ask("/ch/1/mix/fader"); // the wish has been carried out by now
        while (probe.Next(0) is not null)
        {
        }

        Assert.Null(probe.Next(100));
        probe.Send("/meters", "/ch/3", 10);
        Assert.Equal(4, ((byte[])probe.Until("/meters/post").Arguments[0]).Length);
        probe.Send("/meters", "/", 10);
        Assert.Contains("too many", (string)probe.Until("/error").Arguments[1]);
    }

    [Fact]
    public void A_silent_peer_is_forgotten_and_any_packet_renews()
    {
        server.Hub.Lease = TimeSpan.FromSeconds(3);
        using OscProbe quiet = new(server.Port);
        using OscProbe lively = new(server.Port);
        quiet.Send("/touch", "/ch/1/mix/fader", 1);
        lively.Send("/subscribe", "/dca/1");
        Snapshot(lively, "/dca/1");
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (server.Peers != 1 && DateTime.UtcNow < patience)
        {
            lively.Ask("/dca/1/fader");
            Thread.Sleep(50);
        }

        Assert.Equal(1, server.Peers);
        lively.Ask("/dca/1/fader");
        Assert.Contains(desk.Events, e => e.Verb == ControlVerb.Release && !e.Parameter.IsSome);
        desk.Commit("/dca/1/fader", -3);
        Assert.Equal(-3f, lively.Until("/dca/1/fader", t => t.Arguments[0].Equals(-3f)).Arguments[0]);
    }

    [Fact]
    public void Two_hundred_peers_get_their_state_and_every_last_value()
    {
        var probes = Enumerable.Range(0, 200).Select(_ => new OscProbe(server.Port)).ToList();
        foreach (var probe in probes) probe.Send("/subscribe", "/ch/1/mix");
        foreach (var probe in probes) Assert.Equal(Below("/ch/1/mix"), Snapshot(probe, "/ch/1/mix").Count);
        for (var i = 1; i <= 1000; i++) desk.Commit("/ch/1/mix/fader", -i / 100.0);
        foreach (var probe in probes)
        {
            probe.Until("/ch/1/mix/fader", t => t.Arguments[0].Equals(-10f));
            Assert.Equal(0, probe.Gaps);
            Assert.InRange(probe.Datagrams, 2, 500); // the latest value wins
        }

        Assert.Equal(200, server.Peers);
        probes.ForEach(p => p.Dispose());
        desk.Commit("/ch/1/mix/fader", -1); // nobody there: nobody minds
        using OscProbe late = new(server.Port);
        Assert.Equal(-1f, late.Ask("/ch/1/mix/fader"));
    }

    [Fact]
    public void A_peer_that_never_reads_takes_nothing_from_the_others()
    {
        using Socket deaf = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4096 };
        deaf.Connect(IPAddress.Loopback, server.Port);
        deaf.Send(OscProbe.Message("/subscribe", "/"));
        using OscProbe probe = new(server.Port);
        probe.Send("/subscribe", "/ch/1/mix");
        Snapshot(probe, "/ch/1/mix");
        for (var i = 0; i < 50; i++)
        {
            deaf.Send(OscProbe.Message("//mix/*"));
            desk.Commit("/ch/1/mix/fader", -i - 1);
            probe.Until("/ch/1/mix/fader", t => t.Arguments[0].Equals((float)(-i - 1)));
        }

        Assert.Equal(0, probe.Gaps);
    }
}
