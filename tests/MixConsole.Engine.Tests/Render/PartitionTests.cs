using MixConsole.Engine.Tests.Harness;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Render;

/// <summary>The same session gives the same bits whatever the blocks are, live and offline.</summary>
public sealed class PartitionTests
{
    private const int Strips = 20, Frames = 14_400, Start = 2048;
    private static readonly Lazy<(float[] Left, float[] Right)> Reference = new(() => Perform(() => 64));

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(77)]
    [InlineData(1024)]
    [InlineData(0)]
    public void Everything_at_once_has_the_same_bits_at_every_block_size(int block)
    {
        var random = new Random(11);
        var (left, right) = Perform(block > 0 ? () => block : () => random.Next(1, 700));
        Assert.Equal(Reference.Value.Left, left);
        Assert.Equal(Reference.Value.Right, right);
        Assert.True(Signal.Rms(left.AsSpan(Start + 1000)) > 0.01, "nothing sounded");
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1000)]
    public void What_is_heard_after_idling_is_what_a_mixdown_writes(int block)
    {
        using var offline = new Rig();
        FullConsole.Build(offline, Strips, Frames);
        var mixdown = offline.Load().Mixdown(Frames, block);

        using var live = new Rig();
        FullConsole.Build(live, Strips, Frames);
        live.Load();
        live.Run(64 * 777, 160);
        live.Play();
        live.Forget();
        live.Run(Frames + 4096, 256);
        var latency = live.Engine.Loop.Plan!.MainLatency;
        Assert.Equal(mixdown[0], live.Output(0)[latency..(latency + Frames)]);
        Assert.Equal(mixdown[1], live.Output(1)[latency..(latency + Frames)]);
    }

    private static (float[] Left, float[] Right) Perform(Func<int> block)
    {
        using var rig = new Rig();
        FullConsole.Build(rig, Strips, Frames);
        rig.Load();
        rig.Run(Start - 64, block);
        rig.Play();
        FullConsole.Automate(rig, Strips, Start, Frames);
        rig.Run(6000, block);
        rig.Engine.SetLoop(true, 2000, 5000);
        rig.Run(640, () => Math.Min(64, block())); // the disk is asked inside a block and answers after it: with long blocks the song would go on later
        rig.Run(4360, block);
        rig.Engine.Locate(4321);
        rig.Run(640, () => Math.Min(64, block()));
        rig.Run(Frames - 11_640, block);
        return (rig.Output(0), rig.Output(1));
    }
}
