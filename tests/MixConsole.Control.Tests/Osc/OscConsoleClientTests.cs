using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MixConsole.Control.Desk;
using MixConsole.Control.Osc;

namespace MixConsole.Control.Tests.Osc;

public sealed class OscConsoleClientTests : IDisposable
{
    private readonly FakeDesk desk = new();
    private readonly OscServer server;
    private readonly OscConsoleClient client;

    public OscConsoleClientTests()
    {
        server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        client = new($"127.0.0.1:{server.Port}", "Anna");
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        desk.Dispose();
    }

    [Theory]
    [InlineData("/ch/1/mix/fader", "-6.25 dB", "/ch/1/mix/fader -6.25 dB")]
    [InlineData("/ch/1/mix/fader", "-inf", "/ch/1/mix/fader -inf dB")]
    [InlineData("/ch/1/mix/mute", "on", "/ch/1/mix/mute true")]
    [InlineData("/ch/1/eq/1/frequency", "1.2k", "/ch/1/eq/1/frequency 1200 Hz")]
    [InlineData("/ch/1/eq/1/type", "NOTCH", "/ch/1/eq/1/type notch")]
    [InlineData("/ch/1/name", "Lead Vox", "/ch/1/name Lead Vox")]
    [InlineData("/transport/loop/to", "12.345 s", "/transport/loop/to 12.345 s")]
    [InlineData("/transport/locate", "12.5", "/transport/locate")]
    public void What_is_set_is_printed_as_it_is_now(string address, string text, string line) => Assert.Equal([line], client.Set(address, text));

    [Fact]
    public void What_the_command_line_does_has_its_author()
    {
        client.Set("/transport/locate", "12.5");
        Assert.All(desk.Events, e => Assert.Equal("Anna", e.Origin.Author));
        Assert.Equal(12.5, desk.Events.First(e => e.Verb == ControlVerb.Act).Number);
    }

    [Fact]
    public void A_pattern_gets_every_value_in_catalog_order()
    {
        client.Set("/ch/[12]/mix/pan", "30");
        Assert.Equal(["/ch/1/mix/pan 30", "/ch/2/mix/pan 30", "/ch/3/mix/pan 0"], client.Get("/ch/[1-3]/mix/pan"));
        Assert.Equal(256, client.Get("/ch/*/mix/fader").Count);
        Assert.Equal(desk.Tree.Families[0].Specs.Count(s => s is not null), client.Get("/ch/7//*").Count);
    }

    [Fact]
    public void A_refusal_is_the_consoles_sentence()
    {
        Assert.Contains("\"loud\"", Assert.Throws<OscConsoleException>(() => client.Set("/ch/1/mix/fader", "loud")).Message);
        Assert.Contains("/nothing", Assert.Throws<OscConsoleException>(() => client.Get("/nothing")).Message);
        Assert.Contains("/x/*", Assert.Throws<OscConsoleException>(() => client.Get("/x/*")).Message);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:99999")]
    [InlineData(":9000")]
    public void A_console_is_named_by_host_and_port(string console) =>
        Assert.Contains("HOST:PORT", Assert.Throws<OscConsoleException>(() => new OscConsoleClient(console)).Message);

    [Fact]
    public void Nobody_there_is_said_with_the_remedy()
    {
        using Socket closed = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound, but answers nothing
        var console = $"127.0.0.1:{((IPEndPoint)closed.LocalEndPoint!).Port}";
        using OscConsoleClient lonely = new(console);
        Assert.Equal(
            $"No console answers at {console}; start one with `mixconsole run`, or name it with --console HOST:PORT.",
            Assert.Throws<OscConsoleException>(() => lonely.Get("/ch/1/mix/fader")).Message);
        closed.Close();
        Assert.Contains(console, Assert.Throws<OscConsoleException>(() => lonely.Get("/ch/1/mix/fader")).Message); // refused at once
    }

    [Fact]
    public async Task Watching_tells_the_state_and_then_every_change_once()
    {
        BlockingCollection<string> lines = [];
        using CancellationTokenSource end = new();
        using OscConsoleClient watcher = new($"127.0.0.1:{server.Port}", "Ben");
        var watching = Task.Run(() => watcher.Watch("/dca/1", lines.Add, end.Token));
        Assert.Equal("/dca/1/name", Take().Split(' ')[0]);
        string[] rest = [Take(), Take(), Take(), Take()];
        Assert.Equal(["/dca/1/color #808080", "/dca/1/fader 0 dB", "/dca/1/mute false", "/dca/1/solo false"], rest);
        client.Set("/dca/1/fader", "-3");
        Assert.Equal("/dca/1/fader -3 dB", Take());
        client.Set("/dca/1/mute", "yes");
        Assert.Equal("/dca/1/mute true", Take());
        await end.CancelAsync();
        await watching.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(lines);

        string Take() => lines.TryTake(out var line, 10_000) ? line : throw new Xunit.Sdk.XunitException("nothing came");
    }

    [Fact]
    public async Task Watching_over_a_network_that_loses_packets_still_tells_every_last_value()
    {
        using LossyNetwork network = new(server.Port, loses: n => n is 2 or 5 or 9);
        ConcurrentDictionary<string, string> latest = [];
        using CancellationTokenSource end = new();
        using OscConsoleClient watcher = new($"127.0.0.1:{network.Port}", "Ben");
        var watching = Task.Run(() => watcher.Watch("/ch/[1-4]", line => latest[line[..line.IndexOf(' ')]] = line, end.Token));
        await Until(() => latest.ContainsKey("/ch/4/mix/fader"));
        for (var i = 1; i <= 50; i++)
        {
            desk.Commit("/ch/1/mix/fader", -i);
            desk.Commit("/ch/4/mix/pan", i);
            await Task.Delay(10);
        }

        OscPattern.TryReadPrefix("/ch/[1-4]", out var pattern);
        IdSet all = new(desk.Tree.Count);
        pattern.Match(desk.Tree, all);
        await Until(() => latest.Count == all.Count && latest["/ch/1/mix/fader"] == "/ch/1/mix/fader -50 dB" && latest["/ch/4/mix/pan"] == "/ch/4/mix/pan 50");
        Assert.Equal(3, network.Lost);
        await end.CancelAsync();
        await watching.WaitAsync(TimeSpan.FromSeconds(10));

        async Task Until(Func<bool> condition)
        {
            for (var i = 0; i < 1000 && !condition(); i++)
            {
                if (watching.IsFaulted) await watching;
                await Task.Delay(20);
            }

            Assert.True(condition());
        }
    }

    /// <summary>A way between one client and a console that loses chosen datagrams to the client, counted from 1.</summary>
    private sealed class LossyNetwork : IDisposable
    {
        private readonly Socket near = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly Socket far = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly Thread thread;
        private volatile bool ended;

        public LossyNetwork(int console, Func<int, bool> loses)
        {
            near.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            far.Connect(IPAddress.Loopback, console);
            thread = new(() => Carry(loses)) { IsBackground = true };
            thread.Start();
        }

        public int Port => ((IPEndPoint)near.LocalEndPoint!).Port;

        public int Lost { get; private set; }

        public void Dispose()
        {
            ended = true;
            thread.Join();
            near.Dispose();
            far.Dispose();
        }

        private void Carry(Func<int, bool> loses)
        {
            var buffer = new byte[65_536];
            EndPoint client = new IPEndPoint(IPAddress.Any, 0);
            var carried = 0;
            while (!ended)
            {
                List<Socket> ready = [near, far];
                Socket.Select(ready, null, null, 50_000);
                if (ready.Contains(near)) far.Send(buffer.AsSpan(0, near.ReceiveFrom(buffer, ref client)));
                if (!ready.Contains(far)) continue;
                var length = far.Receive(buffer);
                if (loses(++carried)) Lost++;
                else near.SendTo(buffer.AsSpan(0, length), client);
            }
        }
    }
}
