using MixConsole.Platform.Files;
using MixConsole.Storage.Sessions;

namespace MixConsole.Hosting;

/// <summary>The platform's way to bring a rename to the disk, as storage knows it.</summary>
public sealed class FolderSyncing : IFolderSync
{
    public static FolderSyncing Instance { get; } = new();

    public void Sync(string folder)
    {
        try
        {
            FolderSync.Sync(folder);
        }
        catch (IOException)
        {
            // The system cannot; the files themselves are on the disk.
        }
    }
}
