using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace MixConsole.Storage.Audio;

/// <summary>
/// AIFF, and AIFF-C with uncompressed samples of either byte order. Sources: "Audio Interchange File Format" version 1.3, and its AIFF-C draft of 1991.
/// </summary>
public sealed class AiffReader : PcmReader
{
    private const int MostChunks = 4096; // as in WAV: chunks without content must not take minutes to walk

    private AiffReader(SafeFileHandle handle, string path, PcmShape shape)
        : base(handle, path, shape)
    {
    }

    /// <summary>Opens a file. <paramref name="error"/> is one sentence with the file, the trouble and the remedy.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out AiffReader? reader, out string error) => TryOpen(path, out reader, out error, out _);

    /// <summary>As above; <paramref name="compressed"/> says that the file is sound but holds a codec that another decoder may know.</summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out AiffReader? reader, out string error, out bool compressed)
    {
        reader = null;
        compressed = false;
        if (!FileWindow.TryOpen(path, out var file, out error)) return false;
        try
        {
            error = Parse(file, path, out var shape, out compressed);
            if (error.Length == 0) reader = new(file.Handle, path, shape);
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            error = FileTrouble.Reading(path, trouble);
        }

        if (reader is null) file.Handle.Dispose();
        return reader is not null;
    }

    private static string Parse(FileWindow file, string path, out PcmShape shape, out bool compressed)
    {
        shape = default;
        compressed = false;
        var name = FileTrouble.Name(path);
        Span<byte> head = stackalloc byte[12];
        file.Read(0, head);
        var isLater = head[8..].SequenceEqual("AIFC"u8);
        if (!head[..4].SequenceEqual("FORM"u8) || !(isLater || head[8..].SequenceEqual("AIFF"u8))) return $"{name} is no AIFF file: export it again as WAV.";

        FindChunks(file, out var common, out var commonSize, out var sound, out var soundSize);
        if (common == 0 || commonSize < (isLater ? 22 : 18)) return $"{name} does not say how its samples are stored (no whole COMM chunk): export it again.";
        if (sound == 0 || soundSize < 8) return $"{name} holds no samples (no SSND chunk): export it again.";

        Span<byte> fields = stackalloc byte[22];
        file.Read(common, fields[..(isLater ? 22 : 18)]);
        int channels = BinaryPrimitives.ReadInt16BigEndian(fields);
        long frames = BinaryPrimitives.ReadUInt32BigEndian(fields[2..]);
        var rate = Extended(fields[8..18]);
        var layout = isLater ? Layout(fields[18..22], (BinaryPrimitives.ReadInt16BigEndian(fields[6..]) + 7) / 8) : new(SampleKind.Signed, (BinaryPrimitives.ReadInt16BigEndian(fields[6..]) + 7) / 8, true);
        if (layout is null)
        {
            compressed = true;
            return $"{name} is an AIFF file with compressed samples: export it again as uncompressed WAV or AIFF.";
        }

        if (PcmShape.Fault(channels, rate, layout.Value) is { } fault) return $"{name} {fault}: its header is broken, export it again.";

        Span<byte> skip = stackalloc byte[4];
        file.Read(sound, skip);
        var offset = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(skip), soundSize - 8);
        var there = (soundSize - 8 - offset) / (channels * layout.Value.Bytes);
        shape = new(sound + 8 + offset, frames == 0 ? there : Math.Min(frames, there), channels, (int)Math.Round(rate), layout.Value);
        return "";
    }

    private static void FindChunks(FileWindow file, out long common, out int commonSize, out long sound, out long soundSize)
    {
        (common, commonSize, sound, soundSize) = (0, 0, 0, 0);
        Span<byte> head = stackalloc byte[8];
        var at = 12L;
        for (var n = 0; n < MostChunks && at + 8 <= file.Length; n++)
        {
            file.Read(at, head);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            var body = at + 8;
            var rest = file.Length - body;
            if (head[..4].SequenceEqual("COMM"u8) && common == 0) (common, commonSize) = (body, (int)Math.Min(Math.Min(size, rest), 64));
            if (head[..4].SequenceEqual("SSND"u8) && sound == 0)
            {
                if (size == 0) size = rest; // a recorder that died
                (sound, soundSize) = (body, Math.Min(size, rest));
            }

            at = body + size + (size & 1);
        }
    }

    private static SampleLayout? Layout(ReadOnlySpan<byte> type, int bytes) =>
        type.SequenceEqual("NONE"u8) || type.SequenceEqual("twos"u8) || type.SequenceEqual("in16"u8) ? new(SampleKind.Signed, bytes, true)
        : type.SequenceEqual("sowt"u8) ? new(SampleKind.Signed, bytes)
        : type.SequenceEqual("in24"u8) ? new(SampleKind.Signed, 3, true)
        : type.SequenceEqual("in32"u8) ? new(SampleKind.Signed, 4, true)
        : type.SequenceEqual("42ni"u8) ? new(SampleKind.Signed, 3)
        : type.SequenceEqual("23ni"u8) ? new(SampleKind.Signed, 4)
        : type.SequenceEqual("raw "u8) ? new(SampleKind.Unsigned, 1)
        : type.SequenceEqual("fl32"u8) || type.SequenceEqual("FL32"u8) ? new(SampleKind.Float, 4, true)
        : type.SequenceEqual("fl64"u8) || type.SequenceEqual("FL64"u8) ? new(SampleKind.Float, 8, true)
        : null;

    // 80-bit extended: sign and 15 bits of exponent (bias 16383), then a 64-bit mantissa with its leading one.
    private static double Extended(ReadOnlySpan<byte> ten)
    {
        var exponent = BinaryPrimitives.ReadInt16BigEndian(ten);
        return exponent < 0 ? -1 : Math.ScaleB(BinaryPrimitives.ReadUInt64BigEndian(ten[2..]), exponent - 16383 - 63);
    }
}
