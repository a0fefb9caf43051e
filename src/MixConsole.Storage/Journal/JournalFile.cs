using Microsoft.Win32.SafeHandles;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Journal;

/// <summary>The journal file of the present generation. Writes at positions of its own counting, so a write that failed half-way is simply done again. Only on the writer's thread.</summary>
internal sealed class JournalFile(string folder, IFolderSync sync, long generation, long end) : IDisposable
{
    private readonly BackgroundSync background = new();
    private SafeFileHandle? handle;
    private long generation = generation;
    private long end = end;

    /// <summary>Path of the file being written.</summary>
    public string FilePath => SessionFiles.Journal(folder, generation);

    /// <summary>Writes a piece to the journal of its generation. Throws what the file system throws; then nothing counts as written.</summary>
    public void Write(JournalQueue.Piece piece)
    {
        if (piece.Generation != generation)
        {
            handle?.Dispose(); // brought to the disk by the save that ended it: a slow disk must not hold up the edits that follow
            handle = null;
            generation = piece.Generation;
            end = 0;
        }

        if (piece.Length == 0) return;
        if (handle is null) Open();
        try
        {
            RandomAccess.Write(handle!, piece.Bytes.AsSpan(0, piece.Length), end);
        }
        catch
        {
            // The medium may come back as another one: the next attempt opens it anew.
            handle!.Dispose();
            handle = null;
            throw;
        }

        end += piece.Length;
        background.Ask(handle!);
    }

    /// <summary>Brings all to the disk. Throws what the file system throws.</summary>
    public void Dispose()
    {
        background.Dispose();
        using var last = handle;
        if (last is not null) RandomAccess.FlushToDisk(last);
    }

    private void Open()
    {
        handle = File.OpenHandle(FilePath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        end = Math.Min(end, RandomAccess.GetLength(handle)); // never a hole, should somebody have shortened the file
        sync.Sync(folder);
    }
}
