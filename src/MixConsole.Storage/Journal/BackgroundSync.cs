using Microsoft.Win32.SafeHandles;

namespace MixConsole.Storage.Journal;

/// <summary>
/// Brings the journal from the system's cache to the disk, at most once a second and on a thread of its own: a disk that takes long must not keep the next edits from the system.
/// (Against a crash of the process the cache is enough; this is for a loss of power.)
/// </summary>
internal sealed class BackgroundSync : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly AutoResetEvent wake = new(false);
    private readonly ManualResetEvent closing = new(false);
    private readonly Thread thread;
    private SafeFileHandle? handle;

    public BackgroundSync()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "journal sync" };
        thread.Start();
    }

    /// <summary>The file has new bytes.</summary>
    public void Ask(SafeFileHandle file)
    {
        Volatile.Write(ref handle, file);
        wake.Set();
    }

    public void Dispose()
    {
        closing.Set();
        thread.Join();
        wake.Dispose();
        closing.Dispose();
    }

    private void Run()
    {
        WaitHandle[] either = [closing, wake];
        while (WaitHandle.WaitAny(either) != 0)
        {
            try
            {
                if (Volatile.Read(ref handle) is { } file) RandomAccess.FlushToDisk(file);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // A closed file was brought to the disk by whoever closed it; a disk that fails shows at the next write.
            }

            if (closing.WaitOne(Pause)) return;
        }
    }
}
