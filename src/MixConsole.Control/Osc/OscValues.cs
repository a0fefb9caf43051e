using System.Text;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// Writes addresses and values of the tree as OSC without making garbage: numbers f, times in seconds d, whole numbers i, switches T or F, choices and texts s. Minus infinity stays IEEE.
/// </summary>
public sealed class OscValues
{
    // A text fills one datagram at most, with a second text (a refused address) and the frame around it.
    private const int MaxTextBytes = 1000;
    private const int CutText = 330; // characters of up to three bytes

    private readonly ParameterTree tree;
    private readonly Dictionary<Family, (byte[] Root, byte[][] Paths)> names = [];
    private readonly Dictionary<ParameterSpec, byte[][]> choices = [];

    public OscValues(ParameterTree tree)
    {
        this.tree = tree;
        foreach (var family in tree.Families)
        {
            names[family] = (Encoding.UTF8.GetBytes(family.Root), [.. family.Specs.Select(s => s is null ? [] : Encoding.UTF8.GetBytes("/" + s.Path))]);
            foreach (var spec in family.Specs.OfType<ParameterSpec>().Where(s => s.Kind == ParameterKind.Choice))
                choices.TryAdd(spec, [.. spec.Choices.Select(Encoding.UTF8.GetBytes)]);
        }
    }

    /// <summary>Writes the message that tells a value. False where it does not fit; then nothing is written. Actions and empty places write nothing and answer true.</summary>
    public bool TryWrite(ref OscWriter writer, ParameterId id, double number, string? text)
    {
        var place = tree.Locate(id);
        if (place.Spec is not { } spec || spec.Kind == ParameterKind.Action) return true;
        var mark = writer.Length;
        Span<byte> address = stackalloc byte[256];
        if (writer.TryMessage(address[..Address(place, address)], Tag(spec, number)) && TryArgument(ref writer, spec, number, text)) return true;
        writer.Rewind(mark);
        return false;
    }

    /// <summary>Writes a text argument, cut with an ellipsis where it would not fit a datagram.</summary>
    public static bool TryText(ref OscWriter writer, string text)
    {
        if (text.Length * 3 <= MaxTextBytes || Encoding.UTF8.GetByteCount(text) <= MaxTextBytes) return writer.TryText(text);
        Span<char> cut = stackalloc char[CutText + 1];
        text.AsSpan(0, CutText).CopyTo(cut);
        cut[CutText] = '\u2026';
        return writer.TryText(cut);
    }

    private int Address(Place place, Span<byte> into)
    {
        var (root, paths) = names[place.Family];
        root.CopyTo(into);
        var length = root.Length;
        if (place.Family.IsNumbered)
        {
            into[length++] = (byte)'/';
            (place.Member + 1).TryFormat(into[length..], out var digits);
            length += digits;
        }

        var path = paths[place.Spec!.Offset];
        path.CopyTo(into[length..]);
        return length + path.Length;
    }

    private static ReadOnlySpan<byte> Tag(ParameterSpec spec, double number) => spec.Kind switch
    {
        ParameterKind.Switch => number != 0 ? "T"u8 : "F"u8,
        ParameterKind.Integer => "i"u8,
        ParameterKind.Number => spec.Unit == Unit.Seconds ? "d"u8 : "f"u8, // a float counts hours of song time in steps of a millisecond
        _ => "s"u8,
    };

    private bool TryArgument(ref OscWriter writer, ParameterSpec spec, double number, string? text) => spec.Kind switch
    {
        ParameterKind.Switch => true,
        ParameterKind.Integer => writer.TryInt32((int)Math.Clamp(number, int.MinValue, int.MaxValue)),
        ParameterKind.Number when spec.Unit == Unit.Seconds => writer.TryFloat64(number),
        ParameterKind.Number => writer.TryFloat32((float)number),
        ParameterKind.Choice => writer.TryString(choices[spec][ValueText.Index(spec, number)]),
        _ => TryText(ref writer, text ?? ""),
    };
}
