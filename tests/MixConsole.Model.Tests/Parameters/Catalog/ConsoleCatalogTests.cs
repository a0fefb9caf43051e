using System.Text.RegularExpressions;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters.Catalog;

public class ConsoleCatalogTests
{
    private static readonly (Family Family, ParameterSpec Spec)[] All =
        [.. ConsoleCatalog.Tree.Families.SelectMany(f => f.Specs.OfType<ParameterSpec>().Select(s => (f, s)))];

    /// <summary>Numbers that have no unit: positions between left and right, and the quality of a filter.</summary>
    private static readonly string[] Unitless = ["pan", "q"];

    [Fact]
    public void Every_parameter_has_a_name_a_short_one_that_fits_a_scribble_strip_and_a_sentence()
    {
        Assert.All(All, p =>
        {
            Assert.False(string.IsNullOrWhiteSpace(p.Spec.Name), p.Spec.Path);
            Assert.True(p.Spec.Short.Length is > 0 and <= 7, $"{p.Spec.Path}: \"{p.Spec.Short}\"");
            Assert.True(char.IsAsciiLetterUpper(p.Spec.Meaning[0]) || char.IsAsciiDigit(p.Spec.Meaning[0]) || p.Spec.Meaning[0] == '-', p.Spec.Path);
            Assert.EndsWith(".", p.Spec.Meaning);
        });
    }

    [Fact]
    public void Names_and_short_names_tell_the_parameters_of_a_layout_apart()
    {
        foreach (var layout in ConsoleCatalog.Tree.Families.Select(f => f.Layout).Distinct())
        {
            Assert.Empty(layout.Specs.GroupBy(s => s.Name).Where(g => g.Count() > 1).Select(g => g.Key));
            Assert.Empty(layout.Specs.GroupBy(s => s.Short).Where(g => g.Count() > 1).Select(g => g.Key));
        }
    }

    [Fact]
    public void Every_number_has_a_unit()
    {
        var lacking = All.Where(p => p.Spec.Kind is ParameterKind.Number && p.Spec.Unit == Unit.None && !Unitless.Contains(p.Spec.Path.Split('/')[^1]));
        Assert.Empty(lacking.Select(p => p.Spec.Path));
    }

    [Fact]
    public void Every_default_lies_in_its_range() =>
        Assert.All(All, p => Assert.True(p.Spec.Clamp(p.Family.Default(p.Spec)).Equals(p.Family.Default(p.Spec)), $"{p.Family.Root} {p.Spec.Path}"));

    [Fact]
    public void Paths_are_words_of_small_letters_digits_and_hyphens() =>
        Assert.All(All, p => Assert.Matches(new Regex("^[a-z0-9-]+(/[a-z0-9-]+)*$"), p.Spec.Path));

    [Fact]
    public void Choices_have_words_of_their_own() =>
        Assert.All(All.Where(p => p.Spec.Kind is ParameterKind.Choice), p =>
        {
            Assert.True(p.Spec.Choices.Count >= 2, p.Spec.Path);
            Assert.Distinct(p.Spec.Choices);
            Assert.Equal(p.Spec.Choices.Count - 1, p.Spec.Max);
        });

    [Fact]
    public void Traits_fit_together()
    {
        Assert.All(All, p =>
        {
            Assert.Equal(p.Spec.Kind is ParameterKind.Action, p.Spec.Has(Traits.Momentary));
            if (p.Spec.Has(Traits.ReadOnly)) Assert.Equal(Traits.ReadOnly, p.Spec.Traits);
            if (p.Spec.Has(Traits.Automatable)) Assert.False(p.Spec.Kind is ParameterKind.Text || p.Spec.Has(Traits.Structural), p.Spec.Path);
        });
    }
}
