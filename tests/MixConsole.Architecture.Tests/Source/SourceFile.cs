namespace MixConsole.Architecture.Tests.Source;

/// <summary>A C# file as tokens, without comments.</summary>
internal sealed class SourceFile(string path)
{
    private readonly Lazy<IReadOnlyList<Token>> tokens = new(() => Lexer.Read(File.ReadAllText(path)));

    /// <summary>Path inside the repository.</summary>
    public string Path { get; } = Repository.Relative(path);

    public IReadOnlyList<Token> Tokens => tokens.Value;

    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>Where a token stands, as editors link it.</summary>
    public string At(Token token) => $"{Path}:{token.Line}";
}
