using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Tests.Backends;

public sealed unsafe class RenderEntryTests
{
    [Fact]
    public void Requests_beyond_the_largest_block_come_in_slices_that_fill_the_whole_buffer()
    {
        const int frames = (2 * RenderBlock.MaxFrames) + 100;
        float[] samples = new float[frames];
        var probe = new BlockProbe { Level = 1 };
        fixed (float* start = samples)
        {
            float* channel = start;
            new RenderEntry(probe).Run(null, 0, &channel, 1, frames);
        }

        Assert.Equal((3, RenderBlock.MaxFrames, 100), (probe.Blocks, probe.MostFrames, probe.LeastFrames));
        Assert.All(samples, sample => Assert.Equal(1f, sample));
    }

    [Fact]
    public void A_fault_in_a_later_slice_leaves_the_rest_silent()
    {
        const int frames = RenderBlock.MaxFrames + 10;
        float[] samples = new float[frames];
        Array.Fill(samples, 9f);
        int calls = 0;
        var probe = new BlockProbe
        {
            Level = 1,
            EachBlock = () =>
            {
                if (++calls == 2)
                    throw new InvalidOperationException();
            },
        };
        var entry = new RenderEntry(probe);
        fixed (float* start = samples)
        {
            float* channel = start;
            entry.Run(null, 0, &channel, 1, frames);
        }

        Assert.NotNull(entry.Fault);
        Assert.All(samples[..RenderBlock.MaxFrames], sample => Assert.Equal(1f, sample));
        Assert.All(samples[RenderBlock.MaxFrames..], sample => Assert.Equal(0f, sample));
    }

    [Fact]
    public void A_closed_door_gives_silence_and_calls_nobody()
    {
        float[] samples = [5, 5, 5];
        var probe = new BlockProbe { Level = 1 };
        var entry = new RenderEntry(probe);
        entry.Close();
        fixed (float* start = samples)
        {
            float* channel = start;
            entry.Run(null, 0, &channel, 1, samples.Length);
        }

        Assert.Equal((0, 0), (probe.Enters, probe.Blocks));
        Assert.Equal([0f, 0f, 0f], samples);
    }

    [Fact]
    public void Close_waits_for_the_block_in_progress()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var entry = new RenderEntry(new BlockProbe
        {
            EachBlock = () =>
            {
                inside.Set();
                leave.Wait();
            },
        });
        var block = new Thread(() => entry.Run(null, 0, null, 0, 16));
        var close = new Thread(entry.Close);
        block.Start();
        inside.Wait();
        close.Start();
        Assert.False(close.Join(50));
        leave.Set();
        Assert.True(close.Join(BlockProbe.Patience));
        Assert.True(block.Join(BlockProbe.Patience));
    }
}
