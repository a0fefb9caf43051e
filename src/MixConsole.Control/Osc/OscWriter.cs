using System.Buffers.Binary;
using System.Text;

namespace MixConsole.Control.Osc;

/// <summary>
/// Writes OSC messages and bundles into a given span; allocates nothing. A write that does not fit changes nothing and answers false.
/// A message is its head and then its arguments in the order of the tags; <see cref="Length"/> and <see cref="Rewind"/> take back a message that did not fit as a whole.
/// </summary>
public ref struct OscWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written.</summary>
    public readonly ReadOnlySpan<byte> Written => buffer[..Length];

    /// <summary>Room left.</summary>
    public readonly int Free => buffer.Length - Length;

    /// <summary>Forgets everything behind an earlier <see cref="Length"/>.</summary>
    public void Rewind(int length) => Length = Math.Clamp(length, 0, Length);

    /// <summary>Goes on behind bytes that an earlier writer left in the same span.</summary>
    public void Skip(int bytes) => Length = Math.Clamp(Length + bytes, 0, buffer.Length);

    /// <summary>Head of a bundle; its elements follow, each between <see cref="TryBeginElement"/> and <see cref="EndElement"/>.</summary>
    public bool TryBundle(ulong timeTag)
    {
        if (Free < 16) return false;
        OscBundle.Header.CopyTo(buffer[Length..]);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[(Length + 8)..], timeTag);
        Length += 16;
        return true;
    }

    /// <summary>Leaves room for the size of an element and gives the place where it begins.</summary>
    public bool TryBeginElement(out int start)
    {
        start = Length + 4;
        if (Free < 4) return false;
        Length += 4;
        return true;
    }

    /// <summary>Writes the size in front of an element.</summary>
    public readonly void EndElement(int start) => BinaryPrimitives.WriteInt32BigEndian(buffer[(start - 4)..], Length - start);

    /// <summary>Address and type tags (without the comma) of a message.</summary>
    public bool TryMessage(scoped ReadOnlySpan<byte> address, scoped ReadOnlySpan<byte> tags)
    {
        var mark = Length;
        if (TryString(address, default) && TryString(","u8, tags)) return true;
        Length = mark;
        return false;
    }

    /// <inheritdoc cref="TryMessage(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public bool TryMessage(string address, scoped ReadOnlySpan<byte> tags)
    {
        var mark = Length;
        if (TryText(address) && TryString(","u8, tags)) return true;
        Length = mark;
        return false;
    }

    /// <summary>i.</summary>
    public bool TryInt32(int value)
    {
        if (Free < 4) return false;
        BinaryPrimitives.WriteInt32BigEndian(buffer[Length..], value);
        Length += 4;
        return true;
    }

    /// <summary>f.</summary>
    public bool TryFloat32(float value) => TryInt32(BitConverter.SingleToInt32Bits(value));

    /// <summary>h.</summary>
    public bool TryInt64(long value)
    {
        if (Free < 8) return false;
        BinaryPrimitives.WriteInt64BigEndian(buffer[Length..], value);
        Length += 8;
        return true;
    }

    /// <summary>d.</summary>
    public bool TryFloat64(double value) => TryInt64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>s, S: UTF-8 as it is.</summary>
    public bool TryString(scoped ReadOnlySpan<byte> text) => TryString(text, default);

    /// <summary>s: text as UTF-8.</summary>
    public bool TryText(scoped ReadOnlySpan<char> text)
    {
        if (Free < 4 || !Encoding.UTF8.TryGetBytes(text, buffer[Length..], out var bytes)) return false;
        return TryEnd(bytes);
    }

    /// <summary>b.</summary>
    public bool TryBlob(scoped ReadOnlySpan<byte> bytes)
    {
        var padded = (bytes.Length + 3) & ~3;
        if (Free < 4 + padded) return false;
        TryInt32(bytes.Length);
        bytes.CopyTo(buffer[Length..]);
        buffer[(Length + bytes.Length)..(Length + padded)].Clear();
        Length += padded;
        return true;
    }

    private bool TryString(scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second)
    {
        var bytes = first.Length + second.Length;
        if (Free < (bytes & ~3) + 4) return false;
        first.CopyTo(buffer[Length..]);
        second.CopyTo(buffer[(Length + first.Length)..]);
        return TryEnd(bytes);
    }

    /// <summary>One to four zeros behind a string.</summary>
    private bool TryEnd(int bytes)
    {
        var padded = (bytes & ~3) + 4;
        if (Free < padded) return false;
        buffer[(Length + bytes)..(Length + padded)].Clear();
        Length += padded;
        return true;
    }
}
