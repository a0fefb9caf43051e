using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Storage.Audio;

/// <summary>
/// Uncompressed samples in a file, read where they lie: no buffer of its own, no allocation while reading. One thread at a time.
/// </summary>
public abstract class PcmReader : ISampleReader
{
    private readonly SafeFileHandle handle;
    private readonly PcmShape shape;
    private readonly string path;

    private protected PcmReader(SafeFileHandle handle, string path, PcmShape shape)
    {
        this.handle = handle;
        this.path = path;
        this.shape = shape;
    }

    /// <inheritdoc/>
    public int Channels => shape.Channels;

    /// <inheritdoc/>
    public int Rate => shape.Rate;

    /// <inheritdoc/>
    public long Frames => shape.Frames;

    /// <summary>How one sample is stored.</summary>
    public SampleLayout Encoding => shape.Layout;

    /// <summary>Bits that one sample takes in the file.</summary>
    public int BitsPerSample => shape.Layout.Bytes * 8;

    /// <summary>Frames since midnight at this file's rate, where the file is stamped.</summary>
    public long? TimeReference { get; private protected init; }

    /// <summary>Empty, or why a read came back short: one sentence. The samples from there on are missing.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Reads whole frames, full scale = 1. Fewer than asked for at the end, and where <see cref="Trouble"/> says why.</summary>
    public int Read(long at, Span<float> interleaved)
    {
        if (at < 0 || at >= Frames) return 0;
        var frames = (int)Math.Min(interleaved.Length / Channels, Frames - at);
        var samples = interleaved[..(frames * Channels)];
        var bytes = shape.Layout.Bytes;
        if (bytes > sizeof(float)) return ReadWide(at, samples);

        // Stored samples are no wider than floats, so they fit into the end of the target and are converted from there.
        var stored = MemoryMarshal.AsBytes(samples)[(samples.Length * (sizeof(float) - bytes))..];
        return Decoded(Fill(stored, at), stored, samples);
    }

    private int ReadWide(long at, Span<float> samples)
    {
        Span<byte> stored = stackalloc byte[8192 - (8192 % (Channels * shape.Layout.Bytes))];
        var done = 0;
        var frames = samples.Length / Channels;
        while (done < frames)
        {
            var now = Math.Min(frames - done, stored.Length / shape.FrameBytes);
            var part = stored[..(now * shape.FrameBytes)];
            var read = Decoded(Fill(part, at + done), part, samples.Slice(done * Channels, now * Channels));
            done += read;
            if (read < now) break;
        }

        return done;
    }

    private int Decoded(int bytes, Span<byte> stored, Span<float> samples)
    {
        var frames = bytes / shape.FrameBytes;
        shape.Layout.Decode(stored[..(frames * shape.FrameBytes)], samples[..(frames * Channels)]);
        return frames;
    }

    private int Fill(Span<byte> stored, long at)
    {
        var done = 0;
        try
        {
            while (done < stored.Length)
            {
                var read = RandomAccess.Read(handle, stored[done..], shape.Offset + (at * shape.FrameBytes) + done);
                if (read > 0)
                {
                    done += read;
                    continue;
                }

                Trouble = $"{FileTrouble.Name(path)} became shorter while it was open: copy it again.";
                break;
            }
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            Trouble = FileTrouble.Reading(path, trouble);
        }

        return done;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        handle.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Where and how the samples of a file lie.</summary>
/// <param name="Offset">First byte of the first frame.</param>
/// <param name="Frames">Whole frames that are really in the file.</param>
/// <param name="Channels">Interleaved channels.</param>
/// <param name="Rate">Frames per second.</param>
/// <param name="Layout">One sample.</param>
internal readonly record struct PcmShape(long Offset, long Frames, int Channels, int Rate, SampleLayout Layout)
{
    /// <summary>More would be a broken header rather than a microphone array.</summary>
    public const int MostChannels = 256;

    /// <summary>Hz; twice the highest rate of converters.</summary>
    public const int HighestRate = 768_000;

    public int FrameBytes => Channels * Layout.Bytes;

    /// <summary>The trouble with a header's numbers, or null where they make sense.</summary>
    public static string? Fault(long channels, double rate, SampleLayout layout) =>
        channels is < 1 or > MostChannels ? $"claims {channels} channels, and 1 to {MostChannels} can be read"
        : !(rate is >= 1000 and <= HighestRate) ? $"claims a sample rate of {rate} Hz"
        : !layout.IsKnown ? $"claims samples of {layout.Bytes} bytes"
        : null;
}
