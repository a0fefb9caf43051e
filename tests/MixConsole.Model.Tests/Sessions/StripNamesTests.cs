using FsCheck.Xunit;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Model.Tests.Sessions;

public class StripNamesTests
{
    [Fact]
    public void Every_strip_is_found_by_its_name()
    {
        for (var strip = 0; strip < ConsoleCatalog.Tree.StripCount; strip++)
        {
            Assert.True(StripNames.TryParse(ConsoleCatalog.Tree, StripNames.Of(ConsoleCatalog.Tree, strip), out var found));
            Assert.Equal(strip, found);
        }
    }

    [Theory]
    [InlineData("ch 3", "/ch/3")]
    [InlineData(" CH  003 ", "/ch/3")]
    [InlineData("/group/2", "/group/2")]
    [InlineData("Main", "/main")]
    public void Writing_is_forgiven(string text, string address)
    {
        Assert.True(StripNames.TryParse(ConsoleCatalog.Tree, text, out var strip));
        Assert.Equal(address, ConsoleCatalog.Tree.StripAddress(strip));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ch")]
    [InlineData("ch 0")]
    [InlineData("ch 257")]
    [InlineData("ch -1")]
    [InlineData("ch 1 2")]
    [InlineData("main 1")]
    [InlineData("dca 1")]
    [InlineData("kick")]
    public void What_is_no_strip_is_not_found(string text)
    {
        Assert.False(StripNames.TryParse(ConsoleCatalog.Tree, text, out var strip));
        Assert.Equal(-1, strip);
    }

    [Property]
    public bool Any_text_is_read_without_harm(string? text) =>
        !StripNames.TryParse(ConsoleCatalog.Tree, text, out var strip) || strip < ConsoleCatalog.Tree.StripCount;
}
