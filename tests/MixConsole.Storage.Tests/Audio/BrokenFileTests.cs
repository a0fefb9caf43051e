using System.Diagnostics;
using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Tests.Audio;

public sealed class BrokenFileTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Fact]
    public void Broken_files_give_a_sentence_or_what_is_there_in_bounded_time_and_memory()
    {
        var buffer = new float[256 * 64];
        var opened = 0;
        var refused = 0;
        foreach (var (name, bytes) in BrokenFiles.All())
        {
            var path = temp.Write("broken.wav", bytes);
            var since = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (AudioFile.TryOpen(path, null, out var reader, out var error))
            {
                opened++;
                using (reader)
                {
                    Assert.True(reader.Channels is > 0 and <= 256 && reader.Rate > 0, name);
                    Assert.True(reader.Frames * reader.Channels <= bytes.Length, $"{name}: {reader.Frames} frames in {bytes.Length} bytes");
                    var at = 0L;
                    for (int read; (read = reader.Read(at, buffer)) > 0;) at += read;
                    Assert.True(reader.Frames == at, name);
                    Assert.True(buffer.All(float.IsFinite), name);
                }
            }
            else
            {
                refused++;
                Assert.True(reader is null, name);
                Assert.StartsWith("broken.wav", error, StringComparison.Ordinal);
                Assert.EndsWith(".", error, StringComparison.Ordinal);
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 65_536, name);
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(5), name);
        }

        Assert.True(opened > 40 && refused > 40, $"{opened} opened, {refused} refused");
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows()) return;
        using var make = Process.Start("mkfifo", temp.At("pipe.wav"));
        await make.WaitForExitAsync();
        var open = Task.Run(() => AudioFile.TryOpen(temp.At("pipe.wav"), null, out _, out var error) ? "opened" : error);
        Assert.Contains("pipe.wav", await open.WaitAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
    }

    public void Dispose() => temp.Dispose();
}
