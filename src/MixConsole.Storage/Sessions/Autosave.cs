namespace MixConsole.Storage.Sessions;

/// <summary>
/// When to save by itself. No edit is at risk between saves, for all are in the journal; a save keeps the journal, and thus the time to open, short.
/// </summary>
/// <param name="Every">At most one save in this time.</param>
/// <param name="Lines">More edits than this are saved at once.</param>
public sealed record Autosave(TimeSpan Every, long Lines)
{
    /// <summary>Every five minutes, or after 200 000 edits (some 20 MB of journal, half a second to replay).</summary>
    public static Autosave Default { get; } = new(TimeSpan.FromMinutes(5), 200_000);

    /// <summary>After a save that failed, the next attempt is not before this.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>Whether to save now.</summary>
    /// <param name="unsaved">Edits since the last save.</param>
    /// <param name="lost">Edits that the journal could not keep: these are at risk, so a save is due.</param>
    /// <param name="sinceAttempt">Time since the last save was tried, or since opening.</param>
    public bool IsDue(long unsaved, long lost, TimeSpan sinceAttempt) =>
        unsaved > 0 && (sinceAttempt >= Every || (sinceAttempt >= AfterFailure && (unsaved > Lines || lost > 0)));
}
