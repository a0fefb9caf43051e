using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters;

public class LawTests
{
    /// <summary>Every law that a parameter of the console has.</summary>
    private static readonly Law[] All =
        [.. ConsoleCatalog.Tree.Families.SelectMany(f => f.Layout.Specs).Select(s => s.Law).DistinctBy(l => (l.GetType(), l.Min, l.Max))];

    [Property]
    public Property Rises_strictly(double first, double second)
    {
        double a = Position(first), b = Position(second);
        return (Math.Abs(a - b) < 1e-9 || All.All(l => a < b == l.ToPlain(a) < l.ToPlain(b))).ToProperty();
    }

    [Property]
    public bool A_position_survives_the_way_to_plain_and_back(double any)
    {
        var normal = Position(any);
        return All.All(l => Math.Abs(l.ToNormal(l.ToPlain(normal)) - normal) < 1e-9);
    }

    [Property]
    public bool A_plain_value_survives_the_way_to_a_position_and_back(double any)
    {
        return All.All(l =>
        {
            var plain = l.ToPlain(Position(any)); // the end stop is -inf dB, and so is what lies within rounding of it
            var travel = l.Max - (double.IsInfinity(l.Min) ? -90 : l.Min);
            return l.ToNormal(plain) == 0 || Math.Abs(l.ToPlain(l.ToNormal(plain)) - plain) <= 1e-12 * travel;
        });
    }

    [Property]
    public bool Stays_inside_its_range_whatever_comes(double any) =>
        All.All(l => l.ToPlain(any) >= l.Min && l.ToPlain(any) <= l.Max && l.ToNormal(any) is >= 0 and <= 1);

    [Property]
    public bool Any_range_is_met_exactly_at_both_ends(NormalFloat one, NormalFloat other)
    {
        double min = Math.Min(one.Get, other.Get), max = Math.Max(one.Get, other.Get);
        if (min == max) return true;
        var linear = Laws.Linear(min, max);
        var isExact = Ends(linear);
        return isExact && (min <= 0 || Ends(Laws.Log(min, max)));
    }

    [Fact]
    public void Ends_are_exact()
    {
        Assert.All(All, l => Assert.True(Ends(l), $"{l.Min} to {l.Max}"));
    }

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(0.0625, -60)]
    [InlineData(0.25, -30)]
    [InlineData(0.5, -10)]
    [InlineData(0.75, 0)]
    [InlineData(1, 10)]
    public void The_fader_passes_its_marks(double normal, double plain)
    {
        Assert.Equal(plain, Laws.Fader.ToPlain(normal));
        Assert.Equal(normal, Laws.Fader.ToNormal(plain));
    }

    [Fact]
    public void The_middle_of_a_logarithmic_travel_is_the_geometric_mean() =>
        Assert.Equal(632.455532, Laws.Log(20, 20_000).ToPlain(0.5), 1e-6);

    [Fact]
    public void Choices_spread_evenly() =>
        Assert.Equal([0, 0.5, 1], [Laws.Steps(3).ToNormal(0), Laws.Steps(3).ToNormal(1), Laws.Steps(3).ToNormal(2)]);

    [Fact]
    public void What_is_no_number_is_the_bottom()
    {
        Assert.All(All, l => Assert.Equal(l.Min, l.ToPlain(double.NaN)));
        Assert.All(All, l => Assert.Equal(0, l.ToNormal(double.NaN)));
    }

    private static bool Ends(Law law) => law.ToPlain(0) == law.Min && law.ToPlain(1) == law.Max && law.ToNormal(law.Min) == 0 && law.ToNormal(law.Max) == 1;

    private static double Position(double any) => double.IsFinite(any) ? Math.Abs(any % 1) : 0.5;
}
