using System.Net;
using System.Net.Sockets;
using MixConsole.Platform.Doctor;
using MixConsole.Platform.Native;
using MixConsole.Platform.Tests.Jack;

namespace MixConsole.Platform.Tests.Doctor;

[Collection(NativeAudio.Name)]
public sealed class MachineDoctorTests
{
    [Fact]
    public void Every_line_is_named_once_and_every_failing_line_has_its_remedy()
    {
        IReadOnlyList<Finding> findings = MachineDoctor.Examine(new DoctorOptions { Ports = [new("http", 8080, IsUdp: false), new("osc", 9000, IsUdp: true), new("osc", 9000, IsUdp: false)] });
        Assert.Equal(findings.Count, findings.Select(finding => finding.Name).Distinct().Count());
        Assert.All(findings, finding =>
        {
            Assert.NotEmpty(finding.Detail);
            Assert.Equal(finding.Ok, finding.Remedy.Length == 0);
            Assert.DoesNotContain("could not be examined", finding.Detail, StringComparison.Ordinal);
        });
        foreach (string name in (string[])["jack library", "jack server", "portaudio library", "portaudio devices", "midi library", "sound file library", "real-time priority", "memory lock",
            "clock precision", "flush-to-zero", "vector instructions", "garbage collector", "tiered compilation", "network", "port 8080 tcp", "port 9000 udp", "port 9000 tcp", "data folder"])
            Assert.Contains(findings, finding => finding.Name == name);
    }

    [Fact]
    public void The_runtime_settings_that_the_build_brings_along_are_found_good()
    {
        IReadOnlyList<Finding> findings = MachineDoctor.Examine();
        Assert.True(findings.Single(finding => finding.Name == "garbage collector").Ok);
        Assert.True(findings.Single(finding => finding.Name == "tiered compilation").Ok);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_taken_port_is_named_and_a_freed_one_is_good(bool udp)
    {
        int port;
        using (var holder = new Socket(AddressFamily.InterNetwork, udp ? SocketType.Dgram : SocketType.Stream, udp ? ProtocolType.Udp : ProtocolType.Tcp))
        {
            holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            if (!udp)
                holder.Listen();
            port = ((IPEndPoint)holder.LocalEndPoint!).Port;
            Finding taken = MachineChecks.Port(new WantedPort("http", port, udp), IPAddress.Loopback);
            Assert.False(taken.Ok);
            Assert.Contains($"{port}", taken.Name, StringComparison.Ordinal);
            Assert.Contains("--http 0", taken.Remedy, StringComparison.Ordinal);
        }

        Assert.True(MachineChecks.Port(new WantedPort("http", port, udp), IPAddress.Loopback).Ok);
    }

    [Fact]
    public void A_data_folder_need_not_exist_but_must_be_possible()
    {
        string root = Directory.CreateTempSubdirectory("mixconsole").FullName;
        string file = Path.Combine(root, "file");
        File.WriteAllText(file, "");
        Finding possible = MachineChecks.DataFolder("data", Path.Combine(root, "a", "b"));
        Finding impossible = MachineChecks.DataFolder("data", Path.Combine(file, "a"));
        Assert.True(possible.Ok, possible.Detail);
        Assert.Equal([file], Directory.GetFileSystemEntries(root));
        Assert.False(impossible.Ok);
        Assert.Contains(file, impossible.Remedy, StringComparison.Ordinal);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_running_jack_server_is_found()
    {
        using JackServer? server = JackServer.TryStart();
        if (server is null)
            return;
        NativeEnvironment.Set("JACK_DEFAULT_SERVER", server.Name);
        Finding found = MachineDoctor.Examine().Single(finding => finding.Name == "jack server");
        Assert.True(found.Ok, found.Detail);
        Assert.Contains("48000 Hz, 64 frames, 2 inputs", found.Detail, StringComparison.Ordinal);
    }
}
