using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace MixConsole.Storage.Audio;

/// <summary>
/// WAV as it is met in the wild: plain and extensible, broadcast, RF64 and BW64; 8 to 32-bit integers, 32 and 64-bit floats; finished or not.
/// Sources: EBU Tech 3285 (broadcast), EBU Tech 3306 (RF64), ITU-R BS.2088 (BW64).
/// </summary>
public sealed class WavReader : PcmReader
{
    private const int Integer = 1, Float = 3, Extensible = 0xFFFE;

    // Tails of the sub-format identifiers whose first two bytes are a plain format tag: the usual one and that of ambisonic files.
    internal static ReadOnlySpan<byte> PlainTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private static ReadOnlySpan<byte> AmbisonicTail => [0, 0, 0x21, 0x07, 0xD3, 0x11, 0x86, 0x44, 0xC8, 0xC1, 0xCA, 0, 0, 0];

    private WavReader(SafeFileHandle handle, string path, PcmShape shape)
        : base(handle, path, shape)
    {
    }

    /// <summary>What the broadcast chunk says of the recording; empty without one.</summary>
    public string Description { get; private init; } = "";

    /// <summary>Opens a file. <paramref name="error"/> is one sentence with the file, the trouble and the remedy.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out WavReader? reader, out string error) => TryOpen(path, out reader, out error, out _);

    /// <summary>As above; <paramref name="compressed"/> says that the file is sound but holds a codec that another decoder may know.</summary>
    internal static bool TryOpen(string path, [NotNullWhen(true)] out WavReader? reader, out string error, out bool compressed)
    {
        reader = null;
        compressed = false;
        if (!FileWindow.TryOpen(path, out var file, out error)) return false;
        try
        {
            error = Parse(file, path, out reader, out compressed);
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            error = FileTrouble.Reading(path, trouble);
        }

        if (reader is null) file.Handle.Dispose();
        return reader is not null;
    }

    private static string Parse(FileWindow file, string path, out WavReader? reader, out bool compressed)
    {
        reader = null;
        compressed = false;
        var name = FileTrouble.Name(path);
        Span<byte> head = stackalloc byte[12];
        file.Read(0, head);
        var isRiff = head[..4].SequenceEqual("RIFF"u8) || head[..4].SequenceEqual("RF64"u8) || head[..4].SequenceEqual("BW64"u8);
        if (!isRiff || !head[8..].SequenceEqual("WAVE"u8)) return $"{name} is no WAV file: export it again as WAV.";

        var chunks = WavChunks.Find(file);
        if (chunks.FormatAt == 0 || chunks.FormatSize < 16) return $"{name} does not say how its samples are stored (no whole fmt chunk): export it again as WAV.";
        if (chunks.DataAt == 0) return $"{name} holds no samples (no data chunk): export it again.";

        Span<byte> format = stackalloc byte[40];
        file.Read(chunks.FormatAt, format[..Math.Min(40, chunks.FormatSize)]);
        var tag = Tag(format, chunks.FormatSize);
        if (tag is not (Integer or Float))
        {
            compressed = true;
            return $"{name} is a WAV file with compressed samples (format {tag:X4}): export it again as uncompressed WAV.";
        }

        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int frame = BinaryPrimitives.ReadUInt16LittleEndian(format[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        var layout = Layout(tag, channels, frame, bits);
        if (PcmShape.Fault(channels, rate, layout) is { } fault) return $"{name} {fault}: its header is broken, export it again.";

        var shape = new PcmShape(chunks.DataAt, chunks.DataSize / (channels * layout.Bytes), channels, (int)rate, layout);
        reader = chunks.BroadcastAt == 0
            ? new(file.Handle, path, shape)
            : new(file.Handle, path, shape) { TimeReference = Stamp(file, chunks.BroadcastAt, out var description), Description = description };
        return "";
    }

    private static int Tag(ReadOnlySpan<byte> format, int size)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (tag != Extensible || size < 40) return tag;
        var tail = format[26..40];
        return tail.SequenceEqual(PlainTail) || tail.SequenceEqual(AmbisonicTail) ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : tag;
    }

    // The frame size tells the container (20 valid bits in 24, 24 in 32); where it makes no sense, the bits do.
    private static SampleLayout Layout(int tag, int channels, int frame, int bits)
    {
        var bytes = (bits + 7) / 8;
        if (channels > 0 && frame % channels == 0 && frame / channels >= bytes && frame / channels <= 8) bytes = frame / channels;
        var kind = tag == Float ? SampleKind.Float : bytes == 1 ? SampleKind.Unsigned : SampleKind.Signed;
        return new(kind, bits == 0 ? 0 : bytes);
    }

    // Broadcast chunk: description 256, originator 32 + 32, date 10, time 8, then the 64-bit stamp.
    private static long? Stamp(FileWindow file, long at, out string description)
    {
        Span<byte> chunk = stackalloc byte[346];
        var whole = file.Read(at, chunk) == chunk.Length;
        var text = chunk[..256];
        var end = text.IndexOf((byte)0);
        description = System.Text.Encoding.UTF8.GetString(end < 0 ? text : text[..end]).Trim();
        var stamp = BinaryPrimitives.ReadUInt64LittleEndian(chunk[338..]);
        return whole && stamp <= long.MaxValue ? (long)stamp : null;
    }
}
