using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Sessions;

/// <summary>What a look at an audio file tells.</summary>
/// <param name="Frames">Length in frames.</param>
/// <param name="Channels">Interleaved channels.</param>
/// <param name="Error">Null, or why it cannot be played, in a sentence.</param>
public readonly record struct AudioFacts(long Frames, int Channels, string? Error);

/// <summary>Opens and makes session folders. Nothing here throws for what may be wrong with a folder; the answer is a sentence.</summary>
public static class SessionFolder
{
    /// <summary>Reads a session without holding it: also while another process has it open. Writes nothing.</summary>
    /// <param name="path">The session folder.</param>
    /// <param name="tree">The console.</param>
    /// <param name="state">The session and what was wrong with it.</param>
    /// <param name="error">Why it cannot be opened at all.</param>
    /// <param name="probe">Looks at an audio file by its full path; without it only missing files are found.</param>
    public static bool TryRead(string path, ParameterTree tree, out SessionState state, out string error, Func<string, AudioFacts>? probe = null)
    {
        state = null!;
        try
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            return new SessionLoader(folder, tree).TryLoad(probe, out state, out error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = $"{path} cannot be read: {e.Message}";
            return false;
        }
    }

    /// <summary>Opens a session to work on it: holds it, replays its journal, sets damaged files aside.</summary>
    /// <inheritdoc cref="TryRead" path="/param"/>
    /// <param name="opened">The session with its journal; dispose it to let go.</param>
    /// <param name="sync">Brings renames to the disk.</param>
    public static bool TryOpen(string path, ParameterTree tree, out OpenedSession opened, out string error, Func<string, AudioFacts>? probe = null, IFolderSync? sync = null)
    {
        opened = null!;
        // Looked at first: no lock file is left where no session is.
        if (!TryRead(path, tree, out var state, out error)) return false;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (SessionLock.TryTake(folder, out error) is not { } held) return false;
        try
        {
            if (TryRead(path, tree, out state, out error, probe))
            {
                SessionRepair.SetAside(folder, state);
                opened = new(folder, state, held, sync ?? NoFolderSync.Instance);
                // What was put together from pieces becomes one whole file before anything else happens to it.
                if (state.IsCurrentBroken) error = opened.Save().Error;
                if (error.Length == 0) return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{folder} cannot be written: {e.Message} Copy the session to a place where you may write.";
        }

        opened?.Dispose();
        held.Dispose();
        opened = null!;
        return false;
    }

    /// <summary>Makes a folder for a new session, names the session after it, saves it, and holds it. Audio may already be in the folder.</summary>
    /// <param name="path">The folder to make; by custom it ends in <see cref="SessionFiles.Extension"/>.</param>
    /// <param name="session">What to save; belongs to the caller's thread as before.</param>
    /// <param name="opened">The session with its journal; dispose it to let go.</param>
    /// <param name="error">Why it cannot be made.</param>
    /// <param name="sync">Brings renames to the disk.</param>
    public static bool TryCreate(string path, Session session, out OpenedSession opened, out string error, IFolderSync? sync = null)
    {
        opened = null!;
        SessionLock? held = null;
        try
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            var current = Path.Combine(folder, SessionFiles.Current);
            if (SessionLoader.IsSession(folder))
            {
                error = $"{folder} holds a session already. Open it, or choose another name.";
                return false;
            }

            foreach (var part in (ReadOnlySpan<string>)[SessionFiles.Audio, SessionFiles.Export, SessionFiles.Cache]) Directory.CreateDirectory(Path.Combine(folder, part));
            held = SessionLock.TryTake(folder, out error);
            if (held is null) return false;

            session.Name = SessionFiles.NameOf(folder);
            var state = SessionState.New(session);
            var snapshot = new SessionSnapshot(session.Set.Tree);
            snapshot.Take(session, state.Generation);
            error = SessionSaver.Save(folder, snapshot, state.Keys, sync ?? NoFolderSync.Instance).Error;
            if (error.Length == 0)
            {
                File.Copy(current, Path.Combine(folder, SessionFiles.Previous));
                opened = new(folder, state, held, sync ?? NoFolderSync.Instance);
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = $"{path} cannot be made: {e.Message}";
        }

        held?.Dispose();
        return false;
    }
}
