using System.Globalization;
using System.Text;

namespace MixConsole.Model.Parameters;

/// <summary>The reference page of every parameter, as Markdown; rendered from the tree, so it says what is true.</summary>
public static class ReferencePage
{
    private const string Intro = """
        # Parameters

        Rendered from the catalog; edit that instead of this page.

        An address is the family's, a number where the family has them, and the path: `/ch/9/mix/fader`. `{1..6}` in a path stands for each of these numbers.
        Values are in the unit of the table; `-inf` dB is silence. Traits say what may happen to a parameter:

        | traits | automation lane | scenes | undo | stored | |
        | --- | --- | --- | --- | --- | --- |
        | mix | yes | yes | yes | yes | |
        | setup | | yes | yes | yes | |
        | routing | | yes | yes | yes | a change compiles a new render plan |
        | readonly | | | | | only the console writes it |
        | momentary | | | | | an action: does something, keeps no value |
        | none | | | | | lives as long as the console runs |


        """;

    /// <summary>The whole page, lines ended with \n.</summary>
    public static string Render(ParameterTree tree)
    {
        var page = new StringBuilder(Intro.ReplaceLineEndings("\n"));
        foreach (var family in tree.Families)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {family.Name}: `{family.Root}{(family.IsNumbered ? $"/{{1..{family.Count}}}" : "")}`\n\n");
            page.Append("| path | name | unit | values | default | traits | meaning |\n| --- | --- | --- | --- | --- | --- | --- |\n");
            foreach (var row in family.Specs.OfType<ParameterSpec>().GroupBy(spec => Pattern(spec.Path))) Append(page, family, [.. row]);
            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    // Parameters whose paths differ in a number alone share a row.
    private static void Append(StringBuilder page, Family family, ParameterSpec[] row)
    {
        var first = row[0];
        var defaults = string.Join(", ", row.Select(spec => Default(family, spec)).Distinct());
        string[] cells =
        [
            $"`{Path(row)}`", Pattern(first.Name, ' '), first.Unit.Symbol(), Values(first), defaults, first.Traits.ToString().ToLowerInvariant(), first.Meaning,
        ];
        page.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }

    private static string Path(ParameterSpec[] row)
    {
        if (row.Length == 1) return row[0].Path;
        string[] from = row[0].Path.Split('/'), to = row[^1].Path.Split('/');
        return string.Join('/', from.Zip(to, (a, b) => a == b ? a : $"{{{a}..{b}}}"));
    }

    private static string Pattern(string text, char separator = '/') => string.Join(separator, text.Split(separator).Select(part => part.All(char.IsAsciiDigit) ? "n" : part));

    private static string Default(Family family, ParameterSpec spec) => spec.Kind switch
    {
        ParameterKind.Action => "",
        ParameterKind.Text => spec.DefaultText.Length == 0 ? "" : $"`{spec.DefaultText}`",
        _ when spec.Has(Traits.ReadOnly) => "",
        _ => ValueText.Format(spec, family.Default(spec), null),
    };

    private static string Values(ParameterSpec spec) => spec.Kind switch
    {
        ParameterKind.Switch => "true, false",
        ParameterKind.Choice => string.Join(", ", spec.Choices),
        ParameterKind.Text => "text",
        ParameterKind.Action => spec.Arguments.Length == 0 ? "action" : $"action `,{spec.Arguments}`",
        _ => $"{ValueText.Format(spec, spec.Min, null)} to {ValueText.Format(spec, spec.Max, null)}",
    };
}
