using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Buffers;

public sealed unsafe class LaneTransferTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(61)]
    public void Planar_channels_become_lanes_with_their_gain_and_peak(int frames)
    {
        var lanes = LaneRun.Noise(frames);
        var gains = Vector256.Create(1f, 2f, -3f, 0.5f, 0f, 1f, 10f, -1f);
        var tile = stackalloc float[Lanes.TileFloats];
        var peak = Load(lanes, gains, tile);
        for (var lane = 0; lane < 8; lane++)
        {
            for (var f = 0; f < frames; f++) Assert.Equal(lanes[lane][f] * gains[lane], tile[(f * 8) + lane]);
            Assert.Equal(lanes[lane].Max(x => Math.Abs(x * gains[lane])), peak[lane]);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(3e38f)]
    public void A_broken_sample_becomes_silence_and_leaves_its_neighbours_alone(float broken)
    {
        var tile = stackalloc float[Lanes.TileFloats];
        var copy = stackalloc float[Lanes.TileFloats];
        foreach (var at in (int[])[0, 13, 18])
        {
            var lanes = LaneRun.Noise(19);
            lanes[3][at] = broken;
            Load(lanes, Vector256.Create(1f), tile);
            lanes[3][at] = 0;
            for (var lane = 0; lane < 8; lane++)
                for (var f = 0; f < 19; f++) Assert.Equal(lanes[lane][f], tile[(f * 8) + lane]);
            tile[(at * 8) + 5] = broken;
            LaneTransfer.Scale(tile, copy, 19, Vector256.Create(1f));
            for (var n = 0; n < 19 * 8; n++) Assert.Equal(n == (at * 8) + 5 ? 0 : tile[n], copy[n]);
        }
    }

    [Fact]
    public void Lanes_become_planar_channels_again()
    {
        var lanes = LaneRun.Noise(50);
        var tile = stackalloc float[Lanes.TileFloats];
        Load(lanes, Vector256.Create(1f), tile);
        var channel = stackalloc float[50];
        LaneTransfer.Store(tile, 6, channel, 50);
        Assert.Equal(lanes[6], new Span<float>(channel, 50).ToArray());
        LaneTransfer.Load(channel, tile, 2, 50);
        for (var f = 0; f < 50; f++) Assert.Equal(lanes[6][f], tile[(f * 8) + 2]);
    }

    [Fact]
    public void Scaling_reads_the_peak_after_the_gain()
    {
        var lanes = LaneRun.Noise(40);
        var tile = stackalloc float[Lanes.TileFloats];
        Load(lanes, Vector256.Create(1f), tile);
        var peak = LaneTransfer.Scale(tile, tile, 40, Vector256.Create(0.5f));
        for (var lane = 0; lane < 8; lane++)
        {
            for (var f = 0; f < 40; f++) Assert.Equal(lanes[lane][f] * 0.5f, tile[(f * 8) + lane]);
            Assert.Equal(lanes[lane].Max(Math.Abs) * 0.5f, peak[lane]);
        }
    }

    private static Vector256<float> Load(float[][] lanes, Vector256<float> gain, float* tile)
    {
        var handles = lanes.Select(l => GCHandle.Alloc(l, GCHandleType.Pinned)).ToArray();
        float** channels = stackalloc float*[8];
        for (var lane = 0; lane < 8; lane++) channels[lane] = (float*)handles[lane].AddrOfPinnedObject();
        var peak = LaneTransfer.Load(channels, lanes[0].Length, gain, tile);
        foreach (var handle in handles) handle.Free();
        return peak;
    }
}
