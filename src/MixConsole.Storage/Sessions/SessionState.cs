using MixConsole.Model.Edits;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Sessions;

/// <summary>What was read from a session folder, without holding it.</summary>
public sealed class SessionState
{
    /// <summary>The session, with all edits replayed.</summary>
    public required Session Session { get; init; }

    /// <summary>What could not be opened, a sentence each.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Edits of the past, oldest first, as far as journals reach back.</summary>
    public required IReadOnlyList<Edit> History { get; init; }

    /// <summary>How many of them, at the end, are newer than the last save.</summary>
    public required int Unsaved { get; init; }

    internal StripKeys Keys { get; init; } = null!;

    /// <summary>Generation whose journal goes on, and how many bytes of it are whole.</summary>
    internal long Generation { get; init; }

    internal long JournalEnd { get; init; }

    /// <summary>Files that stand in the way of going on, and must be set aside first.</summary>
    internal bool IsJournalCut { get; init; }

    internal bool IsCurrentBroken { get; init; }

    /// <summary>A session that no file holds yet.</summary>
    internal static SessionState New(Session session) => new()
    {
        Session = session,
        Problems = [],
        History = [],
        Unsaved = 0,
        Keys = new(session.Set.Tree),
        Generation = 1,
        JournalEnd = 0,
        IsJournalCut = false,
        IsCurrentBroken = false,
    };
}
