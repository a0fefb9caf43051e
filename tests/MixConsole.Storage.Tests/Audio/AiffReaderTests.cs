using MixConsole.Storage.Audio;
using static MixConsole.Storage.Tests.Audio.WavBytes;

namespace MixConsole.Storage.Tests.Audio;

public sealed class AiffReaderTests : IDisposable
{
    private static readonly byte[] Half16 = [0x40, 0x00], Half24 = [0x40, 0, 0], Half32 = [0x40, 0, 0, 0];

    private readonly TempFolder temp = new();

    [Fact]
    public void Plain_files_are_big_endian()
    {
        using var reader = Open(Aiff("AIFF", Common(2, 2, 16), [0x40, 0, 0xC0, 0, 0x00, 0x01, 0x80, 0]));
        Assert.Equal((2, 44_100, 2L), (reader.Channels, reader.Rate, reader.Frames));
        Assert.Equal([0.5f, -0.5f, 1 / 32768f, -1f], WavReaderTests.All(reader));
    }

    public static TheoryData<string, int, byte[]> Types => new()
    {
        { "NONE", 16, Half16 }, { "twos", 24, Half24 }, { "in24", 24, Half24 }, { "in32", 32, Half32 }, { "sowt", 16, [0, 0x40] }, { "42ni", 24, [0, 0, 0x40] }, { "23ni", 32, [0, 0, 0, 0x40] },
        { "raw ", 8, [192] }, { "NONE", 8, [0x40] }, { "fl32", 32, [0x3F, 0, 0, 0] }, { "FL32", 32, [0x3F, 0, 0, 0] }, { "fl64", 64, [0x3F, 0xE0, 0, 0, 0, 0, 0, 0] }, { "FL64", 64, [0x3F, 0xE0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_uncompressed_type_reads_a_half(string type, int bits, byte[] half)
    {
        using var reader = Open(Aiff("AIFC", Common(1, 9, bits, type), [.. Enumerable.Repeat(half, 9).SelectMany(b => b)]));
        Assert.Equal(Enumerable.Repeat(0.5f, 9), WavReaderTests.All(reader));
    }

    [Fact]
    public void Samples_may_begin_after_an_offset_and_frames_never_pass_the_end()
    {
        using var offset = Open(Aiff("AIFF", Common(1, 1, 16), [9, 9, 9, 0x40, 0], 3));
        Assert.Equal([0.5f], WavReaderTests.All(offset));
        using var cut = Open(Aiff("AIFF", Common(1, 1_000_000, 16), [0x40, 0, 0x40]));
        Assert.Equal(1, cut.Frames);
        using var unfinished = Open(Aiff("AIFF", Common(1, 0, 16), [0x40, 0, 0x40, 0]));
        Assert.Equal(2, unfinished.Frames);
    }

    [Fact]
    public void Other_types_are_for_another_decoder()
    {
        var path = temp.Write("a.aif", Aiff("AIFC", Common(1, 4, 16, "ulaw"), new byte[4]));
        Assert.False(AiffReader.TryOpen(path, out _, out var error, out var compressed));
        Assert.True(compressed);
        Assert.Contains("a.aif", error, StringComparison.Ordinal);
    }

    private AiffReader Open(byte[] bytes)
    {
        Assert.True(AiffReader.TryOpen(temp.Write("a.aif", bytes), out var reader, out var error), error);
        return reader;
    }

    public void Dispose() => temp.Dispose();
}
