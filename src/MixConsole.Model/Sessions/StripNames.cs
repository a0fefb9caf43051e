using System.Globalization;
using MixConsole.Model.Parameters;

namespace MixConsole.Model.Sessions;

/// <summary>Names of strips inside texts, as in "ch 3", "group 2" or "main": the family's root and a number.</summary>
public static class StripNames
{
    /// <summary>The name of a strip number.</summary>
    public static string Of(ParameterTree tree, int strip)
    {
        var (family, member) = tree.Strip(strip);
        return family.IsNumbered ? string.Create(CultureInfo.InvariantCulture, $"{Word(family)} {member + 1}") : Word(family).ToString();
    }

    /// <summary>Reads a name. Case, surrounding blanks, zero-padding and a slash in place of the blank do not matter.</summary>
    public static bool TryParse(ParameterTree tree, ReadOnlySpan<char> text, out int strip)
    {
        strip = -1;
        text = text.Trim().TrimStart('/');
        var end = text.IndexOfAny(' ', '/');
        var word = end < 0 ? text : text[..end];
        foreach (var family in tree.Families)
        {
            if (family.FirstStrip < 0 || !word.Equals(Word(family), StringComparison.OrdinalIgnoreCase)) continue;
            if (!family.IsNumbered)
            {
                strip = end < 0 ? family.FirstStrip : -1;
                return end < 0;
            }

            if (end < 0 || !int.TryParse(text[(end + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            if (number < 1 || number > family.Count) return false;
            strip = family.FirstStrip + number - 1;
            return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> Word(Family family) => family.Root.AsSpan(1);
}
