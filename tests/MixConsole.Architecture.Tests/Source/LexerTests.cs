namespace MixConsole.Architecture.Tests.Source;

public class LexerTests
{
    private static string[] Texts(string source) => [.. Lexer.Read(source).Where(t => t.Kind == TokenKind.Text).Select(t => t.Text)];

    private static string[] Words(string source) => [.. Lexer.Read(source).Where(t => t.Kind == TokenKind.Word).Select(t => t.Text)];

    [Fact]
    public void Comments_are_no_code()
    {
        const string source = "a; // b \"c\"\n/* d \"e\" */ f; /// g\n#region h\n";
        Assert.Equal(["a", "f"], Words(source));
        Assert.Empty(Texts(source));
    }

    [Theory]
    [InlineData("x = \"/a // no comment\";", "/a // no comment")]
    [InlineData("x = \"a\\\"b\";", "a\\\"b")]
    [InlineData("x = @\"a\\\"; y;", "a\\")]
    [InlineData("x = @\"a\"\"b\";", "a\"\"b")]
    [InlineData("x = \"\"\"a \"b\" c\"\"\";", "a \"b\" c")]
    [InlineData("x = \"a\"u8;", "a")]
    [InlineData("x = $\"a{{b}}\";", "a{{b}}")]
    public void A_string_is_read_whole(string source, string text) => Assert.Equal([text], Texts(source));

    [Fact]
    public void Holes_are_code_and_pieces_are_text()
    {
        const string source = "$\"/a/{b + \"c\" + d[e]}/f{(g ? 1 : 2):F2}\" + h";
        Assert.Equal(["/a/", "c", "/f", ""], Texts(source));
        Assert.Equal(["b", "d", "e", "g", "F2", "h"], Words(source));
    }

    [Fact]
    public void Raw_holes_have_as_many_braces_as_dollars()
    {
        const string source = "$$\"\"\"{a}{{b}}c\"\"\" + d";
        Assert.Equal(["{a}", "c"], Texts(source));
        Assert.Equal(["b", "d"], Words(source));
    }

    [Fact]
    public void Quotes_in_characters_open_no_string()
    {
        Assert.Equal(["after"], Texts("x = '\"'; y = '\\''; z = \"after\";"));
    }

    [Fact]
    public void Lines_and_documentation_are_known()
    {
        var tokens = Lexer.Read("/// <summary>Doc.</summary>\npublic class A;\n\nclass B;");
        Assert.True(tokens[0].Documented);
        Assert.Equal(2, tokens[0].Line);
        var b = tokens.Single(t => t.Text == "B");
        Assert.Equal(4, b.Line);
        Assert.False(tokens[4].Documented);
    }
}
