using System.Buffers.Binary;
using System.Text;

namespace MixConsole.Storage.Audio;

/// <summary>
/// The bytes in front of the samples. A JUNK chunk keeps the room that 64-bit sizes take once the file outgrows 4 GiB (EBU Tech 3306), so the header never changes its length.
/// </summary>
internal static class WavHeader
{
    private const int BroadcastBytes = 602; // EBU Tech 3285 version 1 without coding history

    /// <summary>The header of a file with so many bytes of samples.</summary>
    public static byte[] Bytes(WavFormat format, long data)
    {
        using var stream = new MemoryStream(1024);
        using var writer = new BinaryWriter(stream);
        var fields = Fields(format);
        var length = 12 + 36 + (format.TimeReference is null ? 0 : 8 + BroadcastBytes) + 8 + fields.Length + (format.Bits == WavBits.Float32 ? 12 : 0) + 8;
        var riff = length - 8 + data + (data & 1);
        var isLong = riff + 8 > format.LongAbove;

        writer.Write(isLong ? "RF64"u8 : "RIFF"u8);
        writer.Write(isLong ? uint.MaxValue : (uint)riff);
        writer.Write("WAVE"u8);

        writer.Write(isLong ? "ds64"u8 : "JUNK"u8);
        writer.Write(28);
        writer.Write(isLong ? riff : 0);
        writer.Write(isLong ? data : 0);
        writer.Write(isLong ? data / format.FrameBytes : 0);
        writer.Write(0); // no table: no other chunk is long

        if (format.TimeReference is { } stamp) WriteBroadcast(writer, stamp, format.Description);
        writer.Write("fmt "u8);
        writer.Write(fields.Length);
        writer.Write(fields);
        if (format.Bits == WavBits.Float32)
        {
            writer.Write("fact"u8);
            writer.Write(4);
            writer.Write((uint)Math.Min(data / format.FrameBytes, uint.MaxValue));
        }

        writer.Write("data"u8);
        writer.Write(isLong ? uint.MaxValue : (uint)data);
        return stream.ToArray();
    }

    // Plain for one and two channels, which everything reads; extensible above, where readers ask which loudspeaker is which (none in particular).
    private static byte[] Fields(WavFormat format)
    {
        var isFloat = format.Bits == WavBits.Float32;
        var isWide = format.Channels > 2;
        var fields = new byte[isWide ? 40 : isFloat ? 18 : 16];
        BinaryPrimitives.WriteUInt16LittleEndian(fields, (ushort)(isWide ? 0xFFFE : isFloat ? 3 : 1));
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(2), (ushort)format.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(4), format.Rate);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(8), format.Rate * format.FrameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(12), (ushort)format.FrameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(14), (ushort)(format.SampleBytes * 8));
        if (!isWide) return fields;

        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(16), 22);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(18), (ushort)(format.SampleBytes * 8));
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(24), (ushort)(isFloat ? 3 : 1));
        WavReader.PlainTail.CopyTo(fields.AsSpan(26));
        return fields;
    }

    private static void WriteBroadcast(BinaryWriter writer, long stamp, string description)
    {
        Span<byte> chunk = stackalloc byte[BroadcastBytes];
        chunk.Clear();
        Encoding.UTF8.GetEncoder().Convert(description, chunk[..256], true, out _, out _, out _);
        BinaryPrimitives.WriteInt64LittleEndian(chunk[338..], stamp);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[346..], 1);
        writer.Write("bext"u8);
        writer.Write(BroadcastBytes);
        writer.Write(chunk);
    }
}
