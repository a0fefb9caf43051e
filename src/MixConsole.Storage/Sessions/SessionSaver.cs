namespace MixConsole.Storage.Sessions;

/// <summary>
/// Writes a snapshot into its folder: beside the present file first, then one rename. A process that dies at any instant leaves a folder that opens with every edit.
/// </summary>
internal static class SessionSaver
{
    // Journals older than the previous save are kept up to this size: undo reaches back through saves and restarts.
    private const long History = 4 << 20; // bytes, some 40 000 edits

    /// <param name="folder">Session folder.</param>
    /// <param name="snapshot">What to write.</param>
    /// <param name="keys">Keys of the strips; strips that need one get it.</param>
    /// <param name="sync">Brings the rename to the disk.</param>
    /// <param name="keep">Whether the present file becomes the previous one; not if it is damaged.</param>
    public static SaveResult Save(string folder, SessionSnapshot snapshot, StripKeys keys, IFolderSync sync, bool keep = true)
    {
        var current = Path.Combine(folder, SessionFiles.Current);
        var next = Path.Combine(folder, SessionFiles.Next);
        try
        {
            using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.Read))
            {
                var name = snapshot.Name == SessionFiles.NameOf(folder) ? null : snapshot.Name;
                SessionWriter.Write(stream, snapshot.Values, snapshot.Tracks, snapshot.Rate, name, keys, snapshot.Generation);
                stream.Flush(flushToDisk: true);
            }

            if (keep && File.Exists(current)) File.Replace(next, current, Path.Combine(folder, SessionFiles.Previous));
            else File.Move(next, current, overwrite: true);
            sync.Sync(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(next); // its space is better used by the journal
            return new($"The session could not be saved: {e.Message} The last save and all edits since then are kept; free space on the disk or make {folder} writable, then save again.");
        }

        DropOldJournals(folder);
        return SaveResult.Done;
    }

    // From the previous save on, journals are needed should the current file be damaged.
    private static void DropOldJournals(string folder)
    {
        try
        {
            var previous = Path.Combine(folder, SessionFiles.Previous);
            var needed = File.Exists(previous) ? SessionReader.NumberOf(File.ReadAllBytes(previous), "generation"u8) : 0;
            var size = 0L;
            foreach (var generation in SessionFiles.Journals(folder).Reverse())
            {
                var path = SessionFiles.Journal(folder, generation);
                size += new FileInfo(path).Length;
                if (generation < needed && size > History) TryDelete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A journal too many does no harm; the next save tries again.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left for the next save.
        }
    }
}
