using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Gain;

/// <summary>Logarithms, ramps and faders of eight lanes.</summary>
public sealed unsafe class LaneGainTests
{
    private const int Rate = 48_000;

    [Fact]
    public void Log2_is_within_its_bound_over_all_levels()
    {
        for (var x = 1e-7f; x < 1e7f; x *= 1.000937f)
        {
            var error = Math.Abs(LaneMath.Log2(Vector256.Create(x))[0] - Math.Log2(x));
            Assert.True(error <= 3e-6 + (6e-8 * Math.Abs(Math.Log2(x))), $"log2({x}) is {error} off");
        }

        Assert.Equal(0, LaneMath.Log2(Vector256.Create(1f))[5]);
        for (var e = -100; e < 100; e++) Assert.Equal(e, LaneMath.Log2(Vector256.Create(MathF.ScaleB(1, e)))[0], 3e-6);
    }

    [Fact]
    public void Exp2_is_within_its_bound_over_its_range()
    {
        for (var x = -125f; x < 126; x += 0.0137f)
        {
            var truth = Math.Pow(2, x);
            Assert.True(Math.Abs(LaneMath.Exp2(Vector256.Create(x))[3] - truth) <= 2.5e-7 * truth, $"2^{x}");
        }

        for (var e = -125; e < 126; e++) Assert.Equal(MathF.ScaleB(1, e), LaneMath.Exp2(Vector256.Create((float)e))[0]);
    }

    [Fact]
    public void A_ramp_is_a_straight_line_that_ends_exactly_and_on_time()
    {
        LaneRamp ramp = default;
        for (var lane = 0; lane < 8; lane++) ramp.Jump(lane, 1);
        ramp.Aim(3, 0.1f, 480);
        var ones = Enumerable.Repeat(Enumerable.Repeat(1f, 480).ToArray(), 8).ToArray();
        var at = &ramp;
        var output = LaneRun.Through(ones, (tile, n, _) => at->Move(tile, n), 64, 5, 11);
        for (var n = 0; n < 480; n++) Assert.Equal(1 + (-0.9 * (n + 1) / 480), output[3][n], 2e-5);
        Assert.Equal(ones[2], output[2]);
        Assert.Equal(0, ramp.Remaining);
        Assert.Equal(0.1f, ramp.Current[3]);
        ramp.Aim(3, 0.1f, 480);
        Assert.Equal(0, ramp.Remaining);
    }

    [Fact]
    public void A_fader_follows_a_one_pole_of_10_ms_and_arrives()
    {
        var input = LaneRun.Noise(14_400);
        var output = Fade(input, out _, 64);
        var k = 1 - Math.Exp(-1 / (0.010 * Rate));
        double gain = 1;
        double[] truth = [.. input[2].Select((x, n) =>
        {
            gain += k * ((n < 640 ? 1 : 0.25) - gain);
            return x * gain;
        })];
        Assert.True(LaneRun.Null(output[2], truth) > 100);
        Assert.Equal(input[2].Skip(13_000).Select(x => x * 0.25f), output[2].Skip(13_000));
        Assert.Equal(input[7], output[7]);
        Assert.Equal(output, Fade(input, out _, 1));
        Assert.Equal(output, Fade(input, out _, 40, 24));
    }

    [Fact]
    public void Peaks_and_power_around_a_fader_are_read()
    {
        var input = LaneRun.Noise(1280);
        var output = Fade(input, out var fader, 64, 13, 51);
        Assert.Equal(input[4].Max(Math.Abs), fader.PrePeak[4]);
        Assert.Equal(output[4].Max(Math.Abs), fader.PostPeak[4]);
        Assert.Equal(output[2].Sum(x => (double)x * x), fader.SquareSum[2], 1e-3);
    }

    // Lane 2 falls to a quarter at frame 640.
    private static float[][] Fade(float[][] input, out LaneFader end, params int[] tiles)
    {
        var faders = (LaneFader*)NativeMemory.AlignedAlloc((nuint)(4 * sizeof(LaneFader)), 64);
        var spare = (float*)NativeMemory.AlignedAlloc(Lanes.TileFloats * sizeof(float), 64);
        NativeMemory.Clear(spare, Lanes.TileFloats * sizeof(float));
        for (var f = 0; f < 4; f++) faders[f].Initialise(Rate);
        var output = LaneRun.Through(input, (tile, n, at) =>
        {
            if (at == 640) faders->Set(2, 0.25f, false);
            LaneFader** s = stackalloc LaneFader*[] { faders, faders + 1, faders + 2, faders + 3 };
            float** pre = stackalloc float*[] { tile, spare, spare, spare };
            LaneFader.Process(s, pre, pre, n);
        }, tiles);
        end = *faders;
        NativeMemory.AlignedFree(faders);
        NativeMemory.AlignedFree(spare);
        return output;
    }
}
