using System.Buffers;
using System.Numerics;

namespace MixConsole.Control.Osc;

/// <summary>
/// One part of an address pattern, between two slashes: ? * [] {}. Run as a set of states, so the work is bounded by pattern length times text length, whatever the pattern.
/// </summary>
internal sealed class OscPart
{
    /// <summary>Letters that make an address a pattern.</summary>
    public static readonly SearchValues<char> Wildcards = SearchValues.Create("?*[]{}");

    private const int MaxNodes = 64;

    private readonly string? literal; // no wildcard inside
    private readonly Node[] nodes = [];
    private readonly ulong[] closure = []; // states reached from each node without a character
    private readonly int end;

    private OscPart(string literal) => this.literal = literal;

    private OscPart(List<Node> built)
    {
        end = built.Count;
        built.Add(default);
        nodes = [.. built];
        closure = new ulong[nodes.Length];
        for (var i = 0; i < nodes.Length; i++) closure[i] = Close(i, 0);
    }

    /// <summary>Reads a part; null where brackets do not close, or it is longer than 63 characters with wildcards.</summary>
    public static OscPart? Compile(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Wildcards)) return new(Unpadded(text).ToString());
        List<Node> nodes = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (nodes.Count >= MaxNodes - 1) return null;
            switch (text[i])
            {
                case '*':
                    nodes.Add(new() { Loops = true, Epsilon = 1UL << (nodes.Count + 1) });
                    break;
                case '?':
                    nodes.Add(new() { Low = ulong.MaxValue, High = ulong.MaxValue });
                    break;
                case '[':
                    var close = text[i..].IndexOf(']');
                    if (close < 0) return null;
                    nodes.Add(Set(text.Slice(i + 1, close - 1)));
                    i += close;
                    break;
                case '{':
                    close = text[i..].IndexOf('}');
                    if (close < 0 || !TryAlternatives(nodes, text.Slice(i + 1, close - 1))) return null;
                    i += close;
                    break;
                case ']' or '}':
                    return null;
                default:
                    nodes.Add(One(text[i]));
                    break;
            }
        }

        return nodes.Count >= MaxNodes ? null : new(nodes);
    }

    /// <summary>Whether a part of an address fits.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (literal is not null) return text.SequenceEqual(literal);
        var states = closure[0];
        foreach (var c in text)
        {
            ulong next = 0;
            for (var rest = states; rest != 0; rest &= rest - 1)
            {
                var i = BitOperations.TrailingZeroCount(rest);
                if (nodes[i].Loops) next |= closure[i];
                else if (nodes[i].Takes(c)) next |= closure[i + 1];
            }

            if (next == 0) return false;
            states = next;
        }

        return (states & (1UL << end)) != 0;
    }

    /// <summary>Numbers may be zero-padded on the wire; the tree has them plain.</summary>
    private static ReadOnlySpan<char> Unpadded(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '0' || text.ContainsAnyExceptInRange('0', '9')) return text;
        var trimmed = text.TrimStart('0');
        return trimmed.IsEmpty ? "0" : trimmed;
    }

    private static bool TryAlternatives(List<Node> nodes, ReadOnlySpan<char> list)
    {
        // split -> first alternative, jump; second alternative, jump; ... -> what follows
        var split = nodes.Count;
        nodes.Add(default);
        ulong starts = 0;
        List<int> jumps = [];
        foreach (var range in list.Split(','))
        {
            var word = list[range];
            if (nodes.Count + word.Length + 1 >= MaxNodes) return false;
            starts |= 1UL << nodes.Count;
            foreach (var c in word) nodes.Add(One(c));
            jumps.Add(nodes.Count);
            nodes.Add(default);
        }

        nodes[split] = new() { Epsilon = starts };
        foreach (var jump in jumps) nodes[jump] = new() { Epsilon = 1UL << nodes.Count };
        return true;
    }

    private static Node One(char c)
    {
        Node node = default;
        node.Include(c);
        return node;
    }

    private static Node Set(ReadOnlySpan<char> text)
    {
        Node node = default;
        var not = text.Length > 0 && text[0] == '!';
        if (not) text = text[1..];
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 2 < text.Length && text[i + 1] == '-')
            {
                for (int c = text[i]; c <= text[i + 2] && c < 128; c++) node.Include((char)c);
                i += 2;
            }
            else
            {
                node.Include(text[i]);
            }
        }

        return not ? new() { Low = ~node.Low, High = ~node.High } : node;
    }

    private ulong Close(int node, ulong seen)
    {
        if ((seen & (1UL << node)) != 0) return seen;
        seen |= 1UL << node;
        for (var rest = nodes[node].Epsilon; rest != 0; rest &= rest - 1)
            seen = Close(BitOperations.TrailingZeroCount(rest), seen);
        return seen;
    }

    /// <summary>A step: the ASCII characters it takes, or where it leads without one.</summary>
    private record struct Node
    {
        public ulong Low;
        public ulong High;
        public ulong Epsilon;
        public bool Loops;

        public readonly bool Takes(char c) => c < 64 ? (Low & (1UL << c)) != 0 : c < 128 && (High & (1UL << c)) != 0;

        public void Include(char c)
        {
            if (c < 64) Low |= 1UL << c;
            else if (c < 128) High |= 1UL << c;
        }
    }
}
