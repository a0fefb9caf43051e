using System.Diagnostics;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>A stereo 32-bit float WAV file, looked at as bytes, since it may be long and still growing.</summary>
internal static class Recording
{
    private const int FrameBytes = 8;

    /// <summary>Waits until so many frames are there.</summary>
    public static void Await(string path, long frames)
    {
        for (var patience = Stopwatch.StartNew(); new FileInfo(path).Length < (frames + 1000) * FrameBytes; Thread.Sleep(20))
            Assert.True(patience.ElapsedMilliseconds < Tool.Patience + (frames / 48), $"{path} does not grow."); // slower than real time is not meant
    }

    /// <summary>The first frame in which two files differ; -1 where they are alike as far as asked.</summary>
    public static long Difference(string one, string other, long frames)
    {
        using var first = Open(one);
        using var second = Open(other);
        var (a, b) = (new byte[FrameBytes * 8192], new byte[FrameBytes * 8192]);
        for (long done = 0; done < frames; done += 8192)
        {
            var bytes = (int)Math.Min(8192, frames - done) * FrameBytes;
            first.ReadExactly(a, 0, bytes);
            second.ReadExactly(b, 0, bytes);
            var same = a.AsSpan(0, bytes).CommonPrefixLength(b.AsSpan(0, bytes));
            if (same < bytes) return done + (same / FrameBytes);
        }

        return -1;
    }

    private static FileStream Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var head = new byte[4096];
        stream.ReadExactly(head);
        stream.Position = head.AsSpan().IndexOf("data"u8) + 8;
        return stream;
    }
}
