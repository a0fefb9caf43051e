using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Dsp.Gain;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Dynamics;

public sealed unsafe class LaneGateTests
{
    private const int Rate = 48_000, Frames = 28_800;

    // threshold, hysteresis, range, ratio, attack, hold, release
    public static TheoryData<double[]> Settings =>
    [
        [-30, 5, -60, 100, 0.5, 0, 80],
        [-40, 0, -90, 100, 10, 0, 20],
        [-30, 12, -20, 100, 0.02, 50, 200],
        [-20, 3, -60, 2, 1, 0, 100],
        [-10, 6, -90, 4, 5, 0, 30],
        [-20, 3, -40, 3, 1, 30, 100],
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_gate_nulls_against_its_twin(double[] p)
    {
        var input = LaneRun.Bursts(Frames);
        var output = Run(input, (ref LaneGate gate) => SetAll(ref gate, p), 64);
        LaneRun.Nulls(95, output, lane => Twin(p, input[lane], input[lane])); // a level that meets the threshold may cross it a frame apart in double precision
        Assert.True(output[0].Zip(input[0]).Any(x => Math.Abs(x.First) < 0.9 * Math.Abs(x.Second)), "it never closed");
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Cuts_into_tiles_change_no_bit(double[] p)
    {
        var input = LaneRun.Bursts(Frames);
        var whole = Run(input, (ref LaneGate gate) => SetAll(ref gate, p), 64);
        foreach (var cut in (int[][])[[1], [64, 13, 40]]) Assert.Equal(whole, Run(input, (ref LaneGate gate) => SetAll(ref gate, p), cut));
    }

    [Fact]
    public void Linked_lanes_follow_the_louder_one()
    {
        double[] p = [-30, 5, -60, 100, 0.5, 0, 80];
        var input = LaneRun.Bursts(Frames);
        input[1] = [.. input[0].Select(x => x * 0.003f)];
        var output = Run(input, (ref LaneGate gate) =>
        {
            SetAll(ref gate, p);
            gate.Link(0, true);
            gate.Link(1, true);
        }, 64);
        LaneRun.Nulls(100, output, lane => lane == 1 ? Twin(p, input[1], input[0]) : Twin(p, input[lane], input[lane]));
    }

    [Fact]
    public void A_plain_lane_has_the_same_bits_beside_special_ones()
    {
        double[] p = [-30, 5, -60, 100, 0.5, 0, 80];
        var input = LaneRun.Bursts(Frames);
        var plain = Run(input, (ref LaneGate gate) => SetAll(ref gate, p), 64);
        var beside = Run(input, (ref LaneGate gate) =>
        {
            SetAll(ref gate, p);
            gate.Set(7, true, -30, 5, -60, 2, 1, 20, 80, Rate);
        }, 64);
        for (var lane = 0; lane < 7; lane++) Assert.Equal(plain[lane], beside[lane]);
    }

    [Fact]
    public void A_gate_opens_above_its_threshold_and_closes_below_it_less_the_hysteresis()
    {
        Assert.Equal(1, Settled(-29.9, from: -100), 1e-4);
        Assert.Equal(0.001, Settled(-30.1, from: -100), 1e-4);
        Assert.Equal(1, Settled(-35.9, from: 0), 1e-4);
        Assert.Equal(0.001, Settled(-36.1, from: 0), 1e-4);

        static double Settled(double level, double from)
        {
            var input = Constant(Math.Pow(10, from / 20), 4800).Zip(Constant(Math.Pow(10, level / 20), 2 * Rate), (a, b) => (float[])[.. a, .. b]).ToArray();
            var output = Run(input, (ref LaneGate gate) => SetAll(ref gate, [-30, 6, -60, 100, 0.5, 0, 20]), 64);
            return output[0][^1] / input[0][^1];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(500)]
    public void A_gate_stays_open_for_its_hold_and_no_frame_longer(double hold)
    {
        // The envelope falls by 30 dB at its 20 ms rate until it is below the closing level; the hold counts from there.
        var input = Constant(1, 4800).Zip(Constant(1e-9, 2 * Rate), (a, b) => (float[])[.. a, .. b]).ToArray();
        var output = Run(input, (ref LaneGate gate) => SetAll(ref gate, [-30, 0, -60, 100, 0.02, hold, 0.02]), 64);
        var closes = Enumerable.Range(4800, Rate).First(n => output[0][n] < 0.5f * input[0][n]);
        var falls = (int)Math.Ceiling(Math.Log(Math.Pow(10, 30 / 20.0)) * 0.020 * Rate);
        Assert.Equal(4800 + falls - 1 + (hold * 0.001 * Rate), closes, 2.0);
    }

    [Fact]
    public void Attack_and_release_reach_63_percent_in_their_time()
    {
        var input = Constant(1e-9, 4800).Zip(Constant(1, 24_000), (a, b) => (float[])[.. a, .. b]).Zip(Constant(1e-9, 48_000), (a, b) => (float[])[.. a, .. b]).ToArray();
        var output = Run(input, (ref LaneGate gate) => SetAll(ref gate, [-0.0001, 0, -90, 100, 20, 0, 100]), 64);
        var gain = output[0].Zip(input[0], (y, x) => (double)y / x).ToArray();
        Assert.Equal(4800 + (0.020 * Rate), Array.FindIndex(gain, 4800, g => g > 1 - Math.Exp(-1)), 0.1 * 0.020 * Rate);
        Assert.Equal(28_800 + (0.100 * Rate), Array.FindIndex(gain, 28_800, g => g < Math.Exp(-1)), 0.1 * 0.100 * Rate);
    }

    [Fact]
    public void The_reduction_that_is_shown_is_the_deepest()
    {
        var input = Constant(1e-4, 4800);
        Vector(input, out var reduction);
        Assert.Equal(40, reduction * LaneMath.DecibelsPerOctave, 0.01);

        static void Vector(float[][] input, out double octaves)
        {
            LaneGate gate = default, spare = default;
            gate.Initialise(Rate);
            spare.Initialise(Rate);
            SetAll(ref gate, [-30, 6, -40, 100, 0.5, 0, 20]);
            Pass(ref gate, ref spare, input, 64);
            var shown = gate.TakeReduction();
            octaves = Lanes.Get(ref shown, 3);
            shown = gate.TakeReduction();
            Assert.Equal(0, Lanes.Get(ref shown, 3), 1e-6);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2)]
    [InlineData(1.3)]
    public void Silence_leaves_a_settled_gate_where_it_is(double ratio)
    {
        LaneGate gate = default, spare = default;
        gate.Initialise(Rate);
        spare.Initialise(Rate);
        SetAll(ref gate, [-45, 5, -90, ratio, 0.5, 0, 80]);
        var fresh = After(gate, spare, 0);
        Assert.Equal(fresh, After(gate, spare, 6400));

        static float[][] After(LaneGate gate, LaneGate spare, int silence)
        {
            Pass(ref gate, ref spare, [.. Enumerable.Range(0, 8).Select(_ => new float[silence])], 64);
            return Pass(ref gate, ref spare, LaneRun.Noise(640), 64);
        }
    }

    private delegate void Setup(ref LaneGate gate);

    private static void SetAll(ref LaneGate gate, double[] p)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            gate.Set(lane, true, p[0], p[1], p[2], p[3], p[4], p[5], p[6], Rate);
            gate.Settle(lane);
        }
    }

    private static float[][] Run(float[][] input, Setup setup, params int[] tiles)
    {
        LaneGate gate = default, spare = default;
        gate.Initialise(Rate);
        spare.Initialise(Rate);
        setup(ref gate);
        return Pass(ref gate, ref spare, input, tiles);
    }

    private static float[][] Pass(ref LaneGate gate, ref LaneGate spare, float[][] input, params int[] tiles)
    {
        fixed (LaneGate* a = &gate, b = &spare)
        {
            LaneGate* first = a, second = b;
            var idle = stackalloc float[Lanes.TileFloats];
            var idleTile = idle;
            return LaneRun.Through(input, (tile, n, _) => LaneGate.Process(first, tile, tile, second, idleTile, idleTile, n), tiles);
        }
    }

    private static float[][] Constant(double value, int frames) => [.. Enumerable.Repeat(Enumerable.Repeat((float)value, frames).ToArray(), Lanes.Width)];

    private static double[] Twin(double[] p, float[] input, float[] key)
    {
        var twin = new GateTwin(Rate, p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
        return [.. input.Select((x, n) => x * twin.Next(Math.Max(Math.Abs((double)x), Math.Abs(key[n]))))];
    }
}
