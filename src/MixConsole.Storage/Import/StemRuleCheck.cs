using System.Text.RegularExpressions;

namespace MixConsole.Storage.Import;

/// <summary>What is wrong with stem rules, as sentences with the remedy.</summary>
internal static partial class StemRuleCheck
{
    public static IEnumerable<string> Errors(StemRules rules)
    {
        if (rules.Families.Count == 0) yield return "families is empty: name at least one.";
        HashSet<string> families = new(StringComparer.Ordinal);
        foreach (var family in rules.Families)
        {
            if (string.IsNullOrWhiteSpace(family.Name)) yield return "A family has no name: give it one.";
            if (!families.Add(family.Name)) yield return $"The family \"{family.Name}\" appears twice: remove one.";
            if (!Color().IsMatch(family.Color)) yield return $"The family \"{family.Name}\" has the colour \"{family.Color}\": write it as #rrggbb.";
        }

        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (var rule in rules.Rules)
        {
            if (!families.Contains(rule.Family)) yield return $"The rule \"{rule.Icon}\" names the family \"{rule.Family}\", which does not exist: add it to families.";
            if (!Icon().IsMatch(rule.Icon)) yield return $"The icon \"{rule.Icon}\" is not one word of small letters: rename it.";
            if (rule.Color is { } color && !Color().IsMatch(color)) yield return $"The rule \"{rule.Icon}\" has the colour \"{color}\": write it as #rrggbb.";
            if (rule.Words.Count == 0) yield return $"The rule \"{rule.Icon}\" has no words: add some or remove it.";
            foreach (var word in rule.Words)
            {
                if (word != StemWords.Normal(word, false) || word.Length == 0) yield return $"\"{word}\" of the rule \"{rule.Icon}\" can never match: write small letters and digits with single spaces.";
                else if (!seen.TryAdd(word, rule.Icon)) yield return $"\"{word}\" belongs to \"{seen[word]}\" and to \"{rule.Icon}\": keep one.";
            }
        }
    }

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Color();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Icon();
}
