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
}
