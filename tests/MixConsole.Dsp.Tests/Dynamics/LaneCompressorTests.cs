using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Dsp.Gain;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Dynamics;

public sealed unsafe class LaneCompressorTests
{
    private const int Rate = 48_000, Frames = 28_800;

    private static readonly Func<CompressorTwin>[] Kinds =
    [
        () => new(),
        () => new() { Hold = 0 },
        () => new() { Rms = true },
        () => new() { Threshold = -40, Ratio = 100, Knee = 24, Attack = 0.02, Release = 30, Hold = 20 },
        () => new() { Threshold = -30, Ratio = 4, Knee = 0, Attack = 200, Release = 20, Rms = true, Makeup = 9 },
        () => new() { Threshold = -12, Ratio = 1.5, Mix = 35, Auto = true, Makeup = -3, Hold = 0 },
        () => new() { Threshold = -50, Ratio = 1, Makeup = 36 },
    ];

    public static TheoryData<int> AllKinds => [.. Enumerable.Range(0, 7)];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void A_compressor_nulls_against_its_twin(int kind)
    {
        var input = LaneRun.Bursts(Frames);
        var output = Run(input, Kinds[kind](), []);
        LaneRun.Nulls(100, output, lane => Twin(Kinds[kind](), input[lane], input[lane]));
    }

    [Fact]
    public void Every_lane_is_its_own_compressor_and_linked_ones_follow_the_louder()
    {
        var input = LaneRun.Bursts(Frames);
        using var bank = new Bank();
        for (var lane = 0; lane < 7; lane++) bank.Set(lane, Kinds[lane]());
        bank.Set(7, Kinds[6]());
        bank.State->Link(2, true);
        bank.State->Link(3, true);
        var output = bank.Through(input);
        LaneRun.Nulls(100, output, lane => Twin(Kinds[Math.Min(lane, 6)](), input[lane], lane is 2 or 3 ? input[lane ^ 1] : input[lane]));
    }

    [Fact]
    public void Cuts_into_tiles_change_no_bit()
    {
        var input = LaneRun.Bursts(9600);
        for (var kind = 0; kind < 7; kind++)
        {
            var whole = Run(input, Kinds[kind](), []);
            foreach (var cut in (int[][])[[1], [3, 64, 17]]) Assert.Equal(whole, Run(input, Kinds[kind](), cut));
        }
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(1000, false)]
    [InlineData(5000, false)]
    [InlineData(100, true)]
    [InlineData(1000, true)]
    [InlineData(5000, true)]
    public void The_static_curve_of_a_sine_is_the_one_on_the_page(double hertz, bool rms)
    {
        foreach (var level in (double[])[-50, -30, -23, -20, -17, -10, 0])
        {
            var twin = new CompressorTwin { Rms = rms, Attack = 30, Release = 200 };
            var input = LaneRun.Sine(2 * Rate, Rate, hertz, Math.Pow(10, level / 20));
            var output = Run(input, twin, []);
            double before = 0, after = 0;
            for (var n = Rate; n < 2 * Rate; n++)
            {
                before += (double)input[0][n] * input[0][n];
                after += (double)output[0][n] * output[0][n];
            }

            Assert.Equal(-Reduction(twin, rms ? level - 3.0103 : level), 10 * Math.Log10(after / before), 0.1);
        }
    }

    [Theory]
    [InlineData(15, 120)]
    [InlineData(1, 20)]
    [InlineData(200, 50)]
    public void Attack_and_release_reach_63_percent_in_their_time(double attack, double release)
    {
        var quiet = Enumerable.Repeat(1e-4f, 4800);
        var loud = Enumerable.Repeat(1f, 2 * Rate);
        float[] one = [.. quiet, .. loud, .. Enumerable.Repeat(1e-4f, Rate)];
        var output = Run([.. Enumerable.Repeat(one, 8)], new CompressorTwin { Attack = attack, Release = release, Hold = 0, Ratio = 100 }, []);
        var reduction = output[0].Zip(one, (y, x) => -20 * Math.Log10(y / x)).ToArray();
        var full = reduction[(2 * Rate) + 4799];
        var rises = Array.FindIndex(reduction, 4800, r => r > full * (1 - Math.Exp(-1))) - 4800;
        var falls = Array.FindIndex(reduction, 4800 + (2 * Rate), r => r < full * Math.Exp(-1)) - 4800 - (2 * Rate);
        Assert.Equal(attack * 0.001 * Rate, rises, (0.1 * attack * 0.001 * Rate) + 1);
        Assert.Equal(release * 0.001 * Rate, falls, (0.1 * release * 0.001 * Rate) + 1);
    }

    [Fact]
    public void A_lane_that_is_out_passes_its_bits_and_shows_no_reduction()
    {
        var input = LaneRun.Bursts(4800);
        using var bank = new Bank();
        bank.Set(0, Kinds[3]());
        var output = bank.Through(input);
        for (var lane = 1; lane < 8; lane++) Assert.Equal(input[lane], output[lane]);
        var shown = bank.State->TakeReduction();
        Assert.True(Lanes.Get(ref shown, 0) * LaneMath.DecibelsPerOctave > 10);
        for (var lane = 1; lane < 8; lane++) Assert.Equal(0, Lanes.Get(ref shown, lane));
    }

    [Fact]
    public void Switching_in_and_out_takes_10_ms_and_ends_exactly()
    {
        var input = LaneRun.Bursts(9600);
        using var bank = new Bank();
        var kind = new CompressorTwin { Threshold = -60, Ratio = 100, Attack = 0.02 };
        var output = LaneRun.Through(input, (tile, n, at) =>
        {
            if (at == 1280) bank.Set(3, kind, on: true, jump: false);
            if (at == 4800) bank.Set(3, kind, on: false, jump: false);
            if (bank.State->IsActive) bank.Work(tile, n);
        });
        Assert.Equal(input[3].AsSpan(0, 1280), output[3].AsSpan(0, 1280));
        Assert.Equal(input[3].AsSpan(4800 + 480), output[3].AsSpan(4800 + 480));
        Assert.NotEqual(input[3][1300..4300], output[3][1300..4300]);
    }

    private static double Reduction(CompressorTwin c, double level)
    {
        var over = level - c.Threshold;
        var slope = 1 - (1 / c.Ratio);
        return over <= -c.Knee / 2 ? 0 : over >= c.Knee / 2 ? slope * over : slope * (over + (c.Knee / 2)) * (over + (c.Knee / 2)) / (2 * c.Knee);
    }

    private static double[] Twin(CompressorTwin twin, float[] input, float[] key) =>
        [.. input.Select((x, n) => x * twin.Next(Math.Max(Math.Abs((double)x), Math.Abs(key[n]))))];

    private static float[][] Run(float[][] input, CompressorTwin settings, int[] tiles)
    {
        using var bank = new Bank();
        for (var lane = 0; lane < 8; lane++) bank.Set(lane, settings);
        return bank.Through(input, tiles);
    }

    /// <summary>A state with three spare ones beside it.</summary>
    private sealed class Bank : IDisposable
    {
        private readonly LaneCompressor* _states = (LaneCompressor*)NativeMemory.AlignedAlloc((nuint)(4 * sizeof(LaneCompressor)), 64);
        private readonly float* _work = (float*)NativeMemory.AlignedAlloc(4 * Lanes.TileFloats * sizeof(float), 64);

        public Bank()
        {
            NativeMemory.Clear(_work, 4 * Lanes.TileFloats * sizeof(float));
            for (var s = 0; s < 4; s++) _states[s].Initialise(Rate);
        }

        public LaneCompressor* State => _states;

        public void Set(int lane, CompressorTwin c, bool on = true, bool jump = true) =>
            _states->Set(lane, on, c.Threshold, c.Ratio, c.Knee, c.Attack, c.Release, c.Makeup, c.Auto, c.Rms, c.Hold, c.Mix, Rate, jump);

        public float[][] Through(float[][] input, params int[] tiles) => LaneRun.Through(input, (tile, n, _) => Work(tile, n), tiles);

        public void Work(float* tile, int frames)
        {
            LaneCompressor** states = stackalloc LaneCompressor*[] { _states, _states + 1, _states + 2, _states + 3 };
            float** tiles = stackalloc float*[] { tile, null, null, null };
            float** work = stackalloc float*[] { _work, _work + Lanes.TileFloats, _work + (2 * Lanes.TileFloats), _work + (3 * Lanes.TileFloats) };
            LaneCompressor.Process(states, tiles, tiles, work, 1, frames);
        }

        public void Dispose()
        {
            NativeMemory.AlignedFree(_states);
            NativeMemory.AlignedFree(_work);
        }
    }
}
