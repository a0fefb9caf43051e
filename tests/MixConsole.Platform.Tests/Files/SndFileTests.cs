using System.Buffers.Binary;
using System.Diagnostics;
using MixConsole.Dsp.Buffers;
using MixConsole.Platform.Files;

namespace MixConsole.Platform.Tests.Files;

public sealed class SndFileTests : IDisposable
{
    private const int Rate = 44_100, Channels = 2, Frames = 20_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("mixconsole").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_reads_from_any_place_in_any_order()
    {
        if (!Available())
            return;
        using ISampleReader reader = Open(WriteSun("größe.au"));
        Assert.Equal((Channels, Rate, Frames), (reader.Channels, reader.Rate, reader.Frames));
        float[] block = new float[2 * 100];
        foreach (int at in (int[])[0, 100, 5000, 5100, 7, Frames - 100])
        {
            Assert.Equal(100, reader.Read(at, block));
            for (int index = 0; index < block.Length; index++)
                Assert.Equal(Sample((at * Channels) + index) / 32768f, block[index]);
        }
    }

    [Fact]
    public void Reads_end_with_the_file()
    {
        if (!Available())
            return;
        ISampleReader reader = Open(WriteSun("end.au"));
        float[] block = new float[(2 * 100) + 1];
        Assert.Equal(30, reader.Read(Frames - 30, block));
        Assert.Equal(0, reader.Read(Frames, block));
        Assert.Equal(0, reader.Read(-1, block));
        Assert.Equal(0, reader.Read(0, new float[1]));
        reader.Dispose();
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.Read(0, block));
    }

    [Theory]
    [InlineData("flac", 1e-4)]
    [InlineData("aiff", 1e-4)]
    [InlineData("ogg", 0.2)]
    [InlineData("mp3", 0.2)]
    public void Compressed_and_foreign_formats_come_out_as_they_went_in(string format, double tolerance)
    {
        string source = WriteSun("in.au"), target = Path.Combine(_folder, "out." + format);
        if (!Available() || !Convert(source, target))
            return;
        using ISampleReader reader = Open(target);
        Assert.Equal((Channels, Rate), (reader.Channels, reader.Rate));
        Assert.InRange(reader.Frames, Frames, Frames + 4000);
        float[] block = new float[Frames * Channels];
        Assert.Equal(Frames, reader.Read(0, block));
        double sum = 0;
        for (int index = 0; index < block.Length; index++)
            sum += Math.Pow(block[index] - (Sample(index) / 32768f), 2);
        // Codecs with a delay shift the sine; its energy stays.
        double power = block.Sum(sample => (double)sample * sample) / block.Length;
        Assert.True(Math.Sqrt(sum / block.Length) < tolerance || Math.Abs(power - 0.125) < 0.02);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named_with_a_remedy()
    {
        string missing = Path.Combine(_folder, "missing.flac");
        Assert.False(SndFile.TryOpen(missing, out ISampleReader? reader, out string? error));
        Assert.Null(reader);
        Assert.Contains(missing, error, StringComparison.Ordinal);

        string text = Path.Combine(_folder, "text.flac");
        File.WriteAllText(text, "no sound at all");
        Assert.False(SndFile.TryOpen(text, out _, out error));
        Assert.Contains(text, error, StringComparison.Ordinal);
        Assert.Contains("WAV", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_never_throws()
    {
        if (!Available())
            return;
        byte[] whole = File.ReadAllBytes(WriteSun("whole.au"));
        float[] block = new float[64];
        for (int length = 0; length < 200; length += 3)
        {
            string path = Path.Combine(_folder, "cut.au");
            File.WriteAllBytes(path, whole[..length]);
            if (!SndFile.TryOpen(path, out ISampleReader? reader, out string? error))
            {
                Assert.Contains(path, error, StringComparison.Ordinal);
                continue;
            }

            Assert.InRange(reader.Read(0, block), 0, 32);
            reader.Dispose();
        }
    }

    private static bool Available()
    {
        if (!SndFile.IsAvailable)
            Console.WriteLine("Skipped: " + SndFile.Reason);
        return SndFile.IsAvailable;
    }

    private static ISampleReader Open(string path)
    {
        Assert.True(SndFile.TryOpen(path, out ISampleReader? reader, out string? error), error);
        return reader;
    }

    // A sine of half scale in both channels.
    private static short Sample(int index) => (short)(16384 * Math.Sin(index / Channels * 0.05));

    // Sun's .au: six big-endian words, then 16-bit samples.
    private string WriteSun(string name)
    {
        byte[] bytes = new byte[24 + (Frames * Channels * 2)];
        uint[] header = [0x2E736E64, 24, Frames * Channels * 2, 3, Rate, Channels];
        for (int word = 0; word < header.Length; word++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * word), header[word]);
        for (int index = 0; index < Frames * Channels; index++)
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(24 + (2 * index)), Sample(index));
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static bool Convert(string source, string target)
    {
        try
        {
            using Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-y", "-v", "error", "-i", source, target]))!;
            ffmpeg.WaitForExit();
            return ffmpeg.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("Skipped: this machine has no ffmpeg to make the file.");
            return false;
        }
    }
}
