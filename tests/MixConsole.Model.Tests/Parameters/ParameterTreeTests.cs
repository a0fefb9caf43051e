using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters;

public class ParameterTreeTests
{
    private static readonly ParameterTree Tree = ConsoleCatalog.Tree;

    [Fact]
    public void Every_address_leads_back_to_its_id_and_no_two_are_equal()
    {
        HashSet<string> seen = [];
        foreach (var id in Tree.Ids())
        {
            var address = Tree.Address(id);
            Assert.True(Tree.TryFind(address, out var found) && found == id, address);
            Assert.True(seen.Add(address), address);
        }
    }

    [Fact]
    public void Ids_rise_and_cover_all_that_has_a_spec()
    {
        var ids = Tree.Ids().Select(i => i.Index).ToArray();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids, Enumerable.Range(0, Tree.Count).Where(i => Tree.Spec(new(i)) is not null));
    }

    [Theory]
    [InlineData("/ch/09/mix/fader", "/ch/9/mix/fader")]
    [InlineData("/ch/0256/mix/fader", "/ch/256/mix/fader")]
    public void Numbers_may_be_padded(string padded, string address)
    {
        Assert.True(Tree.TryFind(padded, out var id));
        Assert.Equal(address, Tree.Address(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("ch/1/mix/fader")]
    [InlineData("/ch")]
    [InlineData("/ch/1")]
    [InlineData("/ch/1/")]
    [InlineData("/ch/0/mix/fader")]
    [InlineData("/ch/257/mix/fader")]
    [InlineData("/ch/-1/mix/fader")]
    [InlineData("/ch/+1/mix/fader")]
    [InlineData("/ch/ 1/mix/fader")]
    [InlineData("/ch/99999999999/mix/fader")]
    [InlineData("/ch/1/mix/fader/")]
    [InlineData("/ch/1/limiter/on")]
    [InlineData("/main/1/mix/fader")]
    [InlineData("/bus/1/send/1/level")]
    [InlineData("/status/audio")]
    [InlineData("/status/fader")]
    [InlineData("/CH/1/mix/fader")]
    public void What_is_not_there_is_not_found(string address)
    {
        Assert.False(Tree.TryFind(address, out var id));
        Assert.False(id.IsSome);
    }

    [Fact]
    public void Finding_allocates_nothing()
    {
        string[] addresses = ["/ch/123/send/17/level", "/main/mix/fader", "/status/audio/p999", "/no/such/thing"];
        foreach (var address in addresses) Tree.TryFind(address, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var address in addresses)
        {
            if (!Tree.TryFind(address, out var id)) continue;
            _ = Tree.Locate(id);
            _ = Tree.Default(id);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_place_is_family_member_and_spec()
    {
        Assert.True(Tree.TryFind("/bus/7/mix/pan", out var id));
        Assert.Equal(new Place(ConsoleCatalog.Buses, 6, StripCatalog.Pan), Tree.Locate(id));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tree.Locate(new(Tree.Count)));
        Assert.Null(Tree.Spec(ConsoleCatalog.Channels.Id(0, StripCatalog.LimiterOn)));
        Assert.Equal("", Tree.Address(ConsoleCatalog.Channels.Id(0, StripCatalog.LimiterOn)));
    }

    [Fact]
    public void Strips_run_over_all_families_with_sound()
    {
        Assert.Equal(256 + 24 + 32 + 8 + 16 + 1, Tree.StripCount);
        for (var strip = 0; strip < Tree.StripCount; strip++)
        {
            var (family, member) = Tree.Strip(strip);
            Assert.Equal(strip, family.FirstStrip + member);
            Assert.Equal($"{Tree.StripAddress(strip)}/mix/fader", Tree.Address(Tree.Id(strip, StripCatalog.Fader)));
        }

        Assert.Equal("/main", Tree.StripAddress(Tree.StripCount - 1));
        Assert.Equal(-1, ConsoleCatalog.Dcas.FirstStrip);
    }

    [Fact]
    public void An_offset_means_the_same_in_every_family_of_a_layout()
    {
        foreach (var family in Tree.Families)
            for (var offset = 0; offset < family.Layout.Size; offset++)
                Assert.True(family.Specs[offset] is not { } spec || (spec.Offset == offset && spec == family.Layout.Specs[offset]));
    }
}
