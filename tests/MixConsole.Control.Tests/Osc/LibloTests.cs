using System.Diagnostics;
using System.Net;
using MixConsole.Control.Osc;

namespace MixConsole.Control.Tests.Osc;

/// <summary>The common command-line tools of another implementation, where they are installed.</summary>
public class LibloTests
{
    private static bool IsMissing(string tool) =>
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, tool)));

    private static void Send(int port, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("oscsend", ["127.0.0.1", port.ToString(), .. arguments]))!;
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Values_sent_by_oscsend_arrive()
    {
        if (IsMissing("oscsend")) return; // liblo-tools are not installed
        using FakeDesk desk = new();
        using OscServer server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        using OscProbe probe = new(server.Port);
        Send(server.Port, "/ch/1/mix/fader", "f", "-12.5");
        Send(server.Port, "/ch/1/mix/mute", "T");
        Send(server.Port, "/ch/1/name", "s", "Lead Vox");
        Send(server.Port, "/ch/2/mix/fader", "d", "-3");
        Send(server.Port, "/ch/2/mix/mute/toggle");
        Send(server.Port, "/ch/3/input/channel", "h", "9");
        var patience = Stopwatch.StartNew();
        while (desk.Events.Count < 6 && patience.ElapsedMilliseconds < 10_000) Thread.Sleep(10);
        Assert.Equal(-12.5f, probe.Ask("/ch/1/mix/fader"));
        Assert.Equal(true, probe.Ask("/ch/1/mix/mute"));
        Assert.Equal("Lead Vox", probe.Ask("/ch/1/name"));
        Assert.Equal(-3f, probe.Ask("/ch/2/mix/fader"));
        Assert.Equal(true, probe.Ask("/ch/2/mix/mute"));
        Assert.Equal(9, probe.Ask("/ch/3/input/channel"));
        Assert.Equal(0, server.Counters.Bad);
    }

    [Fact]
    public void Oscdump_reads_what_a_subscriber_is_told()
    {
        if (IsMissing("oscdump")) return; // liblo-tools are not installed
        using FakeDesk desk = new();
        using OscServer server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        using System.Net.Sockets.Socket free = new(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)free.LocalEndPoint!).Port;

        // The tool only listens, so somebody else asks from its port first.
        free.SendTo(OscProbe.Message("/subscribe", "/main"), new IPEndPoint(IPAddress.Loopback, server.Port));
        Assert.True(SpinWait.SpinUntil(() => server.Counters.Received == 1, 10_000));
        free.Close();
        using var dump = Process.Start(new ProcessStartInfo("stdbuf", ["-oL", "oscdump", "-L", port.ToString()]) { RedirectStandardOutput = true })!;
        List<string> lines = [];
        dump.OutputDataReceived += (_, line) =>
        {
            lock (lines) lines.Add(line.Data ?? "");
        };
        dump.BeginOutputReadLine();
        try
        {
            var patience = Stopwatch.StartNew();
            var step = 0;
            while (patience.ElapsedMilliseconds < 15_000)
            {
                desk.Commit("/main/mix/fader", -1 - (step++ % 2 / 2.0)); // until the tool has bound its port
                Thread.Sleep(20);
                lock (lines)
                    if (lines.Any(l => l.Contains("/main/mix/fader f -1.5")) && lines.Any(l => l.Contains("/seq ii"))) return;
            }

            lock (lines) Assert.Fail("oscdump understood: " + string.Join('\n', lines));
        }
        finally
        {
            dump.Kill(entireProcessTree: true);
        }
    }
}
