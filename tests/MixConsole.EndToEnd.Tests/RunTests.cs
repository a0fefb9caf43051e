using System.Net;
using System.Net.Sockets;

namespace MixConsole.EndToEnd.Tests;

public sealed class RunTests : IDisposable
{
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_fresh_machine_plays_the_demo_and_keeps_what_was_set()
    {
        using (RunningConsole console = new(place.Data, "--http", "0", "--osc", "0"))
        {
            Assert.Equal(["http", "osc", "ready"], console.Lines.Select(l => l.Split(' ')[0]));
            Assert.Equal(["Demo.mixsession"], Directory.GetDirectories(place["mixconsole"]).Select(Path.GetFileName));
            Assert.Equal("true", console.Get("/transport/playing"));
            var before = console.Number("/transport/position");
            console.Until("/transport/position", now => now > before);
            Assert.Contains("clock", console.Get("/status/audio/backend"));
            Assert.Equal(0, console.Number("/status/audio/jitted"));
            Assert.Equal(0, console.Number("/status/audio/allocated"));
            console.Until("/status/osc/received", received => received > 3);

            using HttpClient browser = new();
            Assert.Contains("Demo", await browser.GetStringAsync(console.Endpoint("http")));

            // Without --console the one last started is found; a negative value is no switch.
            Assert.Equal("/ch/1/mix/fader -6.5 dB\n", Tool.Run(place.Data, "set", "/ch/1/mix/fader", "-6.5").Out);
            Assert.Equal(new Ended(0, "", ""), console.Stop());
        }

        Tool.Run(place.Data, "get", "/ch/1/mix/fader", "--console", "127.0.0.1:1").Refused(1, "127.0.0.1:1");
        Assert.Empty(Directory.GetFiles(place["mixconsole"], "running*"));
        using (RunningConsole console = new(place.Data, "run", "--http", "off", "--osc", "0"))
        {
            Assert.DoesNotContain(console.Lines, l => l.StartsWith("http", StringComparison.Ordinal));
            Assert.Equal("-6.5 dB", console.Get("/ch/1/mix/fader"));
            Assert.Equal("0", console.Get("/session/unsaved"));
        }
    }

    [Fact]
    public void A_named_session_waits_at_its_start()
    {
        var session = place.Session(("01 Tone", Wav.Tone(48_000, 1, 16, 2, 1000)));
        using RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0");
        Assert.Equal("false", console.Get("/transport/playing"));
        Assert.Equal("0 s", console.Get("/transport/position"));
        Assert.Equal(0, Tool.Run(place.Data, "set", "/transport/play", "--console", console.Osc).Code);
        console.Until("/transport/position", now => now > 0);

        Tool.Run(place.Data, "run", session, "--http", "off", "--osc", "0").Refused(1, "Song.mixsession", "already open");
        Tool.Run(place.Data, "get", "/ch/1/mix/fador", "--console", console.Osc).Refused(1, "/ch/1/mix/fador");
        Tool.Run(place.Data, "set", "/ch/1/mix/fader", "loud", "--console", console.Osc).Refused(1, "dB", "loud");

        if (Tool.Other("oscsend", console.Endpoint("osc").Host, console.Endpoint("osc").Port.ToString(), "/ch/1/mix/fader", "f", "-12.5") is null) return; // liblo-tools are not installed
        console.Until("/ch/1/mix/fader", now => now == -12.5);
    }

    [Fact]
    public void A_saved_session_survives_a_kill_and_a_save_on_request_is_on_disk()
    {
        var session = place.Session(("01 Tone", Wav.Tone(48_000, 1, 16, 1, 1000)));
        using (RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0"))
        {
            console.Set("/ch/1/mix/fader", "-7");
            console.Set("/session/save", "");
            console.Until("/session/unsaved", left => left == 0);
            Assert.Contains("\"mix/fader\": -7", File.ReadAllText(Path.Combine(session, "session.json")));
            console.Set("/ch/1/mix/pan", "-30");
            Thread.Sleep(500); // the journal's promise is 200 ms
        }

        using RunningConsole again = new(place.Data, "run", session, "--http", "off", "--osc", "0");
        Assert.Equal("-7 dB", again.Get("/ch/1/mix/fader"));
        Assert.Equal("-30", again.Get("/ch/1/mix/pan"));
    }

    [Fact]
    public void A_port_that_was_named_must_be_that_port_and_a_default_may_be_another()
    {
        var session = place.Session(("01 Tone", Wav.Tone(48_000, 1, 16, 1, 1000)));
        using UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
        using TcpListener tcp = new(IPAddress.Loopback, 0);
        tcp.Start();
        var (osc, http) = (((IPEndPoint)udp.Client.LocalEndPoint!).Port.ToString(), ((IPEndPoint)tcp.LocalEndpoint).Port.ToString());
        Tool.Run(place.Data, "run", session, "--osc", osc, "--http", "0").Refused(1, osc, "--osc 0");
        Tool.Run(place.Data, "run", session, "--osc", "0", "--http", http).Refused(1, http, "--http 0");

        using var first = Taken(8080);
        using var second = new RunningConsole(place.Data, "run", session, "--osc", "0");
        Assert.NotEqual(8080, second.Endpoint("http").Port);
    }

    [Fact]
    public void Seconds_are_seconds_whatever_the_rate_of_the_device()
    {
        var session = place.Session(("01 Tone", Wav.Tone(44_100, 1, 16, 1, 1000)));
        using RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0", "--rate", "96000");
        console.Set("/transport/locate", "0.75");
        console.Until("/transport/position", now => now == 0.75);
        console.Set("/transport/loop/to", "0.5");
        console.Set("/transport/loop", "on");
        console.Set("/transport/locate", "0");
        console.Set("/transport/play", "");
        var latest = 0.0;
        for (var asked = 0; asked < 15; asked++)
        {
            var now = console.Number("/transport/position");
            Assert.InRange(now, 0, 0.5);
            latest = Math.Max(latest, now);
        }

        Assert.True(latest > 0.25, $"It loops at {latest} s."); // 0.5 s of the session, counted at 96 000, would be 0.23 s
    }

    [Fact]
    public void Every_switch_is_a_key_of_the_settings_file()
    {
        var session = place.Session(("01 Tone", Wav.Tone(44_100, 1, 16, 1, 1000)));
        File.WriteAllText(place["appsettings.json"], """{ "http": "off", "osc": 0, "x32": "off", "frames": 128, "rate": 96000, "play": true }""");
        using RunningConsole console = new(place.Data, "run", session, "--frames", "96");
        Assert.Equal(["osc", "ready"], console.Lines.Select(l => l.Split(' ')[0]));
        Assert.Equal("96 frames", console.Get("/status/audio/frames"));
        Assert.Equal("96000 Hz", console.Get("/status/audio/rate"));
        console.Until("/transport/position", now => now > 0);

        File.WriteAllText(place["appsettings.json"], """{ "frames": """);
        Tool.Run(place.Data, "run", session).Refused(2, "appsettings.json");
        File.WriteAllText(place["appsettings.json"], "{ \"x32\": \"loud\" }");
        Tool.Run(place.Data, "run", session).Refused(2, "--x32", "loud");
    }

    [Theory]
    [InlineData("run", "--rate", "fast")]
    [InlineData("run", "--osc", "70000")]
    [InlineData("run", "--audio", "gramophone")]
    [InlineData("run", "--bind", "here")]
    [InlineData("run", "--frames", "0")]
    [InlineData("render", "Song.mixsession")]
    [InlineData("render", "Song.mixsession", "--out", "x.wav", "--bits", "12")]
    [InlineData("render", "Song.mixsession", "--out", "x.wav", "--from", "2", "--to", "1")]
    [InlineData("new", "Song.mixsession")]
    [InlineData("get")]
    [InlineData("rendr")]
    [InlineData("--loud")]
    public void Wrong_usage_is_told_in_a_sentence(params string[] arguments) => Tool.Run(place.Data, arguments).Refused(2);

    [Fact]
    public void Work_that_fails_is_told_in_a_sentence()
    {
        Tool.Run(place.Data, "run", place["None.mixsession"], "--osc", "0", "--http", "0").Refused(1, "None.mixsession", "does not exist");
        Tool.Run(place.Data, "render", place["None.mixsession"], "--out", place["x.wav"]).Refused(1, "None.mixsession", "does not exist");
        Tool.Run(place.Data, "new", place["New.mixsession"], "--stems", place["none"]).Refused(1, "none");
        Tool.Run(place.Data, "set", "/ch/1/mix/fader", "-6", "--console", "nowhere").Refused(1, "nowhere", "HOST:PORT");
        var session = place.Session(("01 Tone", Wav.Tone(48_000, 1, 16, 0.1, 1000)));
        Tool.Run(place.Data, "render", session, "--out", place["no/folder/x.wav"]).Refused(1, "x.wav", "folder");
        Tool.Run(place.Data, "run", session, "--osc", "0", "--http", "off", "--capture", place["no/folder/x.wav"]).Refused(1, "x.wav", "folder");
    }

    [Fact]
    public void The_machine_is_described_without_a_console()
    {
        Assert.Equal("0.1.0\n", Tool.Run(place.Data, "--version").Out);
        Assert.Contains("clock", Tool.Run(place.Data, "devices").Out);
        var doctor = Tool.Run(place.Data, "doctor");
        Assert.Equal(0, doctor.Code);
        Assert.All(doctor.Lines, line => Assert.Matches("^(ok |wrong) ", line));
    }

    private static TcpListener? Taken(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null; // somebody has it already, which does as well
        }
    }
}
