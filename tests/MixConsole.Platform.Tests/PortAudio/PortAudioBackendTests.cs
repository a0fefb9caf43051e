using System.Diagnostics;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.PortAudio;
using MixConsole.Platform.Native;
using MixConsole.Platform.Tests.Jack;

namespace MixConsole.Platform.Tests.PortAudio;

/// <summary>PortAudio on a private JACK server: the only device that a machine without a sound card can have.</summary>
public sealed class PortAudioOnJack : IDisposable
{
    public PortAudioOnJack()
    {
        if (!PortAudioBackend.IsAvailable)
        {
            Console.WriteLine("Skipped: " + PortAudioBackend.Reason);
            return;
        }

        Server = JackServer.TryStart();
        if (Server is null)
            return;
        NativeEnvironment.Set("JACK_DEFAULT_SERVER", Server.Name);
        HasDevice = PortAudioDevices.List().Any(device => device.HostApi.Contains("JACK", StringComparison.Ordinal));
        if (!HasDevice)
            Console.WriteLine("Skipped: this PortAudio knows no JACK.");
    }

    public JackServer? Server { get; }

    public bool HasDevice { get; }

    public void Dispose() => Server?.Dispose();
}

[Collection(NativeAudio.Name)]
public sealed class PortAudioBackendConformance(PortAudioOnJack jack) : BackendConformance, IClassFixture<PortAudioOnJack>
{
    protected override IAudioBackend? Create() =>
        jack.HasDevice ? new PortAudioBackend(new PortAudioOptions { Device = "jack: system" }) : null;
}

[Collection(NativeAudio.Name)]
public sealed class PortAudioBackendTests(PortAudioOnJack jack) : IClassFixture<PortAudioOnJack>
{
    [Fact]
    public void Devices_are_listed_with_their_interface_and_channels()
    {
        if (!jack.HasDevice)
            return;
        PortAudioDevice system = Assert.Single(PortAudioDevices.List(), device => device.Name == "system");
        Assert.Contains("JACK", system.HostApi, StringComparison.Ordinal);
        Assert.Equal((2, 2, 48_000.0), (system.Inputs, system.Outputs, system.Rate));
        Assert.InRange(system.OutputLatency, 0.0001, 1);
    }

    [Fact]
    public void A_stream_has_the_first_channels_of_its_device()
    {
        if (!jack.HasDevice)
            return;
        using var backend = new PortAudioBackend(new PortAudioOptions { Device = "SYS", Inputs = 1, Outputs = 9 });
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(probe.Await(10));
        Assert.Equal((48_000, 1, 2), (backend.Rate, backend.Inputs, backend.Outputs));
        Assert.Contains("system", backend.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_blocks_stay_fixed_and_free_ones_follow_the_device()
    {
        if (!jack.HasDevice)
            return;
        using var fixedSize = new PortAudioBackend(new PortAudioOptions { Frames = 128 });
        var probe = new BlockProbe();
        fixedSize.Start(probe);
        Assert.True(probe.Await(20));
        fixedSize.Stop();
        Assert.Equal((128, 128), (probe.LeastFrames, probe.MostFrames));

        using var free = new PortAudioBackend();
        var follower = new BlockProbe();
        free.Start(follower);
        Assert.True(BlockProbe.Until(() => free.Frames == 64));
        jack.Server!.Tool("jack_bufsize", "256");
        Assert.True(BlockProbe.Until(() => free.Frames == 256 && follower.LastFrames == 256));
        jack.Server.Tool("jack_bufsize", "64");
        Assert.True(BlockProbe.Until(() => free.Frames == 64));
    }

    [Fact]
    public void A_device_that_is_not_there_is_named_with_those_that_are()
    {
        if (!jack.HasDevice)
            return;
        using var backend = new PortAudioBackend(new PortAudioOptions { Device = "Studio 99" });
        var thrown = Assert.Throws<BackendException>(() => backend.Start(new BlockProbe()));
        Assert.Contains("Studio 99", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("system", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_the_device_does_not_run_at_is_refused_with_its_own()
    {
        if (!jack.HasDevice)
            return;
        using var backend = new PortAudioBackend(new PortAudioOptions { Rate = 44_100 });
        var thrown = Assert.Throws<BackendException>(() => backend.Start(new BlockProbe()));
        Assert.Contains("48000 Hz", thrown.Message, StringComparison.Ordinal);
        Assert.False(backend.IsAlive);
    }

    /// <summary>In a process of its own: the library does not survive this.</summary>
    [Fact]
    public void A_dead_device_is_noticed_and_left_without_hanging()
    {
        if (!jack.HasDevice)
            return;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(PortAudioBackendTests).Assembly.Location, PortAudioDeath.Command]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string said = child.StandardOutput.ReadToEnd();
        Assert.True(child.WaitForExit(BlockProbe.Patience));
        Assert.Equal("noticed, stopped, refused", said.Trim());
    }
}

public sealed class PortAudioDeviceNameTests
{
    private static readonly PortAudioDevice[] Devices =
    [
        new(0, "MME", "Mic", 2, 0, 48_000, 0, 0, false),
        new(1, "MME", "Desk USB", 2, 2, 48_000, 0, 0, false),
        new(2, "ASIO", "Desk USB", 32, 32, 48_000, 0, 0, false),
        new(3, "ASIO", "Desk", 8, 8, 48_000, 0, 0, true),
        new(4, "ALSA", "hw:1,0", 8, 8, 48_000, 0, 0, false),
    ];

    [Theory]
    [InlineData("", 3)]
    [InlineData("usb", 1)]
    [InlineData("asio: usb", 2)]
    [InlineData("ASIO:DESK USB", 2)]
    [InlineData("desk", 3)]
    [InlineData("hw:1", 4)]
    [InlineData("alsa: hw:1,0", 4)]
    public void A_device_is_found_by_part_of_its_name(string wanted, int index) =>
        Assert.Equal(index, PortAudioDevices.Find(Devices, wanted)?.Index);

    [Theory]
    [InlineData("mic")]
    [InlineData("nothing")]
    [InlineData("wasapi: desk")]
    public void Devices_without_outputs_and_unknown_names_are_not_found(string wanted) => Assert.Null(PortAudioDevices.Find(Devices, wanted));
}
