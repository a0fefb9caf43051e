using MixConsole.Dsp.Buffers;
using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Import;

/// <summary>Brings the audio of strips into a session: copied where it can be played as it is, otherwise written as 32-bit float at the session's rate.</summary>
internal sealed class StemAudio(string folder, int rate, IForeignDecoder? foreign)
{
    private const int ChunkFrames = 16_384;

    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly float[] left = new float[ChunkFrames * 2];

    /// <summary>Files written so far, to take away again where the whole fails.</summary>
    public List<string> Written { get; } = [];

    /// <summary>
    /// Makes the file of a strip. False where its source cannot be read (<paramref name="trouble"/> says why) or the session cannot be written (<paramref name="isFatal"/> too).
    /// Where a source ends too early the strip is as long as what could be read, and <paramref name="trouble"/> says so.
    /// </summary>
    public bool TryBring(StemStrip strip, out string file, out long frames, out string trouble, out bool isFatal)
    {
        frames = strip.Left.Frames;
        var isWhole = strip.Right is null && strip.Left.Channels == strip.Channels;
        if (isWhole && strip.Left.CanCopy && strip.Left.Rate == rate) return TryCopy(strip.Left, out file, out trouble, out isFatal);

        file = Fresh(isWhole ? Path.GetFileNameWithoutExtension(strip.Left.File) : strip.Name);
        isFatal = false;
        if (!TryOpen(strip.Left, out var first, out trouble)) return false;
        using (first)
        {
            if (strip.Right is null) return TryWrite(strip, first, null, file, out frames, out trouble, out isFatal);
            if (!TryOpen(strip.Right, out var second, out trouble)) return false;
            using (second) return TryWrite(strip, first, second, file, out frames, out trouble, out isFatal);
        }
    }

    private bool TryCopy(Stem stem, out string file, out string trouble, out bool isFatal)
    {
        file = Fresh(Path.GetFileNameWithoutExtension(stem.File), Path.GetExtension(stem.File));
        (trouble, isFatal) = ("", false);
        var target = Path.Combine(folder, file);
        try
        {
            Written.Add(target);
            File.Copy(stem.Path, target); // clones where the file system can
            return true;
        }
        catch (Exception failure) when (FileTrouble.IsOfFiles(failure))
        {
            // It could be read a moment ago, so the session's side is to blame unless the stem is gone.
            isFatal = File.Exists(stem.Path);
            trouble = isFatal ? FileTrouble.Writing(target, failure) : FileTrouble.Reading(stem.Path, failure);
            return false;
        }
    }

    private bool TryOpen(Stem stem, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ISampleReader? reader, out string trouble)
    {
        if (!AudioFile.TryOpen(stem.Path, foreign, out reader, out trouble)) return false;
        if (reader.Rate == rate) return true;
        trouble = $"{stem.File} has {reader.Rate} Hz and the others {rate} Hz: export it again at {rate} Hz.";
        reader.Dispose();
        return false;
    }

    private bool TryWrite(StemStrip strip, ISampleReader first, ISampleReader? second, string file, out long frames, out string trouble, out bool isFatal)
    {
        frames = 0;
        var target = Path.Combine(folder, file);
        isFatal = !WavWriter.TryCreate(target, new(strip.Channels, rate), out var writer, out trouble);
        if (isFatal) return false;
        using (writer)
        {
            Written.Add(target);
            var length = Math.Max(first.Frames, second?.Frames ?? 0);
            var ends = second is null
                ? Channels(first, strip.First, strip.Channels, writer!, length)
                : Sides(first, second, writer!, length);
            frames = writer!.Frames;
            isFatal = !writer.Complete();
            if (isFatal) trouble = writer.Trouble;
            else if (frames == 0) trouble = $"{strip.Source} could not be decoded: export it again.";
            else if (ends < length) trouble = $"{strip.Source} could be read only up to {TimeSpan.FromSeconds((double)ends / rate):h\\:mm\\:ss\\.f}: export it again if the rest is needed.";
        }

        return !isFatal && frames > 0;
    }

    // Some channels of a reader, interleaved anew. Returns the frame at which reading ended.
    private long Channels(ISampleReader reader, int from, int channels, WavWriter writer, long length)
    {
        var all = new float[ChunkFrames * reader.Channels];
        var at = 0L;
        while (at < length)
        {
            var read = reader.Read(at, all);
            if (read <= 0) break;
            for (var i = 0; i < read; i++)
                for (var c = 0; c < channels; c++)
                    left[(i * channels) + c] = all[(i * reader.Channels) + from + c];
            if (!writer.Write(left.AsSpan(0, read * channels))) break;
            at += read;
        }

        return at;
    }

    // Two mono readers as left and right; the shorter one goes on in silence. Returns the frame at which the first failed, or length.
    private long Sides(ISampleReader first, ISampleReader second, WavWriter writer, long length)
    {
        var ends = length;
        var mono = new float[ChunkFrames];
        for (var at = 0L; at < length;)
        {
            var now = (int)Math.Min(ChunkFrames, length - at);
            left.AsSpan(0, now * 2).Clear();
            ends = Math.Min(ends, Spread(first, at, 0, now));
            ends = Math.Min(ends, Spread(second, at, 1, now));
            if (!writer.Write(left.AsSpan(0, now * 2))) break;
            at += now;
        }

        return ends;

        long Spread(ISampleReader side, long at, int channel, int now)
        {
            var wanted = (int)Math.Clamp(side.Frames - at, 0, now);
            var done = 0;
            while (done < wanted)
            {
                var read = side.Read(at + done, mono.AsSpan(0, wanted - done));
                if (read <= 0) return at + done;
                for (var i = 0; i < read; i++) left[((done + i) * 2) + channel] = mono[i];
                done += read;
            }

            return length;
        }
    }

    private string Fresh(string name, string extension = ".wav")
    {
        var file = name + extension;
        for (var n = 2; !names.Add(file); n++) file = $"{name} {n}{extension}";
        return file;
    }
}
