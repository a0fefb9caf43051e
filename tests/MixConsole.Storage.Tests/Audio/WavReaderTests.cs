using MixConsole.Storage.Audio;
using static MixConsole.Storage.Tests.Audio.WavBytes;

namespace MixConsole.Storage.Tests.Audio;

public sealed class WavReaderTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Fact]
    public void Sixteen_bits_are_parts_of_32768()
    {
        using var reader = Open(Riff(Format(1, 2, 48_000, 16), Chunk("data", Shorts(short.MinValue, short.MaxValue, 1, -1))));
        Assert.Equal((2, 48_000, 2L, 16), (reader.Channels, reader.Rate, reader.Frames, reader.BitsPerSample));
        Assert.Equal([-1f, 32767 / 32768f, 1 / 32768f, -1 / 32768f], All(reader));
    }

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(1, 16, 2)]
    [InlineData(1, 24, 3)]
    [InlineData(1, 32, 4)]
    [InlineData(3, 32, 4)]
    [InlineData(3, 64, 8)]
    public void Every_width_reads_what_was_stored_in_any_portion(int tag, int bits, int bytes)
    {
        // Multiples of 1/128 exist in every format.
        var expected = Enumerable.Range(0, 1001 * 3).Select(i => ((i * 29 % 255) - 127) / 128f).ToArray();
        var data = expected.SelectMany(s => tag == 3 ? bytes == 4 ? BitConverter.GetBytes(s) : BitConverter.GetBytes((double)s)
            : bits == 8 ? [(byte)((s * 128) + 128)]
            : BitConverter.GetBytes((int)(s * 2147483648.0)).Skip(4 - bytes).ToArray()).ToArray();
        using var reader = Open(Riff(Format(tag, 3, 44_100, bits), Chunk("data", data)));
        Assert.Equal(expected, All(reader));

        foreach (var portion in new[] { 1, 2, 5, 7, 64, 999 })
        {
            var buffer = new float[portion * 3];
            for (var at = 0; at < 1001; at += portion)
            {
                var read = reader.Read(at, buffer);
                Assert.Equal(Math.Min(portion, 1001 - at), read);
                Assert.Equal(expected.AsSpan(at * 3, read * 3), buffer.AsSpan(0, read * 3));
            }
        }
    }

    [Fact]
    public void Extensible_files_tell_their_container()
    {
        // Twenty valid bits stand at the top of three bytes.
        using var reader = Open(Riff(Extensible(1, 1, 96_000, 24, 20), Chunk("data", [0, 0, 0x40, 0, 0, 0xC0])));
        Assert.Equal([0.5f, -0.5f], All(reader));
        using var floats = Open(Riff(Extensible(3, 4, 96_000, 32, 32), Chunk("data", Floats(1, 2, 3, 4))));
        Assert.Equal([1f, 2, 3, 4], All(floats));
        Assert.Equal("32-bit float", floats.Encoding.ToString());
    }

    [Fact]
    public void Stamps_and_descriptions_come_from_the_broadcast_chunk_wherever_it_stands()
    {
        byte[] samples = Chunk("data", Shorts(1, 2, 3));
        foreach (var file in new[] { Riff(Broadcast(172_800_000, "Take 3 ü"), Format(1, 1, 48_000, 16), samples), Riff(Format(1, 1, 48_000, 16), samples, Broadcast(172_800_000, "Take 3 ü")) })
        {
            using var reader = Open(file);
            Assert.Equal(172_800_000, reader.TimeReference);
            Assert.Equal("Take 3 ü", reader.Description);
        }

        using var plain = Open(Ramp(1, 48_000, 5));
        Assert.Null(plain.TimeReference);
    }

    [Fact]
    public void Chunks_of_any_kind_and_odd_size_are_stepped_over()
    {
        using var reader = Open(Riff(Chunk("JUNK", new byte[27]), Chunk("LIST", new byte[5]), Format(1, 1, 48_000, 8), Chunk("data", [128, 255, 0]), Chunk("iXML", new byte[3])));
        Assert.Equal([0f, 127 / 128f, -1f], All(reader));
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void Long_files_keep_their_sizes_in_a_chunk_of_their_own(string id)
    {
        byte[] sizes = [.. BitConverter.GetBytes(100L), .. BitConverter.GetBytes(6L), .. BitConverter.GetBytes(3L), 0, 0, 0, 0];
        using var reader = Open(Riff(id, Chunk("ds64", sizes), Format(1, 1, 48_000, 16), Chunk("data", Shorts(1, 2, 3), uint.MaxValue), Chunk("LIST", new byte[8])));
        Assert.Equal(3, reader.Frames);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    [InlineData(1_000_000u)]
    public void Unfinished_and_oversized_data_is_taken_as_far_as_it_goes(uint claimed)
    {
        using var reader = Open([.. Riff(Format(1, 2, 48_000, 16), Chunk("data", Shorts(1, 2, 3, 4, 5), claimed))]);
        Assert.Equal(2, reader.Frames);
        Assert.Equal(4 / 32768f, All(reader)[^1]);
    }

    [Fact]
    public void An_empty_recording_with_chunks_behind_it_stays_empty()
    {
        using var reader = Open(Riff(Format(1, 2, 48_000, 16), Chunk("data", []), Chunk("LIST", new byte[16])));
        Assert.Equal(0, reader.Frames);
        Assert.Equal(0, reader.Read(0, new float[8]));
    }

    [Fact]
    public void What_is_not_finite_is_silence()
    {
        float[] samples = [1, float.NaN, 2, float.PositiveInfinity, 3, float.NegativeInfinity, 4];
        using var reader = Open(Riff(Format(3, 1, 48_000, 32), Chunk("data", Floats(samples))));
        Assert.Equal([1f, 0, 2, 0, 3, 0, 4], All(reader));
        using var wide = Open(Riff(Format(3, 1, 48_000, 64), Chunk("data", [.. BitConverter.GetBytes(1e300), .. BitConverter.GetBytes(double.NaN), .. BitConverter.GetBytes(-0.25)])));
        Assert.Equal([0f, 0, -0.25f], All(wide));
    }

    [Fact]
    public void Reading_outside_gives_nothing_and_reading_at_the_end_gives_the_rest()
    {
        using var reader = Open(Ramp(2, 48_000, 10));
        var buffer = new float[8];
        Assert.Equal(0, reader.Read(-1, buffer));
        Assert.Equal(0, reader.Read(10, buffer));
        Assert.Equal(0, reader.Read(long.MaxValue, buffer));
        Assert.Equal(2, reader.Read(8, buffer));
        Assert.Equal(0, reader.Read(0, []));
        Assert.Equal(0, reader.Read(0, new float[1]));
    }

    [Fact]
    public void A_file_that_shrinks_while_open_ends_early_and_says_so()
    {
        var path = temp.Write("a.wav", Ramp(1, 48_000, 1000));
        Assert.True(WavReader.TryOpen(path, out var reader, out _));
        using (reader)
        {
            using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) cut.SetLength(44 + 201);
            var buffer = new float[1000];
            Assert.Equal(100, reader.Read(0, buffer));
            Assert.Contains("a.wav became shorter", reader.Trouble, StringComparison.Ordinal);
            Assert.Equal(99 * 37 / 32768f, buffer[99]);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        using var reader = Open(Ramp(2, 48_000, 4000));
        var buffer = new float[512];
        for (var i = 0; i < 3; i++) reader.Read(i, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) reader.Read(i, buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private WavReader Open(byte[] bytes)
    {
        Assert.True(WavReader.TryOpen(temp.Write("a.wav", bytes), out var reader, out var error), error);
        Assert.Equal("", error);
        return reader;
    }

    internal static float[] All(MixConsole.Dsp.Buffers.ISampleReader reader)
    {
        var all = new float[reader.Frames * reader.Channels];
        Assert.Equal(reader.Frames, reader.Read(0, all));
        return all;
    }

    public void Dispose() => temp.Dispose();
}
