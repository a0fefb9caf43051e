using MixConsole.Storage.Journal;

namespace MixConsole.Storage.Sessions;

/// <summary>Puts damaged files of a session out of the way before work goes on. Nothing is thrown away: what could not be read is kept beside, with ".bad" behind its name.</summary>
internal static class SessionRepair
{
    /// <summary>Throws what the file system throws.</summary>
    public static void SetAside(string folder, SessionState state)
    {
        var current = Path.Combine(folder, SessionFiles.Current);
        // A copy: until it is replaced, even a damaged file is better than none.
        if (state.IsCurrentBroken && File.Exists(current)) File.Copy(current, current + SessionFiles.Bad, overwrite: true);
        if (!state.IsJournalCut) return;

        var journal = SessionFiles.Journal(folder, state.Generation);
        if (File.Exists(journal))
        {
            using var stream = new FileStream(journal, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            if (stream.Length > state.JournalEnd)
            {
                using (var bad = new FileStream(journal + SessionFiles.Bad, FileMode.Create, FileAccess.Write, FileShare.Read))
                {
                    stream.Position = state.JournalEnd;
                    stream.CopyTo(bad);
                    bad.Flush(flushToDisk: true);
                }

                stream.SetLength(state.JournalEnd);
            }
        }

        foreach (var generation in SessionFiles.Journals(folder).Where(g => g > state.Generation))
        {
            var orphan = SessionFiles.Journal(folder, generation);
            File.Move(orphan, orphan + SessionFiles.Bad, overwrite: true);
        }
    }
}
