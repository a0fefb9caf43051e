namespace MixConsole.Architecture.Tests.Source;

/// <summary>
/// Splits C# into tokens: enough to tell code from comments and strings, not a parser. Holes of interpolated strings are code again.
/// </summary>
internal sealed class Lexer
{
    private readonly string source;
    private readonly List<Token> tokens = [];
    private int at;
    private int line = 1;
    private bool documented;

    private Lexer(string source) => this.source = source;

    public static IReadOnlyList<Token> Read(string source)
    {
        var lexer = new Lexer(source);
        lexer.Code(holeBraces: 0);
        return lexer.tokens;
    }

    private char Peek(int ahead = 0) => at + ahead < source.Length ? source[at + ahead] : '\0';

    private bool Starts(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private void Skip(int count)
    {
        for (var end = Math.Min(source.Length, at + count); at < end; at++)
            if (source[at] == '\n') line++;
    }

    private void Add(TokenKind kind, string text, int onLine)
    {
        tokens.Add(new(kind, text, onLine, documented));
        documented = false;
    }

    /// <summary>Reads code up to the end, or up to the braces that close a hole.</summary>
    private void Code(int holeBraces)
    {
        for (var depth = 0; at < source.Length;)
        {
            var c = Peek();
            if (char.IsWhiteSpace(c)) Skip(1);
            else if (Starts("//")) LineComment();
            else if (Starts("/*")) BlockComment();
            else if (c == '#' && AtLineStart()) SkipLine();
            else if (IsTextStart()) Text();
            else if (c == '\'') Character();
            else if (char.IsLetter(c) || c is '_' or '@') Word();
            else if (char.IsDigit(c)) Number();
            else
            {
                if (holeBraces > 0 && c == '}' && depth == 0)
                {
                    Skip(holeBraces);
                    return;
                }

                if (c is '{' or '(' or '[') depth++;
                else if (c is '}' or ')' or ']') depth--;
                Add(TokenKind.Mark, c.ToString(), line);
                Skip(1);
            }
        }
    }

    private bool AtLineStart()
    {
        var before = at - 1;
        while (before >= 0 && source[before] is ' ' or '\t') before--;
        return before < 0 || source[before] == '\n';
    }

    private void LineComment()
    {
        documented |= Starts("///");
        SkipLine();
    }

    private void SkipLine()
    {
        var end = source.IndexOf('\n', at);
        Skip((end < 0 ? source.Length : end) - at);
    }

    private void BlockComment()
    {
        documented |= Starts("/**");
        var end = source.IndexOf("*/", at + 2, StringComparison.Ordinal);
        Skip((end < 0 ? source.Length : end + 2) - at);
    }

    private void Character()
    {
        int start = at, onLine = line;
        Skip(1);
        while (at < source.Length && Peek() != '\'') Skip(Peek() == '\\' ? 2 : 1);
        Skip(1);
        Add(TokenKind.Character, source[start..at], onLine);
    }

    private void Word()
    {
        if (Peek() == '@') Skip(1);
        var start = at;
        while (char.IsLetterOrDigit(Peek()) || Peek() == '_') Skip(1);
        Add(TokenKind.Word, source[start..at], line);
    }

    private void Number()
    {
        var start = at;
        // A dot belongs to the number only before a digit: "1..2" is a range.
        while (char.IsLetterOrDigit(Peek()) || Peek() == '_' || (Peek() == '.' && char.IsDigit(Peek(1)))) Skip(1);
        Add(TokenKind.Number, source[start..at], line);
    }

    private bool IsTextStart()
    {
        var ahead = 0;
        while (Peek(ahead) is '$' or '@') ahead++;
        return Peek(ahead) == '"';
    }

    private void Text()
    {
        var dollars = 0;
        var verbatim = false;
        for (; Peek() != '"'; Skip(1))
        {
            if (Peek() == '$') dollars++;
            else verbatim = true;
        }

        var quotes = 0;
        while (Peek(quotes) == '"') quotes++;
        if (quotes >= 3 && !verbatim) Pieces(quotes, dollars, escapes: false, verbatim: false);
        else Pieces(1, dollars, escapes: !verbatim, verbatim);
    }

    /// <summary>Reads from the opening quotes through the closing ones; each hole ends a piece.</summary>
    private void Pieces(int quotes, int dollars, bool escapes, bool verbatim)
    {
        var raw = quotes >= 3;
        Skip(quotes);
        int start = at, onLine = line;
        while (at < source.Length)
        {
            var c = Peek();
            if (escapes && c == '\\') Skip(2);
            else if (verbatim && Starts("\"\"")) Skip(2);
            else if (Starts(new('"', quotes)))
            {
                Add(TokenKind.Text, source[start..at], onLine);
                Skip(quotes);
                while (raw && Peek() == '"') Skip(1);
                return;
            }
            else if (!raw && dollars > 0 && Starts("{{")) Skip(2);
            else if (dollars > 0 && Starts(new('{', dollars)))
            {
                Add(TokenKind.Text, source[start..at], onLine);
                Skip(dollars);
                Code(dollars);
                (start, onLine) = (at, line);
            }
            else Skip(1);
        }
    }
}
