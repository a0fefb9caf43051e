using System.Numerics;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// An OSC address pattern over the parameter tree: ? * [] {} inside a part and // for any number of levels. Compiled once per message; matched from families to numbers to paths, so the paths of
/// 256 equal strips are looked at once.
/// </summary>
public sealed class OscPattern
{
    private const int MaxParts = 24;

    private readonly OscPart?[] parts; // null: any number of levels
    private readonly bool below;

    private OscPattern(OscPart?[] parts, bool below)
    {
        this.parts = parts;
        this.below = below;
    }

    /// <summary>Whether an address holds anything that makes it a pattern.</summary>
    public static bool IsPattern(ReadOnlySpan<char> address) =>
        address.ContainsAny(OscPart.Wildcards) || address.Contains("//", StringComparison.Ordinal);

    /// <summary>Reads a pattern that fits whole addresses. False for one that is malformed or unreasonably long.</summary>
    public static bool TryRead(ReadOnlySpan<char> address, out OscPattern pattern) => TryRead(address, false, out pattern);

    /// <summary>Reads a prefix: it fits everything at and below it, part by part, so "/ch/1" has nothing of "/ch/10"; "/" and "" are everything. May hold wildcards.</summary>
    public static bool TryReadPrefix(ReadOnlySpan<char> prefix, out OscPattern pattern) => TryRead(prefix.TrimEnd('/'), true, out pattern);

    /// <summary>Adds the id of every parameter that fits. Families, members and paths that cannot fit are left early.</summary>
    public void Match(ParameterTree tree, IdSet into)
    {
        List<(uint States, List<ParameterSpec> Specs)> known = [];
        Span<char> digits = stackalloc char[12];
        foreach (var family in tree.Families)
        {
            var root = Walk(Reach(0), family.Root);
            if (root == 0) continue;
            known.Clear();
            for (var member = 0; member < family.Count; member++)
            {
                var states = root;
                if (family.IsNumbered)
                {
                    (member + 1).TryFormat(digits, out var length);
                    states = Step(root, digits[..length]);
                    if (states == 0) continue;
                }

                foreach (var spec in Specs(family, states, known)) into.Add(family.Id(member, spec));
            }
        }
    }

    private List<ParameterSpec> Specs(Family family, uint states, List<(uint States, List<ParameterSpec> Specs)> known)
    {
        foreach (var (of, found) in known)
            if (of == states) return found;
        List<ParameterSpec> specs = [];
        foreach (var spec in family.Specs)
            if (spec is not null && (Walk(states, spec.Path) & (1u << parts.Length)) != 0) specs.Add(spec);
        known.Add((states, specs));
        return specs;
    }

    private static bool TryRead(ReadOnlySpan<char> address, bool below, out OscPattern pattern)
    {
        pattern = null!;
        if (address.IsEmpty)
        {
            pattern = new([], below);
            return below;
        }

        if (address[0] != '/') return false;
        List<OscPart?> parts = [];
        address = address[1..];
        foreach (var range in address.Split('/'))
        {
            if (parts.Count >= MaxParts) return false;
            var text = address[range];
            if (text.IsEmpty)
            {
                if (parts.Count == 0 || parts[^1] is not null) parts.Add(null);
                continue;
            }

            if (OscPart.Compile(text) is not { } part) return false;
            parts.Add(part);
        }

        pattern = new([.. parts], below);
        return true;
    }

    /// <summary>Advances over all parts of a path.</summary>
    private uint Walk(uint states, ReadOnlySpan<char> path)
    {
        path = path.TrimStart('/');
        foreach (var range in path.Split('/'))
        {
            states = Step(states, path[range]);
            if (states == 0) return 0;
        }

        return states;
    }

    /// <summary>State n: parts before n have fitted. The last state has fitted all.</summary>
    private uint Step(uint states, ReadOnlySpan<char> text)
    {
        uint next = 0;
        for (var rest = states; rest != 0; rest &= rest - 1)
        {
            var i = BitOperations.TrailingZeroCount(rest);
            if (i == parts.Length) next |= below ? 1u << i : 0;
            else if (parts[i] is not { } part) next |= Reach(i);
            else if (part.Matches(text)) next |= Reach(i + 1);
        }

        return next;
    }

    /// <summary>A state and what it reaches by taking "any number of levels" as none.</summary>
    private uint Reach(int state)
    {
        var states = 1u << state;
        for (; state < parts.Length && parts[state] is null; state++) states |= 1u << (state + 1);
        return states;
    }
}
