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
            Close();
            generation = piece.Generation;
            end = 0;
        }

        if (piece.Length == 0) return;
        if (handle is null)
        {
            handle = File.OpenHandle(FilePath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            sync.Sync(folder);
        }

        RandomAccess.Write(handle, piece.Bytes.AsSpan(0, piece.Length), end);
        end += piece.Length;
        background.Ask(handle);
    }

    public void Dispose()
    {
        background.Dispose();
        Close();
    }

    private void Close()
    {
        if (handle is null) return;
        // The end of a generation must be on the disk before its successor begins, or a loss of power would part them.
        RandomAccess.FlushToDisk(handle);
        handle.Dispose();
        handle = null;
    }
}
