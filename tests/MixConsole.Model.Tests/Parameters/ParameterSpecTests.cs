using FsCheck.Xunit;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters;

public class ParameterSpecTests
{
    private static readonly ParameterSpec[] All = [.. ConsoleCatalog.Tree.Families.SelectMany(f => f.Layout.Specs).Distinct()];

    [Property]
    public bool Clamping_stays_in_range_and_a_second_time_changes_nothing(double any) =>
        All.All(s => s.Clamp(any) is var once && once >= s.Min && once <= s.Max && s.Clamp(once).Equals(once));

    [Property]
    public bool Whole_numbers_switches_and_choices_are_whole(double any) =>
        All.Where(s => s.Kind is not ParameterKind.Number).All(s => s.Clamp(any) == Math.Round(s.Clamp(any)));

    [Theory]
    [InlineData(-90, -90)]
    [InlineData(-90.1, double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, 10)]
    [InlineData(double.NaN, 0)]
    public void A_fader_below_its_travel_is_closed(double plain, double expected) => Assert.Equal(expected, StripCatalog.Fader.Clamp(plain));

    [Fact]
    public void Traits_are_had_together()
    {
        Assert.True(StripCatalog.Fader.Has(Traits.Automatable | Traits.Persisted));
        Assert.False(StripCatalog.Name.Has(Traits.Automatable | Traits.Persisted));
    }
}
