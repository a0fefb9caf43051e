using MixConsole.Model.Edits;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Journal;

namespace MixConsole.Storage.Sessions;

/// <summary>An open session folder: held against other processes, with its journal ready. Dispose it to let go; it does not save by itself.</summary>
public sealed class OpenedSession : IDisposable
{
    private readonly StripKeys keys;
    private readonly JournalWriter journal;
    private readonly SessionLock held;
    private readonly IFolderSync sync;
    private readonly SessionSnapshot snapshot;
    private int saving;
    private bool isCurrentBroken;

    internal OpenedSession(string folder, SessionState state, SessionLock held, IFolderSync sync)
    {
        Folder = folder;
        Session = state.Session;
        Problems = state.Problems;
        History = state.History;
        Unsaved = state.Unsaved;
        keys = state.Keys;
        isCurrentBroken = state.IsCurrentBroken;
        this.held = held;
        this.sync = sync;
        snapshot = new(Session.Set.Tree);
        journal = new(folder, keys, state.Generation, state.JournalEnd, state.Unsaved, sync);
    }

    /// <summary>Full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>The session, with all edits replayed. The caller's thread owns it from now on.</summary>
    public Session Session { get; }

    /// <summary>What could not be opened, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Edits of the past, oldest first, as far as journals reach back: what can be undone. The last <see cref="Unsaved"/> of them are newer than the last save.</summary>
    public IReadOnlyList<Edit> History { get; }

    /// <summary>Edits that were replayed on top of the last save.</summary>
    public int Unsaved { get; }

    /// <summary>Where the desk puts its edits.</summary>
    public JournalWriter Journal => journal;

    /// <summary>
    /// Copies the session and turns the journal to the next generation. On the thread that owns the session, between two edits; takes some 100 microseconds.
    /// False while a save is on its way.
    /// </summary>
    public bool TryTakeSnapshot()
    {
        if (Interlocked.CompareExchange(ref saving, 1, 0) != 0) return false;
        snapshot.Take(Session, journal.Rotate());
        return true;
    }

    /// <summary>Writes the snapshot that was taken; once each. Any thread.</summary>
    public SaveResult WriteSnapshot()
    {
        if (Volatile.Read(ref saving) != 1) return new("There is nothing to save: take a snapshot first.");
        var result = SessionSaver.Save(Folder, snapshot, keys, sync, keep: !isCurrentBroken);
        if (result.IsSaved)
        {
            isCurrentBroken = false;
            journal.Saved();
        }

        Volatile.Write(ref saving, 0);
        return result;
    }

    /// <summary>Snapshot and save in one, for who has no desk running.</summary>
    public SaveResult Save() => TryTakeSnapshot() ? WriteSnapshot() : new("A save is already on its way; try again in a moment.");

    public void Dispose()
    {
        journal.Dispose();
        held.Dispose();
    }
}
