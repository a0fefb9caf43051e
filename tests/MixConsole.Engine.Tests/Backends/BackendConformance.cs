using System.Diagnostics;
using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Tests.Backends;

/// <summary>What every backend owes the engine. A backend's tests inherit this and say how to make one.</summary>
public abstract class BackendConformance
{
    private const int EnoughBlocks = 50;

    /// <summary>A fresh backend, or null (with a printed reason) where the machine cannot run it.</summary>
    protected abstract IAudioBackend? Create();

    /// <summary>Lets time pass: backends that are stepped by hand step here.</summary>
    protected virtual bool Advance(IAudioBackend backend, BlockProbe probe, int blocks) => probe.Await(blocks);

    [Fact]
    public void Blocks_arrive_on_one_thread_after_one_enter()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(Advance(backend, probe, EnoughBlocks));
        Assert.True(backend.IsAlive);
        backend.Stop();
        Assert.Equal((1, 0, 0), (probe.Enters, probe.StrayBlocks, probe.OverlappingBlocks));
    }

    [Fact]
    public void Blocks_have_the_promised_size_and_channels()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(Advance(backend, probe, EnoughBlocks));
        Assert.InRange(probe.LeastFrames, 1, RenderBlock.MaxFrames);
        Assert.InRange(probe.MostFrames, 1, RenderBlock.MaxFrames);
        Assert.Equal((backend.Inputs, backend.Outputs, backend.Frames), (probe.Inputs, probe.Outputs, probe.LastFrames));
        Assert.True(backend.Rate > 0);
        Assert.NotEmpty(backend.Name);
    }

    [Fact]
    public void Stop_returns_and_no_block_comes_after_it()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(Advance(backend, probe, EnoughBlocks));
        long from = Stopwatch.GetTimestamp();
        backend.Stop();
        long blocks = probe.Blocks;
        Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 5);
        Thread.Sleep(30);
        Assert.Equal(blocks, probe.Blocks);
        Assert.False(backend.IsAlive);
        backend.Stop();
    }

    [Fact]
    public void A_stopped_backend_starts_again_and_enters_again()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        for (int round = 0; round < 3; round++)
        {
            var probe = new BlockProbe();
            backend.Start(probe);
            Assert.True(Advance(backend, probe, EnoughBlocks));
            backend.Stop();
            Assert.Equal((1, 0), (probe.Enters, probe.StrayBlocks));
        }
    }

    [Fact]
    public void A_running_backend_refuses_a_second_start()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        backend.Start(new BlockProbe());
        Assert.Throws<InvalidOperationException>(() => backend.Start(new BlockProbe()));
    }

    [Fact]
    public void The_way_into_the_renderer_allocates_nothing()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        var probe = new BlockProbe();
        backend.Start(probe);
        Assert.True(Advance(backend, probe, 4 * EnoughBlocks));
        backend.Stop();
        Assert.Equal(0, probe.Allocated);
    }

    [Fact]
    public void A_renderer_that_throws_kills_the_backend_and_not_the_process()
    {
        using IAudioBackend? backend = Create();
        if (backend is null)
            return;
        var probe = new BlockProbe { EachBlock = () => throw new InvalidOperationException("broken on purpose") };
        backend.Start(probe);
        try
        {
            Advance(backend, probe, 1);
        }
        catch (InvalidOperationException)
        {
            // A stepped backend reports on the spot.
        }

        Assert.True(BlockProbe.Until(() => !backend.IsAlive));
        backend.Stop();
        Assert.Equal(1, probe.Blocks);
    }
}
