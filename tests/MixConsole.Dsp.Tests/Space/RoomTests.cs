using MixConsole.Dsp.Space;

namespace MixConsole.Dsp.Tests.Space;

public sealed unsafe class RoomTests
{
    [Theory]
    [InlineData(48_000, 0.84, 0.2)]
    [InlineData(44_100, 0.97, 0.6)]
    [InlineData(8_000, 0.5, 0)]
    [InlineData(96_000, 0.84, 0.2)]
    public void It_nulls_against_the_formula_in_double_precision(int rate, double decay, double damping)
    {
        var input = Noise(24_000);
        var (left, right) = Run(new Room(rate), input, 64, decay, damping);
        Assert.InRange(Null(Twin(input, rate, 0, decay, damping), left), 100, 200);
        Assert.InRange(Null(Twin(input, rate, 25, decay, damping), right), 100, 200);
    }

    [Fact]
    public void No_cut_into_calls_changes_a_bit()
    {
        var input = Noise(6_000);
        var whole = Play(64);
        foreach (var block in new[] { 1, 7, 32, 61 })
        {
            Assert.True(whole.AsSpan().SequenceEqual(Play(block)), $"block {block}");
        }

        float[] Play(int block)
        {
            var room = new Room(48_000);
            var first = Run(room, input, block, 0.84, 0.2);
            var second = Run(room, input, block, 0.95, 0.7); // gliding
            return [.. first.Left, .. first.Right, .. second.Left, .. second.Right];
        }
    }

    [Fact]
    public void Settings_glide_without_a_click()
    {
        var input = Enumerable.Range(0, 24_000).Select(n => (float)Math.Sin(n * 0.02)).ToArray();
        var room = new Room(48_000);
        Run(room, input, 64, 0.84, 0.2);
        var steady = Run(room, input, 64, 0.84, 0.2).Left;
        var moved = Run(room, input, 64, 0.4, 0.8).Left;
        Assert.InRange(Roughness(moved[..2_000]), 0, 1.5 * Roughness(steady));
    }

    [Fact]
    public void The_tail_ends_in_true_silence_and_not_in_subnormals()
    {
        var room = new Room(48_000);
        Run(room, Noise(4_800), 64, 0.84, 0.2);
        var silence = new float[48_000];
        var last = new float[1];
        for (var second = 0; second < 12; second++)
        {
            var (left, right) = Run(room, silence, 64, 0.84, 0.2);
            Assert.All([.. left, .. right], x => Assert.False(float.IsSubnormal(x)));
            last = left;
        }

        Assert.All(last, x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Broken_input_does_not_ring()
    {
        var room = new Room(48_000);
        var input = new float[4_800];
        (input[10], input[11], input[12]) = (float.NaN, float.PositiveInfinity, float.MinValue);
        Assert.All(Run(room, input, 64, 0.84, 0.2).Left, x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Nothing_is_allocated_and_reset_forgets()
    {
        var room = new Room(48_000);
        var input = Noise(4_800);
        var (left, right) = (new float[4_800], new float[4_800]);
        Fill(room, input, left, right, 64);
        var first = (float[])left.Clone();
        room.Reset();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(room, input, left, right, 64);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(first, left);
    }

    [Fact]
    public void The_output_may_be_the_inputs_buffer()
    {
        var input = Noise(4_800);
        var apart = Run(new Room(48_000), input, 64, 0.84, 0.2);
        var (inPlace, right) = ((float[])input.Clone(), new float[4_800]);
        Fill(new Room(48_000), inPlace, inPlace, right, 50);
        Assert.Equal(apart.Left, inPlace);
        Assert.Equal(apart.Right, right);
    }

    private static (float[] Left, float[] Right) Run(Room room, float[] input, int block, double decay, double damping)
    {
        room.Configure(decay, damping);
        var (left, right) = (new float[input.Length], new float[input.Length]);
        Fill(room, input, left, right, block);
        return (left, right);
    }

    private static void Fill(Room room, float[] input, float[] left, float[] right, int block)
    {
        fixed (float* x = input, l = left, r = right)
        {
            for (var n = 0; n < input.Length; n += block)
            {
                room.Process(x + n, l + n, r + n, Math.Min(block, input.Length - n));
            }
        }
    }

    private static double[] Twin(float[] input, int rate, int spread, double decay, double damping)
    {
        // The settings themselves are floats.
        (decay, damping) = ((float)decay, (float)damping);
        var wet = new double[input.Length];
        foreach (var frames in (int[])[1215, 1293, 1390, 1476, 1548, 1623, 1695, 1760])
        {
            var ring = new double[Scaled(frames)];
            var low = 0.0;
            for (var n = 0; n < wet.Length; n++)
            {
                var y = ring[n % ring.Length];
                low = (1 - damping) * y + damping * low;
                ring[n % ring.Length] = input[n] + decay * low;
                wet[n] += y;
            }
        }

        foreach (var frames in (int[])[605, 480, 371, 245])
        {
            var ring = new double[Scaled(frames)];
            for (var n = 0; n < wet.Length; n++)
            {
                var (x, y) = (wet[n], ring[n % ring.Length]);
                ring[n % ring.Length] = x + 0.5 * y;
                wet[n] = y - x;
            }
        }

        return wet;

        int Scaled(int frames) => (int)Math.Round((frames + spread) * (double)rate / 48_000, MidpointRounding.AwayFromZero);
    }

    private static double Null(double[] truth, float[] heard) =>
        10 * Math.Log10(truth.Sum(x => x * x) / truth.Zip(heard, (a, b) => (a - b) * (a - b)).Sum());

    private static double Roughness(float[] x) => Enumerable.Range(2, x.Length - 2).Max(n => Math.Abs(x[n] - 2 * x[n - 1] + x[n - 2]));

    private static float[] Noise(int frames)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, frames).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
