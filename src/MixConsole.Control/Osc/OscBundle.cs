using System.Buffers.Binary;

namespace MixConsole.Control.Osc;

/// <summary>The elements of an OSC bundle over received bytes, one after the other. Allocates nothing.</summary>
public ref struct OscBundle
{
    /// <summary>Bundles inside bundles that are still read.</summary>
    public const int MaxDepth = 8;

    private ReadOnlySpan<byte> rest;

    private OscBundle(ulong timeTag, ReadOnlySpan<byte> rest)
    {
        TimeTag = timeTag;
        this.rest = rest;
    }

    /// <summary>First bytes of every bundle.</summary>
    public static ReadOnlySpan<byte> Header => "#bundle\0"u8;

    /// <summary>When its messages shall take effect: NTP seconds and fraction; 1 is at once.</summary>
    public ulong TimeTag { get; }

    /// <summary>Whether the packet begins as a bundle.</summary>
    public static bool Is(ReadOnlySpan<byte> packet) => packet.StartsWith(Header);

    /// <summary>Opens a bundle. False where the header is incomplete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out OscBundle bundle)
    {
        bundle = default;
        if (!Is(packet) || packet.Length < 16) return false;
        bundle = new(BinaryPrimitives.ReadUInt64BigEndian(packet[8..]), packet[16..]);
        return true;
    }

    /// <summary>The next element: a message or a bundle. False at the end, and at a size that does not fit.</summary>
    public bool TryNext(out ReadOnlySpan<byte> element)
    {
        element = default;
        if (rest.Length < 4) return false;
        var size = BinaryPrimitives.ReadInt32BigEndian(rest);
        if (size <= 0 || (size & 3) != 0 || size > rest.Length - 4) return false;
        element = rest.Slice(4, size);
        rest = rest[(4 + size)..];
        return true;
    }

    /// <summary>Whether all bytes have been read; after the last element this tells a whole bundle from a broken one.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    /// <summary>Whether a packet, message or bundle, is sound to its last byte. The messages of a bundle take effect together, so none is used before all are known to be sound.</summary>
    public static bool IsSound(ReadOnlySpan<byte> packet, int depth = 0)
    {
        if (!Is(packet)) return OscReader.TryRead(packet, out _);
        if (depth >= MaxDepth || !TryRead(packet, out var bundle)) return false;
        while (bundle.TryNext(out var element))
            if (!IsSound(element, depth + 1)) return false;
        return bundle.AtEnd;
    }
}
