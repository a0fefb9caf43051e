namespace MixConsole.Architecture.Tests.Source;

internal enum TokenKind
{
    /// <summary>Identifier or keyword, without a leading @.</summary>
    Word,

    /// <summary>A string literal, or one piece of an interpolated one between holes; the text is the content, escapes left as written.</summary>
    Text,

    Number,
    Character,

    /// <summary>Any other single character.</summary>
    Mark,
}

/// <summary>One token of C#.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of strings the content.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Documented">Whether a documentation comment stands directly before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, bool Documented)
{
    public bool Is(string text) => Kind is TokenKind.Word or TokenKind.Mark && Text == text;
}
