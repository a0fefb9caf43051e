namespace MixConsole.Architecture.Tests.Source;

/// <summary>A type as its first line declares it.</summary>
internal readonly record struct Declaration(string Name, bool IsPublic, bool Documented, int Line);

/// <summary>What can be told of namespaces and types without a parser.</summary>
internal static class Outline
{
    private static readonly HashSet<string> Modifiers =
        ["public", "internal", "protected", "private", "file", "static", "sealed", "abstract", "readonly", "ref", "unsafe", "partial", "new"];

    private static readonly HashSet<string> TypeWords = ["class", "struct", "record", "interface", "enum", "delegate"];

    /// <summary>The file-scoped namespace, or null.</summary>
    public static string? Namespace(this SourceFile file)
    {
        var tokens = file.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].Is("namespace")) continue;
            var name = string.Concat(tokens.Skip(i + 1).TakeWhile(t => !t.Is(";") && !t.Is("{")).Select(t => t.Text));
            return tokens.Skip(i + 1).First(t => t.Is(";") || t.Is("{")).Is(";") ? name : null;
        }

        return null;
    }

    /// <summary>Every type of a file, nested ones too.</summary>
    public static IEnumerable<Declaration> Declarations(this SourceFile file) => Declarations(file.Tokens);

    /// <summary>Every type among tokens.</summary>
    public static IEnumerable<Declaration> Declarations(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0 && !(tokens[i - 1].Is(";") || tokens[i - 1].Is("{") || tokens[i - 1].Is("}"))) continue;
            var first = tokens[i];
            var next = SkipAttributes(tokens, i);
            var isPublic = false;
            for (; next < tokens.Count && Modifiers.Contains(tokens[next].Text); next++) isPublic |= tokens[next].Is("public");
            if (next >= tokens.Count || tokens[next].Kind != TokenKind.Word || !TypeWords.Contains(tokens[next].Text)) continue;
            var isDelegate = tokens[next].Is("delegate");
            while (next < tokens.Count && TypeWords.Contains(tokens[next].Text)) next++;
            // A delegate's name stands before its parameters, behind the return type.
            if (isDelegate) while (next + 1 < tokens.Count && !tokens[next + 1].Is("(") && !tokens[next + 1].Is(";")) next++;
            if (next < tokens.Count && tokens[next].Kind == TokenKind.Word) yield return new(tokens[next].Text, isPublic, first.Documented, first.Line);
        }
    }

    private static int SkipAttributes(IReadOnlyList<Token> tokens, int at)
    {
        while (at < tokens.Count && tokens[at].Is("["))
        {
            for (var depth = 0; at < tokens.Count; at++)
            {
                if (tokens[at].Is("[")) depth++;
                else if (tokens[at].Is("]") && --depth == 0) break;
            }

            at++;
        }

        return at;
    }
}
