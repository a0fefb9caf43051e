using System.Text.RegularExpressions;

namespace MixConsole.Storage.Import;

/// <summary>What a strip is called and looks like.</summary>
/// <param name="Name">Readable name.</param>
/// <param name="Color">#rrggbb, or empty where nothing is recognised.</param>
/// <param name="Icon">Word for a picture, or empty.</param>
/// <param name="Family">Name of the family, or empty.</param>
public sealed record StemLook(string Name, string Color, string Icon, string Family);

/// <summary>From file names to strips: names, looks, left/right pairs, order.</summary>
public static partial class StemNames
{
    /// <summary>The name without its leading number: "01 Kick" and "001-Kick" are "Kick", "808 Sub" stays, for no console has 808 strips.</summary>
    public static string Readable(string stem)
    {
        var found = Number().Match(stem);
        if (!found.Success) return stem.Trim();
        var digits = found.Groups[1].Value;
        return digits[0] == '0' || int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) <= 256 ? stem[found.Length..].Trim() : stem.Trim();
    }

    /// <summary>Name, colour, icon and family by the rules: the most words win, then the earlier rule.</summary>
    public static StemLook Look(string name, StemRules rules)
    {
        string plain = StemWords.Normal(name, false), split = StemWords.Normal(name, true);
        StemRule? best = null;
        var most = 0;
        foreach (var rule in rules.Rules)
        {
            foreach (var phrase in rule.Words)
            {
                var words = phrase.Count(c => c == ' ') + 1;
                if (words > most && (StemWords.Holds(plain, phrase) || StemWords.Holds(split, phrase))) (best, most) = (rule, words);
            }
        }

        return best is null
            ? new(name, "", "", "")
            : new(name, best.Color ?? rules.Families.First(f => f.Name == best.Family).Color, best.Icon, best.Family);
    }

    /// <summary>Splits a name that ends in a side: "OH.L", "OH_r", "OH (R)", "OH - Left", "OHL". False where it has none.</summary>
    public static bool TrySide(string name, out string source, out char side)
    {
        var found = Side().Match(name);
        source = found.Success ? found.Groups["source"].Value.TrimEnd(' ', '.', '_', '-') : name;
        side = found.Success ? char.ToUpperInvariant(found.Groups["side"].Value[0]) : ' ';
        return found.Success;
    }

    /// <summary>Order of file names: numbers by value, letters without case.</summary>
    public static int Compare(string a, string b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                ReadOnlySpan<char> x = Digits(a, ref i), y = Digits(b, ref j);
                var order = x.Length != y.Length ? x.Length - y.Length : x.SequenceCompareTo(y);
                if (order != 0) return order;
                continue;
            }

            var letters = char.ToUpperInvariant(a[i++]) - char.ToUpperInvariant(b[j++]);
            if (letters != 0) return letters;
        }

        var rest = a.Length - i - (b.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(a, b);
    }

    private static ReadOnlySpan<char> Digits(string text, ref int at)
    {
        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text.AsSpan(from, at - from).TrimStart('0');
    }

    // A number, then something that separates it from a name that has a letter or digit.
    [GeneratedRegex(@"^(\d{1,3})(?:\s*[-._)]+\s*|\s+)(?=.*[\p{L}\d])")]
    private static partial Regex Number();

    // After a separator or in brackets either case counts; glued to the name only a capital that ends a word: "OHL", "GtrR".
    [GeneratedRegex(@"^(?<source>.*[\p{L}\d)].*?)(?:[\s._-]+(?<side>[LRlr]|[Ll]eft|[Rr]ight|LEFT|RIGHT)|[\s._-]*[(\[](?<side>[LRlr]|[Ll]eft|[Rr]ight|LEFT|RIGHT)[)\]]|(?<=[\p{L}\d])(?<side>[LR]))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Side();
}
