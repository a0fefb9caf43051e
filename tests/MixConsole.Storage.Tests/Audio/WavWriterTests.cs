using FsCheck.Xunit;
using MixConsole.Dsp.Convert;
using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Tests.Audio;

public sealed class WavWriterTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Property(MaxTest = 40)]
    public void Floats_come_back_bit_by_bit(float[] samples, byte channels)
    {
        var width = (channels % 4) + 1;
        var whole = samples.Where(float.IsFinite).ToArray();
        whole = whole[..(whole.Length / width * width)];
        using var reader = Round(new(width, 48_000), whole);
        Assert.Equal(whole, WavReaderTests.All(reader));
        Assert.Equal(width, reader.Channels);
    }

    [Theory]
    [InlineData(PcmFormat.Int16, 32768)]
    [InlineData(PcmFormat.Int24, 8388608)]
    public void Integers_are_rounded_to_the_nearest_step_and_never_wrap(PcmFormat bits, int full)
    {
        using var reader = Round(new(1, 44_100, bits), [0, 0.25f, -1, 1, 1.5f, -7, 1f / full, 0.6f / full, -0.6f / full, float.NaN]);
        Assert.Equal([0, 0.25f, -1, (full - 1f) / full, (full - 1f) / full, -1, 1f / full, 1f / full, -1f / full, 0], WavReaderTests.All(reader));
        Assert.Equal(44_100, reader.Rate);
    }

    [Fact]
    public void Dither_moves_integers_by_less_than_two_steps_and_the_same_way_every_time()
    {
        float[] quiet = [.. Enumerable.Range(0, 2000).Select(i => i % 7 / 70_000f)];
        var first = Dithered();
        Assert.Equal(first, Dithered());
        Assert.Contains(first.Zip(quiet), p => Math.Abs(p.First - p.Second) > 0.6f / 32_768);
        Assert.All(first.Zip(quiet), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1.5f / 32_768));

        float[] Dithered()
        {
            using (var writer = Create(new(2, 48_000, PcmFormat.Int16)))
            {
                writer.Write(quiet, new Dither(2));
                Assert.True(writer.Complete());
            }

            Assert.True(WavReader.TryOpen(temp.At("a.wav"), out var reader, out _));
            using (reader) return WavReaderTests.All(reader);
        }
    }

    [Fact]
    public void Stamps_and_descriptions_are_kept_and_too_long_a_text_is_cut_at_a_letter()
    {
        using var reader = Round(new(2, 96_000, PcmFormat.Int24) { TimeReference = 86_400L * 96_000, Description = new string('ü', 300) }, new float[20]);
        Assert.Equal(86_400L * 96_000, reader.TimeReference);
        Assert.Equal(new string('ü', 128), reader.Description);
        Assert.Equal(10, reader.Frames);
    }

    [Fact]
    public void Odd_data_is_padded_and_stays_whole()
    {
        using var reader = Round(new(1, 48_000, PcmFormat.Int24), [0.5f]);
        Assert.Equal([0.5f], WavReaderTests.All(reader));
        Assert.Equal(0, new FileInfo(temp.At("a.wav")).Length & 1);
    }

    [Fact]
    public void The_name_appears_only_when_the_file_is_complete()
    {
        var path = temp.Write("a.wav", [1, 2, 3]);
        using (var writer = Create(new(1, 48_000)))
        {
            writer.Write(new float[100]);
            Assert.Equal(3, new FileInfo(path).Length);
        }

        Assert.Equal([path], Directory.GetFiles(temp.Root)); // what was there stays when the new one is given up
        Assert.Equal(3, new FileInfo(path).Length);

        using (var writer = Create(new(1, 48_000)))
        {
            writer.Write(new float[100]);
            Assert.True(writer.Complete());
            Assert.True(writer.Complete());
            Assert.False(writer.Write(new float[1]));
        }

        Assert.Equal([path], Directory.GetFiles(temp.Root));
        Assert.True(new FileInfo(path).Length > 400);
    }

    [Fact]
    public void A_direct_file_is_playable_after_every_flush_and_even_without_one()
    {
        using var writer = Create(new(2, 48_000) { Place = WavPlace.Direct });
        writer.Write(new float[14]);
        Assert.Equal(7, FramesNow());
        writer.Flush();
        writer.Write(new float[6]);
        Assert.Equal(7, FramesNow());
        writer.Flush();
        Assert.Equal(10, FramesNow());
        writer.Write(new float[2]);
        writer.Dispose();
        Assert.Equal(11, FramesNow());
        Assert.Equal("", writer.Trouble);
    }

    [Fact]
    public void Above_its_limit_the_file_gets_long_sizes_in_the_same_place()
    {
        using (var writer = Create(new(2, 48_000) { LongAbove = 1000 }))
        {
            writer.Write(new float[400]);
            Assert.True(writer.Complete());
        }

        var bytes = File.ReadAllBytes(temp.At("a.wav"));
        Assert.Equal("RF64"u8, bytes.AsSpan(0, 4));
        Assert.Equal("ds64"u8, bytes.AsSpan(12, 4));
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt64(bytes, 20));
        Assert.Equal((1600L, 200L), (BitConverter.ToInt64(bytes, 28), BitConverter.ToInt64(bytes, 36)));
        Assert.True(WavReader.TryOpen(temp.At("a.wav"), out var reader, out _));
        using (reader) Assert.Equal(200, reader.Frames);
    }

    [Fact]
    public void A_recording_of_five_gibibytes_is_measured_right()
    {
        var bytes = WavHeader.Bytes(new(2, 48_000), 5L << 30);
        Assert.Equal("RF64"u8, bytes.AsSpan(0, 4));
        Assert.Equal(5L << 30, BitConverter.ToInt64(bytes, 28));
        Assert.Equal(WavHeader.Bytes(new(2, 48_000), 0).Length, bytes.Length);
        Assert.Equal("RIFF"u8, WavHeader.Bytes(new(2, 48_000), (4L << 30) - 1024).AsSpan(0, 4));
    }

    [Fact]
    public void Trouble_is_one_sentence_with_the_remedy()
    {
        Assert.False(WavWriter.TryCreate(temp.At("no/such/a.wav"), new(1, 48_000), out _, out var error));
        Assert.Contains("a.wav cannot be written because its folder does not exist", error, StringComparison.Ordinal);
        Assert.False(WavWriter.TryCreate(temp.Root, new(1, 48_000), out _, out error));
        Assert.Contains("a folder has that name", error, StringComparison.Ordinal);
        Assert.False(WavWriter.TryCreate("", new(1, 48_000), out _, out error));
        Assert.NotEqual("", error);
        if (!File.Exists("/dev/full")) return; // a device that is always full, where the system has one
        Assert.False(WavWriter.TryCreate("/dev/full", new(1, 48_000), out _, out error));
        Assert.Contains("the disk is full", error, StringComparison.Ordinal);
    }

    private long FramesNow()
    {
        Assert.True(WavReader.TryOpen(temp.At("a.wav"), out var reader, out var error), error);
        using (reader) return reader.Frames;
    }

    private WavReader Round(WavFormat format, float[] samples)
    {
        using (var writer = Create(format))
        {
            for (var at = 0; at < samples.Length; at += 7 * format.Channels)
                Assert.True(writer.Write(samples.AsSpan(at, Math.Min(7 * format.Channels, samples.Length - at))));
            Assert.True(writer.Complete(), writer.Trouble);
            Assert.Equal(samples.Length / format.Channels, writer.Frames);
        }

        Assert.True(WavReader.TryOpen(temp.At("a.wav"), out var reader, out var error), error);
        return reader;
    }

    private WavWriter Create(WavFormat format)
    {
        Assert.True(WavWriter.TryCreate(temp.At("a.wav"), format, out var writer, out var error), error);
        return writer;
    }

    public void Dispose() => temp.Dispose();
}
