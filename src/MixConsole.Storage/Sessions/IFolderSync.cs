namespace MixConsole.Storage.Sessions;

/// <summary>
/// Brings a folder's list of names to the disk, so that a rename or a new file survives a loss of power. Managed code cannot open a folder; the host does it natively.
/// </summary>
public interface IFolderSync
{
    /// <summary>Returns when the names are on the disk, as far as the system can tell. Never throws.</summary>
    void Sync(string folder);
}

/// <summary>Leaves it to the file system: enough against a crash of the process, not against a loss of power.</summary>
public sealed class NoFolderSync : IFolderSync
{
    public static NoFolderSync Instance { get; } = new();

    public void Sync(string folder)
    {
    }
}
