using MixConsole.Dsp.Dynamics;

namespace MixConsole.Dsp.Tests.Dynamics;

public sealed unsafe class TruePeakLimiterTests
{
    private const int Rate = 48_000;
    private static readonly double Ceiling = Math.Pow(10, -1 / 20.0);

    public static TheoryData<string> Hostile => ["clipped noise", "noise +12 dB", "fs/4 bursts", "square", "impulses", "worst signs", "bass +12 dB", "music +12 dB", "20 kHz"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_signals_stay_under_the_ceiling_between_the_samples(string kind)
    {
        foreach (var release in new[] { 0.0, 80.0 })
        {
            var left = Signal(kind, 9_600);
            var right = left.Select(x => x * 0.7f).ToArray();
            Run(Limiter(true, release, true), left, right, 64);
            Assert.InRange(Decibels(Math.Max(WideTruth.Peak(left), NarrowTruth.Peak(left)) / Ceiling), -6, 0.05);
            Assert.InRange(left.Max(Math.Abs), 0, Ceiling * 1.000001);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(80, true)]
    [InlineData(80, false)]
    public void No_cut_into_calls_changes_a_bit(double release, bool truePeak)
    {
        var whole = Play(64);
        foreach (var block in new[] { 1, 7, 32, 63 })
        {
            var cut = Play(block);
            Assert.True(whole.AsSpan().SequenceEqual(cut), $"block {block}");
        }

        float[] Play(int block)
        {
            var left = Signal("music +12 dB", 12_000);
            for (var n = 4_000; n < 9_000; n++)
            {
                left[n] *= 0.05f; // lets the quiet paths take over and give way again
            }

            var right = left.Select(x => -0.9f * x).ToArray();
            var limiter = Limiter(true, release, truePeak);
            Run(limiter, left.AsSpan(0, 4_410), right.AsSpan(0, 4_410), block);
            limiter.Configure(true, -3, release, truePeak);
            Run(limiter, left.AsSpan(4_410, 4_000), right.AsSpan(4_410, 4_000), block);
            limiter.Configure(false, -3, release, !truePeak);
            Run(limiter, left.AsSpan(8_410), right.AsSpan(8_410), block);
            return [.. left, .. right];
        }
    }

    [Fact]
    public void Sample_peak_mode_without_release_is_mean_of_64_over_minimum_of_65()
    {
        var left = Signal("music +12 dB", 12_000);
        var right = Signal("noise +12 dB", 12_000);
        var (l, r) = ((float[])left.Clone(), (float[])right.Clone());
        var limiter = Limiter(true, 0, false);
        Run(limiter, l, r, 64);

        var demand = left.Zip(right, (a, b) => Math.Min(1, (float)Ceiling / Math.Max(Math.Abs((double)a), Math.Abs((double)b)))).ToArray();
        double error = 0, power = 0;
        for (var n = 200; n < left.Length - limiter.Latency; n++)
        {
            double gain = 0;
            for (var j = 0; j < 64; j++)
            {
                gain += demand[(n - j)..(n - j + 65)].Min() / 64;
            }

            // Frame n leaves when the window ends 64 frames after it.
            error += Square(left[n] * gain - l[n + limiter.Latency]) + Square(right[n] * gain - r[n + limiter.Latency]);
            power += Square(left[n] * gain) + Square(right[n] * gain);
        }

        Assert.True(10 * Math.Log10(power / error) > 110, $"{10 * Math.Log10(power / error):F1} dB");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Below_the_ceiling_every_sample_passes_bit_for_bit_one_latency_late(bool on, bool truePeak)
    {
        var random = new Random(1);
        var left = Enumerable.Range(0, 9_600).Select(n => (float)(0.8 * Math.Sin(n * 0.11) * Math.Sin(n * 0.0007) + 0.01 * random.NextDouble())).ToArray();
        var right = left.Select(x => -x).ToArray();
        var (l, r) = ((float[])left.Clone(), (float[])right.Clone());
        var limiter = Limiter(on, 80, truePeak);
        Run(limiter, l, r, 64);
        Assert.True(l.AsSpan(limiter.Latency).SequenceEqual(left.AsSpan(0, left.Length - limiter.Latency)));
        Assert.True(r.AsSpan(limiter.Latency).SequenceEqual(right.AsSpan(0, right.Length - limiter.Latency)));
        Assert.All(l[..limiter.Latency], x => Assert.Equal(0f, x));
        Assert.Equal(0f, limiter.Reduction);
    }

    [Fact]
    public void After_limiting_it_returns_to_exact_unity()
    {
        var left = new float[Rate * 2];
        left[1_000] = 4f;
        for (var n = 2_000; n < left.Length; n++)
        {
            left[n] = (float)(0.5 * Math.Sin(n * 0.05));
        }

        var sent = (float[])left.Clone();
        var limiter = Limiter(true, 50, true);
        Run(limiter, left, new float[left.Length], 64);
        Assert.InRange(limiter.TakeReduction(), 13, 15);
        Assert.Equal(0f, limiter.Reduction);
        Assert.True(left.AsSpan(Rate + limiter.Latency).SequenceEqual(sent.AsSpan(Rate, Rate - limiter.Latency)));
    }

    [Fact]
    public void A_pushed_bass_note_at_80_ms_release_distorts_less_than_three_percent()
    {
        double s = 0, c = 0, rest = 0;
        var w = 2 * Math.PI * 41 / Rate;
        var left = Enumerable.Range(0, 96_000).Select(n => (float)(Ceiling * 2.2387 * Math.Sin(w * n))).ToArray();
        Run(Limiter(true, 80, true), left, (float[])left.Clone(), 64);
        for (var n = 48_000; n < 96_000; n++)
        {
            s += left[n] * Math.Sin(w * n) / 24_000;
            c += left[n] * Math.Cos(w * n) / 24_000;
        }

        for (var n = 48_000; n < 96_000; n++)
        {
            rest += Square(left[n] - s * Math.Sin(w * n) - c * Math.Cos(w * n));
        }

        Assert.InRange(Math.Sqrt(rest / 24_000) / Math.Sqrt(s * s + c * c), 0, 0.03);
    }

    [Fact]
    public void Ceiling_and_switch_glide()
    {
        var left = Enumerable.Range(0, 9_600).Select(n => (float)Math.Sin(n * 0.01)).ToArray();
        var limiter = Limiter(true, 0, true);
        Run(limiter, left.AsSpan(0, 3_200), new float[3_200], 64);
        limiter.Configure(true, -12, 0, true);
        Run(limiter, left.AsSpan(3_200, 3_200), new float[3_200], 64);
        limiter.Configure(false, -12, 0, true);
        Run(limiter, left.AsSpan(6_400), new float[3_200], 64);
        for (var n = 1; n < left.Length; n++)
        {
            Assert.InRange(Math.Abs(left[n] - left[n - 1]), 0, 0.025); // the sine itself moves by 0.01 a frame
        }
    }

    [Fact]
    public void Broken_input_is_silence_and_leaves_no_trace()
    {
        foreach (var truePeak in new[] { true, false })
        {
            var left = Enumerable.Range(0, 9_600).Select(n => (float)(0.5 * Math.Sin(n * 0.05))).ToArray();
            (left[500], left[501], left[502], left[503]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue);
            var sent = (float[])left.Clone();
            var limiter = Limiter(true, 0, truePeak);
            Run(limiter, left, new float[left.Length], 64);
            Assert.All(left, x => Assert.InRange(x, -Ceiling, Ceiling));
            Assert.Equal(0f, left[500 + limiter.Latency]);
            Assert.True(left.AsSpan(2_000 + limiter.Latency).SequenceEqual(sent.AsSpan(2_000, 7_600 - limiter.Latency)));
        }
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void Latency_is_the_delay_of_an_impulse_at_every_rate(int rate)
    {
        var left = new float[2_048];
        left[100] = 0.25f;
        var limiter = new TruePeakLimiter(rate);
        limiter.Configure(true, -1, 80, true);
        Run(limiter, left, new float[2_048], 64);
        Assert.Equal(0.25f, left[100 + limiter.Latency]);
        Assert.Equal(1, left.Count(x => x != 0));
    }

    [Fact]
    public void Nothing_is_allocated_while_it_runs_and_reset_starts_afresh()
    {
        var limiter = Limiter(true, 80, true);
        var first = Signal("music +12 dB", 6_400);
        var again = (float[])first.Clone();
        var other = new float[6_400];
        Run(limiter, first, other, 64);
        limiter.Reset();
        Run(limiter, again, new float[6_400], 64);
        Assert.True(first.AsSpan().SequenceEqual(again));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 3; round++)
        {
            limiter.Configure(true, -1 - round, 80, round != 1);
            Run(limiter, first, other, 64);
            _ = limiter.TakeReduction();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static readonly Oversampler WideTruth = new(100, 0.5, 10);
    private static readonly Oversampler NarrowTruth = new(160, 0.478, 12);

    private static TruePeakLimiter Limiter(bool on, double release, bool truePeak)
    {
        var limiter = new TruePeakLimiter(Rate);
        limiter.Configure(on, -1, release, truePeak);
        return limiter;
    }

    private static void Run(TruePeakLimiter limiter, Span<float> left, Span<float> right, int block)
    {
        fixed (float* l = left, r = right)
        {
            for (var n = 0; n < left.Length; n += block)
            {
                limiter.Process(l + n, r + n, Math.Min(block, left.Length - n));
            }
        }
    }

    private static double Square(double x) => x * x;

    private static double Decibels(double x) => 20 * Math.Log10(x);

    private static float[] Signal(string kind, int frames)
    {
        var random = new Random(5);
        double low = 0, mid = 0;
        return Enumerable.Range(0, frames).Select(n => (float)(kind switch
        {
            "clipped noise" => Math.Clamp(4 * Gauss(), -1, 1),
            "noise +12 dB" => Gauss(),
            "fs/4 bursts" => n / 40 % 7 == 3 ? 2 * Math.Sin(Math.PI / 2 * n + Math.PI / 4) : 0,
            "square" => 2 * Math.Sign(Math.Sin(2 * Math.PI * 997 / Rate * n) + 1e-9),
            "impulses" => n % 613 == 0 ? 3 : 0,
            "worst signs" => n % 600 is >= 260 and < 340 ? Math.Sign(Math.Sin(Math.PI * (n % 600 - 299.5)) / (n % 600 - 299.5)) : 0,
            "bass +12 dB" => 4 * Math.Sin(2 * Math.PI * 41 / Rate * n),
            "music +12 dB" => Music(n),
            "20 kHz" => 3 * Math.Sin(2 * Math.PI * 20_111 / Rate * n) * (0.5 + 0.5 * Math.Sin(2 * Math.PI * 30 / Rate * n)),
            _ => throw new ArgumentException(kind),
        })).ToArray();

        double Music(int n)
        {
            low += 0.05 * (Gauss() - low);
            mid += 0.3 * (Gauss() - mid);
            return 4 * (2 * low + 0.8 * mid + 0.2 * Gauss()) * (0.6 + 0.4 * Math.Sin(n * 0.0007)) + (n % 3_000 < 40 ? 3 * Math.Sin(n * 0.9) : 0);
        }

        double Gauss() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
