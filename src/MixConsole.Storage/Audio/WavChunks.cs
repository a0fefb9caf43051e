using System.Buffers.Binary;

namespace MixConsole.Storage.Audio;

/// <summary>
/// The chunks of a RIFF, RF64 or BW64 file that matter here, found in any order (EBU Tech 3285 and 3306, ITU-R BS.2088).
/// Sizes are claims: nothing is read or allocated beyond the file because of one.
/// </summary>
internal ref struct WavChunks
{
    // A file of nothing but empty chunks would otherwise be walked for minutes.
    private const int MostChunks = 4096;

    private const uint Unknown = uint.MaxValue; // "see ds64", or a stream whose end nobody wrote down

    public long FormatAt;
    public int FormatSize;
    public long BroadcastAt;
    public long DataAt;
    public long DataSize;

    /// <summary>Walks the file.</summary>
    public static WavChunks Find(FileWindow file)
    {
        WavChunks found = default;
        Span<byte> head = stackalloc byte[24];
        ulong longData = 0;
        var at = 12L;
        for (var n = 0; n < MostChunks && at + 8 <= file.Length; n++)
        {
            file.Read(at, head);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var body = at + 8;
            long span = size;
            if (head[..4].SequenceEqual("fmt "u8))
            {
                if (found.FormatAt == 0) (found.FormatAt, found.FormatSize) = (body, (int)Math.Min(size, 64));
            }
            else if (head[..4].SequenceEqual("ds64"u8))
            {
                longData = BinaryPrimitives.ReadUInt64LittleEndian(head[16..]);
            }
            else if (head[..4].SequenceEqual("bext"u8))
            {
                if (found.BroadcastAt == 0) found.BroadcastAt = body;
            }
            else if (head[..4].SequenceEqual("data"u8) && found.DataAt == 0)
            {
                var rest = file.Length - body;
                if (size == Unknown) span = longData is > 0 and < long.MaxValue ? (long)longData : rest;
                else if (size == 0 && !EndsInChunks(file, body)) span = rest;
                span = Math.Min(span, rest);
                (found.DataAt, found.DataSize) = (body, span);
            }

            at = body + span + (span & 1);
        }

        return found;
    }

    // A recorder that died leaves size 0 and samples behind it; an empty recording has proper chunks there, or nothing.
    private static bool EndsInChunks(FileWindow file, long at)
    {
        Span<byte> head = stackalloc byte[8];
        for (var n = 0; n < 16 && at < file.Length; n++)
        {
            if (file.Read(at, head) < 8 || head[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~')) return false;
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            at += 8 + size + (size & 1);
            if (at > file.Length + 1) return false;
        }

        return true;
    }
}
