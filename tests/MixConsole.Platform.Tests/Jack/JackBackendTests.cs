using System.Diagnostics;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.Jack;

namespace MixConsole.Platform.Tests.Jack;

/// <summary>One server for all tests that leave it alive.</summary>
public sealed class SharedJackServer : IDisposable
{
    public JackServer? Server { get; } = JackServer.TryStart();

    public void Dispose() => Server?.Dispose();
}

[Collection(NativeAudio.Name)]
public sealed class JackBackendConformance(SharedJackServer shared) : BackendConformance, IClassFixture<SharedJackServer>
{
    protected override IAudioBackend? Create() =>
        shared.Server is { } server ? new JackBackend(new JackOptions { Server = server.Name, Inputs = 3 }) : null;
}

[Collection(NativeAudio.Name)]
public sealed class JackBackendTests(SharedJackServer shared) : IClassFixture<SharedJackServer>
{
    [Fact]
    public void A_missing_server_is_named_with_the_remedy()
    {
        if (shared.Server is null)
            return;
        using var backend = new JackBackend(new JackOptions { Server = "nobody-home" });
        var thrown = Assert.Throws<BackendException>(() => backend.Start(new BlockProbe()));
        Assert.Contains("nobody-home", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("jackd -n nobody-home", thrown.Message, StringComparison.Ordinal);
        Assert.False(backend.IsAlive);
    }

    [Fact]
    public void Inputs_follow_the_physical_ports_and_outputs_are_connected_to_them()
    {
        if (shared.Server is not { } server)
            return;
        using var backend = new JackBackend(new JackOptions { Server = server.Name, ClientName = "wired" });
        backend.Start(new BlockProbe());
        Assert.Equal((48_000, 64, 2, 2), (backend.Rate, backend.Frames, backend.Inputs, backend.Outputs));
        // Disconnecting succeeds only where there is a connection.
        Assert.Equal(0, server.Tool("jack_disconnect", "wired:out_2", "system:playback_2"));
        Assert.Equal(0, server.Tool("jack_disconnect", "system:capture_1", "wired:in_1"));
        Assert.NotEqual(0, server.Tool("jack_disconnect", "wired:out_2", "system:playback_2"));
    }

    [Fact]
    public void Samples_travel_from_one_client_to_another()
    {
        if (shared.Server is not { } server)
            return;
        using var source = new JackBackend(new JackOptions { Server = server.Name, ClientName = "source", Outputs = 1, Inputs = 0 });
        using var sink = new JackBackend(new JackOptions { Server = server.Name, ClientName = "sink", Outputs = 0, Inputs = 1, ConnectPhysical = false });
        var listener = new Listener();
        source.Start(new BlockProbe { Level = 0.375f });
        sink.Start(listener);
        Assert.Equal(0, server.Tool("jack_connect", "source:out_1", "sink:in_1"));
        Assert.True(BlockProbe.Until(() => Volatile.Read(ref listener.Heard) == 0.375f));
    }

    [Fact]
    public void The_block_size_changes_live_and_back()
    {
        if (shared.Server is not { } server)
            return;
        using var backend = new JackBackend(new JackOptions { Server = server.Name });
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(probe.Await(10));
        server.Tool("jack_bufsize", "256");
        Assert.True(BlockProbe.Until(() => backend.Frames == 256 && probe.LastFrames == 256));
        server.Tool("jack_bufsize", "64");
        Assert.True(BlockProbe.Until(() => backend.Frames == 64 && probe.LastFrames == 64));
        Assert.True(backend.IsAlive);
        Assert.Equal((1, 0), (probe.Enters, probe.StrayBlocks));
    }

    [Fact]
    public void Freewheeling_outruns_the_wall_clock_and_counts_no_gaps()
    {
        if (shared.Server is not { } server)
            return;
        using var backend = new JackBackend(new JackOptions { Server = server.Name });
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.Equal(0, server.Tool("jack_freewheel", "y"));
        Assert.True(BlockProbe.Until(() => backend.IsFreewheeling));
        long xruns = backend.Xruns;
        // A busy machine may hold any stretch up; some run free.
        Assert.True(BlockProbe.Until(() =>
        {
            (long at, long samples) = (Stopwatch.GetTimestamp(), Volatile.Read(ref probe.Samples));
            Thread.Sleep(20);
            return (Volatile.Read(ref probe.Samples) - samples) / 48_000.0 > 1.5 * Stopwatch.GetElapsedTime(at).TotalSeconds;
        }));
        Assert.Equal(xruns, backend.Xruns);
        Assert.Equal(0, server.Tool("jack_freewheel", "n"));
        Assert.True(BlockProbe.Until(() => !backend.IsFreewheeling));
    }

    [Fact]
    public void Two_consoles_of_one_name_live_side_by_side()
    {
        if (shared.Server is not { } server)
            return;
        using var one = new JackBackend(new JackOptions { Server = server.Name });
        using var two = new JackBackend(new JackOptions { Server = server.Name });
        (BlockProbe first, BlockProbe second) = (new BlockProbe(), new BlockProbe());
        one.Start(first);
        two.Start(second);
        Assert.True(first.Await(10) && second.Await(10));
    }

    private sealed unsafe class Listener : IBlockRenderer
    {
        public float Heard;

        public void Enter()
        {
        }

        public void Render(in RenderBlock block) => Volatile.Write(ref Heard, block.Inputs[0][0]);
    }
}

[Collection(NativeAudio.Name)]
public sealed class JackServerDeathTests
{
    [Fact]
    public void A_killed_server_is_noticed_left_without_hanging_and_joined_again_when_it_is_back()
    {
        using JackServer? server = JackServer.TryStart();
        if (server is null)
            return;
        using var backend = new JackBackend(new JackOptions { Server = server.Name });
        for (int death = 0; death < 2; death++)
        {
            var probe = new BlockProbe();
            backend.Start(probe);
            Assert.True(probe.Await(20));
            server.Kill();
            Assert.True(BlockProbe.Until(() => !backend.IsAlive, TimeSpan.FromSeconds(2)), "the death went unnoticed");
            long from = Stopwatch.GetTimestamp();
            backend.Stop();
            Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 3);
            Assert.Throws<BackendException>(() => backend.Start(new BlockProbe()));
            server.Launch();
        }

        var last = new BlockProbe();
        backend.Start(last);
        Assert.True(last.Await(20));
        Assert.Equal(1, last.Enters);
    }

    [Fact]
    public void A_stop_after_the_death_nobody_looked_at_does_not_hang()
    {
        using JackServer? server = JackServer.TryStart();
        if (server is null)
            return;
        var backend = new JackBackend(new JackOptions { Server = server.Name });
        backend.Start(new BlockProbe());
        server.Kill();
        long from = Stopwatch.GetTimestamp();
        backend.Dispose();
        Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 4);
    }

    [Fact]
    public void A_server_that_hangs_is_noticed_and_left_in_time()
    {
        using JackServer? server = JackServer.TryStart();
        if (server is null)
            return;
        var backend = new JackBackend(new JackOptions { Server = server.Name });
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(probe.Await(20));
        server.Signal("-STOP");
        try
        {
            Assert.True(BlockProbe.Until(() => !backend.IsAlive));
            long from = Stopwatch.GetTimestamp();
            backend.Stop();
            Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 5);
        }
        finally
        {
            server.Signal("-CONT");
        }

        // Whoever still waits for the server inside the library must be out before the next test opens another.
        Assert.True(BlockProbe.Until(() => server.Tool("jack_disconnect", "mixconsole:out_1", "system:playback_1") != 0));
    }
}
