using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Buffers;

public sealed unsafe class LaneDelayTests
{
    [Theory]
    [InlineData(new[] { 64 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 64, 3, 37 })]
    public void Every_lane_waits_for_its_own_frames(int[] tiles)
    {
        int[] delays = [0, 1, 63, 64, 65, 200, 999, 1000];
        using var line = new LaneDelay(1000);
        delays.CopyTo(line.Delays, 0);
        var input = LaneRun.Noise(5000);
        var output = LaneRun.Through(input, (tile, n, _) => line.Process(tile, n), tiles);
        for (var lane = 0; lane < 8; lane++)
        {
            Assert.All(output[lane].Take(delays[lane]), x => Assert.Equal(0, x));
            Assert.Equal(input[lane].AsSpan(0, 5000 - delays[lane]), output[lane].AsSpan(delays[lane]));
        }
    }

    [Fact]
    public void The_past_goes_on_in_another_line()
    {
        using var old = new LaneDelay(500);
        using var fresh = new LaneDelay(100);
        Array.Fill(fresh.Delays, 100);
        var input = LaneRun.Noise(1000);
        LaneRun.Through(input, (tile, n, _) => old.Process(tile, n));
        fresh.AdoptState(2, old, 5);
        var output = LaneRun.Through(LaneRun.Noise(128, seed: 2), (tile, n, _) => fresh.Process(tile, n));
        Assert.Equal(input[5].AsSpan(900), output[2].AsSpan(0, 100));
        Assert.All(output[3].Take(100), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Resetting_forgets_the_past()
    {
        using var line = new LaneDelay(64);
        Array.Fill(line.Delays, 64);
        LaneRun.Through(LaneRun.Noise(640), (tile, n, _) => line.Process(tile, n));
        line.Reset();
        foreach (var lane in LaneRun.Through(LaneRun.Noise(64), (tile, n, _) => line.Process(tile, n))) Assert.All(lane, x => Assert.Equal(0, x));
    }
}
