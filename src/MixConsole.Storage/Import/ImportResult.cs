using System.Diagnostics.CodeAnalysis;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Import;

/// <summary>A strip that was made.</summary>
/// <param name="Number">Channel number, from 1.</param>
/// <param name="Name">Name of the strip.</param>
/// <param name="Source">Name of the file it came from; two with " + " where a pair was joined.</param>
/// <param name="File">Its audio, relative to the session folder.</param>
public sealed record ImportedStrip(int Number, string Name, string Source, string File);

/// <summary>Something the user should know.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Sentence">File, trouble and remedy in one sentence.</param>
public sealed record ImportProblem(string File, string Sentence);

/// <summary>What an import made. With problems it may still have worked: <see cref="Session"/> tells.</summary>
/// <param name="Session">The session, not yet saved; null where nothing could be made.</param>
/// <param name="Strips">Strips in order.</param>
/// <param name="Problems">Files left out or changed on the way.</param>
/// <param name="Error">Why there is no session: one sentence; otherwise empty.</param>
public sealed record ImportResult(Session? Session, IReadOnlyList<ImportedStrip> Strips, IReadOnlyList<ImportProblem> Problems, string Error)
{
    /// <summary>Whether there is a session.</summary>
    [MemberNotNullWhen(true, nameof(Session))]
    public bool Worked => Session is not null;
}
