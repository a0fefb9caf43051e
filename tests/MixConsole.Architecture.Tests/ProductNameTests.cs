using System.Text.RegularExpressions;
using MixConsole.Architecture.Tests.Source;

namespace MixConsole.Architecture.Tests;

/// <summary>Products live in surfaces/ and mappings/: adding one needs no C#.</summary>
public partial class ProductNameTests
{
    // Names that are a word of their own, in any spelling of case, also as one word of an identifier.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "X32", "M32", "XR18", "XAir", "Behringer", "Midas", "Mackie", "Ardour", "Reaper", "Cubase", "Nuendo", "Bitwig", "Ableton", "Yamaha", "Soundcraft",
        "PreSonus", "Novation", "Akai", "Arturia", "Avid", "Eucon", "BCF2000", "BCR2000", "Companion", "Bitfocus", "QLab",
    };

    // Names made of ordinary words count only when written as names.
    [GeneratedRegex(@"TouchOSC|touchosc|Pro ?Tools|Logic ?Pro|Mixing ?Station|X[- ]Air\b|Allen ?(&|and|And)? ?Heath|FaderPort|[nN]ano[kK](ontrol|ONTROL)|\bX-?Touch|x-touch|\biCON\b|Studio ?One\b|Open ?Stage ?Control|StreamDeck")]
    private static partial Regex Written();

    [GeneratedRegex(@"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+")]
    private static partial Regex Words();

    internal static bool IsProduct(string text) => Written().IsMatch(text) || Words().Matches(text).Any(word => Names.Contains(word.Value));

    [Fact]
    public void No_product_is_named_in_code()
    {
        var named = Repository.Source.SelectMany(file => file.Tokens
            .Where(t => t.Kind is TokenKind.Word or TokenKind.Text && IsProduct(t.Text)).Select(t => $"{file.At(t)}: {t.Text}"));
        Expect.None("Products belong into surfaces/ and mappings/, not into C#:", named);
    }

    [Theory]
    [InlineData("X32Server")]
    [InlineData("--x32")]
    [InlineData("mackie-control")]
    [InlineData("MackieDisplay")]
    [InlineData("TouchOSC layout")]
    [InlineData("BCF2000")]
    [InlineData("nanoKONTROL2")]
    public void Products_are_recognised(string text) => Assert.True(IsProduct(text));

    [Theory]
    [InlineData("Icon")]
    [InlineData("logic")]
    [InlineData("TouchOsc")]
    [InlineData("parallel")]
    [InlineData("FaderPosition")]
    [InlineData("accompanied")]
    [InlineData("x3")]
    [InlineData("Vector256")]
    public void Ordinary_words_are_not(string text) => Assert.False(IsProduct(text));
}
