using MixConsole.Dsp.Buffers;
using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Tests.Audio;

public sealed class AudioFileTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Fact]
    public void Content_decides_and_not_the_name()
    {
        Assert.True(AudioFile.TryOpen(temp.Write("a.aif", WavBytes.Ramp(1, 48_000, 4)), null, out var wav, out _));
        Assert.IsType<WavReader>(wav);
        wav.Dispose();
        Assert.True(AudioFile.TryOpen(temp.Write("b.wav", WavBytes.Aiff("AIFF", WavBytes.Common(1, 1, 16), [1, 2])), null, out var aiff, out _));
        Assert.IsType<AiffReader>(aiff);
        aiff.Dispose();
    }

    public static TheoryData<string, byte[]> Foreign => new()
    {
        { "FLAC", [.. "fLaC"u8, 0, 0, 0, 34, 0, 0, 0, 0] }, { "Ogg", [.. "OggS"u8, 0, 0, 0, 0, 0, 0, 0, 0] }, { "MP3", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0, 0, 0] }, { "MP3", [0xFF, 0xFB, 0x90, 0x64, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "CAF", [.. "caff"u8, 0, 1, 0, 0, 0, 0, 0, 0] }, { "WAV", WavBytes.Riff(WavBytes.Format(6, 1, 8000, 8), WavBytes.Chunk("data", [1, 2])) }, { "AIFF", WavBytes.Aiff("AIFC", WavBytes.Common(1, 4, 16, "ima4"), [1]) },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Compressed_files_go_to_the_decoder_or_name_the_library(string format, byte[] bytes)
    {
        var path = temp.Write("x", bytes);
        Assert.False(AudioFile.TryOpen(path, null, out _, out var error));
        Assert.Contains($"x ({format})", error, StringComparison.Ordinal);
        Assert.Contains("libsndfile1 on Debian", error, StringComparison.Ordinal);

        Assert.False(AudioFile.TryOpen(path, new FakeDecoder(null, "install the thing."), out _, out error));
        Assert.Contains("install the thing, or convert it", error, StringComparison.Ordinal);

        Assert.True(AudioFile.TryOpen(path, new FakeDecoder(new FakeReader(2, 48_000)), out var reader, out error));
        Assert.Equal(("", 2), (error, reader.Channels));

        Assert.False(AudioFile.TryOpen(path, new FakeDecoder(new FakeReader(2, 0)), out _, out error));
        Assert.Contains("sample rate of 0 Hz", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello, this is a text", "is no audio file")]
    [InlineData("RIFF....AVI LIST", "is no audio file")]
    [InlineData("....ftypM4A ", "MP4")]
    [InlineData("", "is empty")]
    public void What_is_no_audio_says_so(string text, string says)
    {
        Assert.False(AudioFile.TryOpen(temp.Write("x.wav", System.Text.Encoding.ASCII.GetBytes(text)), new FakeDecoder(new FakeReader(1, 48_000)), out var reader, out var error));
        Assert.Null(reader);
        Assert.StartsWith("x.wav", error, StringComparison.Ordinal);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_a_folder_and_a_forbidden_file_say_so()
    {
        Assert.False(AudioFile.TryOpen(temp.At("no.wav"), null, out _, out var error));
        Assert.Equal("no.wav does not exist: check the name and the folder.", error);
        Assert.False(AudioFile.TryOpen(temp.Root, null, out _, out error));
        Assert.Contains("is a folder", error, StringComparison.Ordinal);
        Assert.False(AudioFile.TryOpen("", null, out _, out error));
        Assert.NotEqual("", error);
        Assert.False(AudioFile.TryOpen("a\0b", null, out _, out error));
        Assert.NotEqual("", error);
    }

    public void Dispose() => temp.Dispose();
}

internal sealed class FakeDecoder(ISampleReader? reader, string reason = "") : IForeignDecoder
{
    public bool IsAvailable => reader is not null;

    public string Reason => reason;

    public bool TryOpen(string path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ISampleReader? opened, out string error)
    {
        opened = reader;
        error = reader is null ? "no" : "";
        return reader is not null;
    }
}

internal sealed class FakeReader(int channels, int rate, long frames = 100, long readable = long.MaxValue) : ISampleReader
{
    public int Channels => channels;

    public int Rate => rate;

    public long Frames => frames;

    public int Read(long at, Span<float> interleaved)
    {
        var now = (int)Math.Clamp(Math.Min(frames, readable) - at, 0, interleaved.Length / channels);
        interleaved[..(now * channels)].Fill(0.25f);
        return now;
    }

    public void Dispose()
    {
    }
}
