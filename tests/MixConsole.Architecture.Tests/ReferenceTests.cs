using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Architecture.Tests;

/// <summary>Reference pages say what the catalog says.</summary>
public class ReferenceTests
{
    private const string Page = "docs/reference/parameters.md";

    [Fact]
    public void The_page_of_parameters_is_fresh()
    {
        var path = Path.Combine(Repository.Root, Page);
        var expected = ReferencePage.Render(ConsoleCatalog.Tree);
        if (Environment.GetEnvironmentVariable("MIXCONSOLE_ACCEPT") == "1") File.WriteAllText(path, expected);
        var actual = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(expected == actual.ReplaceLineEndings("\n"),
            $"{Page} is not what the catalog says. To rewrite it: MIXCONSOLE_ACCEPT=1 dotnet test tests/MixConsole.Architecture.Tests");
    }

    [Fact]
    public void Numbered_paths_share_a_row()
    {
        var lines = ReferencePage.Render(ConsoleCatalog.Tree).Split('\n');
        Assert.Contains(lines, l => l.StartsWith("| `send/{1..32}/level` | Send n level | dB | -inf to 10 | 0 | mix |", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("| `eq/{1..6}/frequency` | EQ n frequency | Hz | 20 to 20000 | 80, 200, 600, 2000, 5000, 10000 | mix |", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_parameter_stands_on_the_page()
    {
        var page = ReferencePage.Render(ConsoleCatalog.Tree);
        Assert.All(ConsoleCatalog.Tree.Families, family =>
        {
            Assert.Contains($"`{family.Root}", page, StringComparison.Ordinal);
            Assert.All(family.Specs.OfType<ParameterSpec>(), spec => Assert.Contains(spec.Meaning, page, StringComparison.Ordinal));
        });
    }
}
