using System.Diagnostics;
using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Tests.Backends;

public sealed class RealTimeClockConformance : BackendConformance
{
    protected override IAudioBackend Create() => new ClockBackend(new PortableThreadEdge(), ClockMode.RealTime, frames: 64, outputs: 2, inputs: 3);
}

public sealed class VirtualClockConformance : BackendConformance
{
    protected override IAudioBackend Create() => new ClockBackend(new PortableThreadEdge(), ClockMode.Virtual, frames: 33, outputs: 2);
}

public sealed class SteppedClockConformance : BackendConformance
{
    protected override IAudioBackend Create() => new ClockBackend(new PortableThreadEdge(), ClockMode.Stepped, frames: 8192, outputs: 1, inputs: 1);

    protected override bool Advance(IAudioBackend backend, BlockProbe probe, int blocks)
    {
        ((ClockBackend)backend).Step(blocks);
        return true;
    }
}

public sealed class ClockBackendTests
{
    [Fact]
    public void A_stepped_clock_renders_exactly_the_blocks_asked_for()
    {
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.Stepped, frames: 48, inputs: 1);
        var probe = new BlockProbe { Level = 0.25f };
        clock.Start(probe);
        clock.Step(0);
        Assert.Equal(0, probe.Blocks);
        clock.Step(7);
        clock.Frames = 100;
        clock.Step(1);
        Assert.Equal((8, (7 * 48) + 100), (clock.Blocks, probe.Samples));
        Assert.Equal(100, clock.Output(1).Length);
        Assert.Equal(Environment.CurrentManagedThreadId, probe.EnterThread);
    }

    [Fact]
    public void Inputs_are_silent_until_a_test_writes_them()
    {
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.Stepped, frames: 4, outputs: 1, inputs: 2);
        clock.Start(new BlockProbe());
        clock.Step(1);
        Assert.Equal([0, 0, 0, 0], clock.Output(0).ToArray());
        clock.Input(1)[2] = 0.5f;
        clock.Step(1);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], clock.Output(0).ToArray());
    }

    [Fact]
    public void A_renderer_that_throws_is_named_by_Step()
    {
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.Stepped);
        clock.Start(new BlockProbe { EachBlock = () => throw new NotSupportedException("why") });
        var thrown = Assert.Throws<InvalidOperationException>(() => clock.Step(1));
        Assert.IsType<NotSupportedException>(thrown.InnerException);
        Assert.Same(thrown.InnerException, clock.Fault);
    }

    [Fact]
    public void A_real_time_clock_keeps_the_rate()
    {
        // Odd on purpose: 44.1 kHz at 61 frames is no whole number of nanoseconds.
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.RealTime, rate: 44_100, frames: 61);
        var probe = new BlockProbe();
        clock.Start(probe);
        Assert.True(probe.Await(10));
        (long at, long samples) = (Stopwatch.GetTimestamp(), Volatile.Read(ref probe.Samples));
        Assert.True(BlockProbe.Until(() => Stopwatch.GetElapsedTime(at).TotalMilliseconds > 300));
        double seconds = Stopwatch.GetElapsedTime(at).TotalSeconds;
        double rendered = (Volatile.Read(ref probe.Samples) - samples) / 44_100.0;
        // Never ahead by more than the catching up of four periods; behind only by what a stalled machine lost, which is counted.
        Assert.True(rendered < seconds + 0.02, $"{rendered} s rendered in {seconds} s");
        Assert.True(clock.Xruns > 0 || rendered > seconds - 0.1, $"{rendered} s rendered in {seconds} s without a counted gap");
    }

    [Fact]
    public void A_clock_that_falls_behind_counts_a_gap_and_does_not_chase_it()
    {
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.RealTime, frames: 64);
        int slow = 1;
        var probe = new BlockProbe
        {
            EachBlock = () =>
            {
                if (Interlocked.Exchange(ref slow, 0) == 1)
                    Thread.Sleep(100);
            },
        };
        long from = Stopwatch.GetTimestamp();
        clock.Start(probe);
        Assert.True(BlockProbe.Until(() => clock.Xruns > 0));
        long samples = Volatile.Read(ref probe.Samples);
        double elapsed = Stopwatch.GetElapsedTime(from).TotalSeconds;
        Assert.True(samples / 48_000.0 < elapsed - 0.05, $"{samples} samples after {elapsed} s: the gap was chased");
    }

    [Fact]
    public void Virtual_time_outruns_the_wall_clock()
    {
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.Virtual, frames: 8192);
        var probe = new BlockProbe();
        clock.Start(probe);
        Assert.True(probe.Await(5));
        (long at, long samples) = (Stopwatch.GetTimestamp(), Volatile.Read(ref probe.Samples));
        Assert.True(probe.Await(Volatile.Read(ref probe.Blocks) + 500));
        double rendered = (Volatile.Read(ref probe.Samples) - samples) / 48_000.0;
        // 500 blocks are 85 s of sound.
        Assert.True(rendered > 2 * Stopwatch.GetElapsedTime(at).TotalSeconds);
        Assert.Equal(0, clock.Xruns);
    }

    [Fact]
    public void The_block_size_changes_while_running()
    {
        using var clock = new ClockBackend(new PortableThreadEdge(), ClockMode.RealTime, frames: 64);
        var probe = new BlockProbe();
        clock.Start(probe);
        Assert.True(probe.Await(3));
        clock.Frames = 256;
        Assert.True(BlockProbe.Until(() => probe.LastFrames == 256));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RenderBlock.MaxFrames + 1)]
    public void Block_sizes_that_the_engine_cannot_render_are_refused(int frames) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClockBackend(new PortableThreadEdge(), ClockMode.Virtual, frames: frames));

    [Fact]
    public void Only_a_started_stepped_clock_can_be_stepped()
    {
        using var stopped = new ClockBackend(new PortableThreadEdge(), ClockMode.Stepped);
        Assert.Throws<InvalidOperationException>(() => stopped.Step(1));
        using var free = new ClockBackend(new PortableThreadEdge(), ClockMode.Virtual);
        free.Start(new BlockProbe());
        Assert.Throws<InvalidOperationException>(() => free.Step(1));
    }
}
