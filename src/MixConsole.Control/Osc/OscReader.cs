using System.Buffers.Binary;

namespace MixConsole.Control.Osc;

/// <summary>
/// One OSC message over received bytes (OSC 1.0 and 1.1, all type tags). Allocates nothing; everything is checked before the first argument is handed out, so reading on never fails and never over-reads.
/// </summary>
public ref struct OscReader
{
    private readonly ReadOnlySpan<byte> data;
    private readonly ReadOnlySpan<byte> tags;
    private int tag;
    private int position;

    private OscReader(ReadOnlySpan<byte> address, ReadOnlySpan<byte> tags, ReadOnlySpan<byte> data)
    {
        Address = address;
        this.tags = tags;
        this.data = data;
    }

    /// <summary>Address without padding, beginning with a slash; may be a pattern.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>Type tags without the comma; empty where there are no arguments, also where the tag string is missing.</summary>
    public readonly ReadOnlySpan<byte> Tags => tags;

    /// <summary>Takes a message apart. False for anything malformed, including unknown tags, which make the rest unreadable.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out OscReader message)
    {
        message = default;
        if (packet.IsEmpty || packet[0] != (byte)'/' || !TryString(packet, out var address, out var used)) return false;
        var rest = packet[used..];
        ReadOnlySpan<byte> tags = default;
        if (!rest.IsEmpty && rest[0] == (byte)',')
        {
            if (!TryString(rest, out tags, out used)) return false;
            tags = tags[1..];
            rest = rest[used..];
        }

        message = new(address, tags, rest);
        return IsSound(tags, rest);
    }

    /// <summary>The next argument; brackets of arrays come as arguments without data. False after the last.</summary>
    public bool TryNext(out OscArgument argument)
    {
        argument = default;
        if (tag >= tags.Length || !TrySize(tags[tag], data[position..], out var size)) return false;
        argument = new(tags[tag], data.Slice(position, size));
        position += size;
        tag++;
        return true;
    }

    private static bool IsSound(ReadOnlySpan<byte> tags, ReadOnlySpan<byte> data)
    {
        var open = 0;
        var at = 0;
        foreach (var tag in tags)
        {
            if (tag == (byte)'[') open++;
            if (tag == (byte)']' && --open < 0) return false;
            if (!TrySize(tag, data[at..], out var size)) return false;
            at += size;
        }

        return open == 0;
    }

    /// <summary>Bytes that an argument takes, padding included; false where they are not there.</summary>
    private static bool TrySize(byte tag, ReadOnlySpan<byte> data, out int size)
    {
        switch (tag)
        {
            case (byte)'i' or (byte)'f' or (byte)'c' or (byte)'r' or (byte)'m':
                size = 4;
                break;
            case (byte)'h' or (byte)'d' or (byte)'t':
                size = 8;
                break;
            case (byte)'T' or (byte)'F' or (byte)'N' or (byte)'I' or (byte)'[' or (byte)']':
                size = 0;
                break;
            case (byte)'s' or (byte)'S':
                return TryString(data, out _, out size);
            case (byte)'b':
                size = 0;
                if (data.Length < 4) return false;
                var count = BinaryPrimitives.ReadInt32BigEndian(data);
                if (count < 0 || count > data.Length - 4) return false;
                size = 4 + ((count + 3) & ~3);
                break;
            default:
                size = 0;
                return false;
        }

        return size <= data.Length;
    }

    private static bool TryString(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> text, out int used)
    {
        var end = data.IndexOf((byte)0);
        text = end < 0 ? default : data[..end];
        used = (end & ~3) + 4;
        return end >= 0 && used <= data.Length;
    }
}

/// <summary>One argument with its bytes as they came.</summary>
/// <param name="tag">Type tag.</param>
/// <param name="data">Its bytes, padding included; empty for tags without data.</param>
public readonly ref struct OscArgument(byte tag, ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>Type tag, as in 'f'.</summary>
    public char Tag => (char)tag;

    /// <summary>i, c: 32 bits.</summary>
    public int Int32 => data.Length < 4 ? 0 : BinaryPrimitives.ReadInt32BigEndian(data);

    /// <summary>h: 64 bits.</summary>
    public long Int64 => data.Length < 8 ? 0 : BinaryPrimitives.ReadInt64BigEndian(data);

    /// <summary>f.</summary>
    public float Float32 => data.Length < 4 ? 0 : BinaryPrimitives.ReadSingleBigEndian(data);

    /// <summary>d.</summary>
    public double Float64 => data.Length < 8 ? 0 : BinaryPrimitives.ReadDoubleBigEndian(data);

    /// <summary>t: NTP seconds and fraction.</summary>
    public ulong TimeTag => data.Length < 8 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(data);

    /// <summary>r, m: their four bytes. s, S: UTF-8 without padding. b: the bytes of the blob.</summary>
    public ReadOnlySpan<byte> Bytes => tag switch
    {
        (byte)'s' or (byte)'S' => data[..data.IndexOf((byte)0)],
        (byte)'b' => data.Slice(4, BinaryPrimitives.ReadInt32BigEndian(data)),
        _ => data,
    };

    /// <summary>The number that the argument means: i f h d c as they are, T 1, F 0. False for everything else.</summary>
    public bool TryNumber(out double number)
    {
        switch (Tag)
        {
            case 'i' or 'c':
                number = Int32;
                return true;
            case 'f':
                number = Float32;
                return true;
            case 'h':
                number = Int64;
                return true;
            case 'd':
                number = Float64;
                return true;
            case 'T' or 'F':
                number = Tag == 'T' ? 1 : 0;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>Whether it is a text (s or S).</summary>
    public bool IsText => Tag is 's' or 'S';
}
