using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters;

public class ParameterValuesTests
{
    private static readonly ParameterTree Tree = ConsoleCatalog.Tree;

    [Fact]
    public void Begins_with_the_defaults_of_each_family()
    {
        var values = new ParameterValues(Tree);
        foreach (var id in Tree.Ids()) Assert.Equal(Tree.Default(id), values[id]);
        Assert.Equal(0, values[ConsoleCatalog.Channels.Id(0, StripCatalog.Format)]);
        Assert.Equal(1, values[ConsoleCatalog.Buses.Id(0, StripCatalog.Format)]);
        Assert.Equal(1, values[ConsoleCatalog.Effects.Id(0, StripCatalog.SoloSafe)]);
        Assert.Equal("#808080", values.Text(ConsoleCatalog.Channels.Id(3, StripCatalog.Color)));
    }

    [Fact]
    public void A_copy_has_numbers_and_texts_and_its_own_life()
    {
        ParameterId fader = ConsoleCatalog.Channels.Id(0, StripCatalog.Fader), name = ConsoleCatalog.Channels.Id(0, StripCatalog.Name), other = ConsoleCatalog.Channels.Id(1, StripCatalog.Name);
        var from = new ParameterValues(Tree) { [fader] = -3 };
        from.SetText(name, "Kick");
        var to = new ParameterValues(Tree);
        to.SetText(other, "Snare");
        to.CopyFrom(from);
        from[fader] = -9;
        from.SetText(name, "Bass");
        Assert.Equal((-3.0, "Kick", ""), (to[fader], to.Text(name), to.Text(other)));
        Assert.Equal(-3, to.Numbers[fader.Index]);
    }

    [Fact]
    public void Numbers_are_read_and_written_without_allocation()
    {
        var values = new ParameterValues(Tree);
        var id = ConsoleCatalog.Main.Id(StripCatalog.Fader);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) values[id] += 1;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100, values[id]);
    }
}
