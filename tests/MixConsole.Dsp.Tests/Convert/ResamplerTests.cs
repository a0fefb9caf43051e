using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Convert;

namespace MixConsole.Dsp.Tests.Convert;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(44_100, 48_000)]
    [InlineData(48_000, 44_100)]
    [InlineData(96_000, 44_100)]
    [InlineData(8_000, 48_000)]
    [InlineData(48_000, 8_000)]
    [InlineData(384_000, 48_000)]
    [InlineData(44_100, 192_000)]
    [InlineData(47_999, 48_000)]
    public void Sines_up_to_0_45_of_the_lower_rate_arrive_where_and_as_they_should(int from, int to)
    {
        foreach (var part in new[] { 0.002, 0.1, 0.3, 0.45 })
        {
            var f = part * Math.Min(from, to);
            var heard = Convert(Sine(f, from, from / 8), from, to);
            double error = 0, power = 0;
            for (var n = to / 32; n < to / 32 * 3; n++)
            {
                var truth = 0.5 * Math.Sin(2 * Math.PI * f * n / to);
                error += (heard[n] - truth) * (heard[n] - truth);
                power += truth * truth;
            }

            Assert.True(10 * Math.Log10(power / error) > 110, $"{f:F0} Hz: {10 * Math.Log10(power / error):F1} dB");
        }
    }

    [Theory]
    [InlineData(48_000, 44_100, 22_060)]
    [InlineData(96_000, 48_000, 24_100)]
    [InlineData(96_000, 48_000, 40_000)]
    [InlineData(48_000, 8_000, 4_010)]
    [InlineData(192_000, 44_100, 61_000)]
    public void What_the_lower_rate_cannot_hold_is_gone(int from, int to, double frequency)
    {
        var heard = Convert(Sine(frequency, from, from / 4), from, to);
        var level = 10 * Math.Log10(heard[(to / 16)..(to / 16 * 3)].Average(x => (double)x * x) / 0.125);
        Assert.InRange(level, double.NegativeInfinity, -120);
    }

    [Fact]
    public void Upsampling_leaves_no_images()
    {
        var heard = Convert(Sine(9_000, 44_100, 22_050), 44_100, 96_000);
        double s = 0, c = 0;
        for (var n = 12_000; n < 12_000 + 9_600; n++) // 0.1 s: the image at 35.1 kHz has a whole number of periods
        {
            s += heard[n] * Math.Sin(2 * Math.PI * 35_100 * n / 96_000) / 4_800;
            c += heard[n] * Math.Cos(2 * Math.PI * 35_100 * n / 96_000) / 4_800;
        }

        Assert.InRange(20 * Math.Log10(Math.Sqrt(s * s + c * c) / 0.5), double.NegativeInfinity, -120);
    }

    [Theory]
    [InlineData(44_100, 48_000, 1_000, 1_089)]
    [InlineData(48_000, 44_100, 1_000, 919)]
    [InlineData(48_000, 96_000, 1_000, 2_000)]
    [InlineData(96_000, 48_000, 1_001, 501)]
    [InlineData(48_000, 44_100, 0, 0)]
    [InlineData(48_000, 44_100, 1, 1)]
    public void The_output_is_as_long_as_the_input_rounded_up(int from, int to, int frames, int expected)
    {
        Assert.Equal(expected, new Resampler(from, to, 1).OutputFrames(frames));
        Assert.Equal(expected, Convert(new float[frames], from, to).Length);
    }

    [Theory]
    [InlineData(48_000, 96_000, 500, 1_000)]
    [InlineData(44_100, 48_000, 441, 480)]
    [InlineData(96_000, 48_000, 1_000, 500)]
    [InlineData(96_000, 48_000, 0, 0)]
    public void An_impulse_stays_in_its_place(int from, int to, int at, int expected)
    {
        var input = new float[2_000];
        input[at] = 1f;
        var heard = Convert(input, from, to);
        Assert.Equal(expected, Array.IndexOf(heard, heard.Max()));
        if (expected > 0)
        {
            Assert.Equal(heard[expected - 7], heard[expected + 7]); // linear phase
        }
    }

    [Fact]
    public void Equal_rates_pass_bit_for_bit()
    {
        var input = Noise(5_000);
        Assert.Equal(input, Convert(input, 48_000, 48_000));
    }

    [Fact]
    public void The_size_of_calls_does_not_change_a_bit()
    {
        var input = Noise(6_000); // 3000 frames of two channels
        var whole = Convert(input, 48_000, 44_100, 2);
        foreach (var (feed, take) in new[] { (1, 64), (77, 5), (2_000, 300) })
        {
            var resampler = new Resampler(48_000, 44_100, 2);
            var heard = new List<float>();
            var output = new float[take * 2];
            for (var at = 0; ;)
            {
                var offer = input.AsSpan(at, Math.Min(feed * 2, input.Length - at));
                var made = resampler.Process(offer, output, out var consumed, at + offer.Length == input.Length);
                at += consumed * 2;
                heard.AddRange(output.AsSpan(0, made * 2));
                if (made == 0 && at == input.Length)
                {
                    break;
                }
            }

            Assert.Equal(whole, heard);
        }
    }

    [Fact]
    public void Channels_keep_to_themselves()
    {
        var input = Noise(2_000);
        var pair = new float[4_000];
        for (var n = 0; n < input.Length; n++)
        {
            pair[2 * n] = input[n];
        }

        var heard = Convert(pair, 44_100, 48_000, 2);
        Assert.Equal(Convert(input, 44_100, 48_000), heard.Where((_, n) => n % 2 == 0));
        Assert.All(heard.Where((_, n) => n % 2 == 1), x => Assert.Equal(0f, x));
    }

    [Theory]
    [InlineData(44_100, 48_000)]
    [InlineData(48_000, 44_100)]
    [InlineData(192_000, 8_000)]
    public void A_reader_gives_the_same_samples_in_any_order(int from, int to)
    {
        var samples = Noise(40_000);
        var whole = Convert(samples, from, to, 2);
        using var reader = new ResamplingReader(new Memory(samples, 2, from), to);
        Assert.Equal(whole.Length / 2, reader.Frames);
        Assert.Equal((to, 2), (reader.Rate, reader.Channels));
        var buffer = new float[2 * 500];
        foreach (var at in new long[] { 0, 500, 7, reader.Frames - 3, reader.Frames / 2, reader.Frames / 2 + 500, 0, reader.Frames, reader.Frames + 9 })
        {
            var read = reader.Read(at, buffer);
            Assert.Equal(Math.Clamp(reader.Frames - at, 0, 500), read);
            Assert.Equal(whole.AsSpan((int)Math.Min(at, reader.Frames) * 2, read * 2), buffer.AsSpan(0, read * 2));
        }
    }

    [Fact]
    public void A_reader_ends_where_its_medium_fails()
    {
        using var reader = new ResamplingReader(new Memory(Noise(40_000), 1, 44_100) { FailsAt = 10_000 }, 48_000);
        var read = reader.Read(0, new float[43_000]);
        Assert.InRange(read, 10_000, 10_900);
        Assert.Equal(0, reader.Read(read, new float[100]));
    }

    private static float[] Convert(float[] input, int from, int to, int channels = 1)
    {
        var resampler = new Resampler(from, to, channels);
        var output = new float[(int)resampler.OutputFrames(input.Length / channels) * channels];
        Assert.Equal(output.Length / channels, resampler.Process(input, output, out var consumed, true));
        Assert.Equal(0, resampler.Process(input.AsSpan(consumed * channels), new float[channels], out _, true));
        return output;
    }

    private static float[] Sine(double frequency, int rate, int frames) =>
        [.. Enumerable.Range(0, frames).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * frequency * n / rate)))];

    private static float[] Noise(int length)
    {
        var random = new Random(9);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private sealed class Memory(float[] samples, int channels, int rate) : ISampleReader
    {
        public int FailsAt { get; init; } = int.MaxValue;

        public int Channels => channels;

        public int Rate => rate;

        public long Frames => samples.Length / channels;

        public int Read(long at, Span<float> interleaved)
        {
            var frames = (int)Math.Clamp(Math.Min(Frames, FailsAt) - at, 0, interleaved.Length / channels);
            samples.AsSpan((int)at * channels, frames * channels).CopyTo(interleaved);
            return frames;
        }

        public void Dispose()
        {
        }
    }
}
