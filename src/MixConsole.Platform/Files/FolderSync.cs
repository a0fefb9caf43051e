using System.Runtime.InteropServices;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Files;

/// <summary>Makes a rename durable: the folder's own entry must reach the disk, not only the file's bytes.</summary>
public static partial class FolderSync
{
    private const int CloseOnExec = 0x80000;
    private const int InvalidArgument = 22;

    static FolderSync() => NativeLibraries.Install();

    /// <summary>
    /// Waits until the folder's entries are on the disk. Windows does this with the rename itself. Throws <see cref="IOException"/> that names the folder; file systems without the notion are left in peace.
    /// </summary>
    public static void Sync(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0);
        if (folder < 0)
            throw Failed(path, Marshal.GetLastPInvokeError());
        int error = Flush(folder) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (error is not (0 or InvalidArgument))
            throw Failed(path, error);
    }

    private static IOException Failed(string path, int error) =>
        new($"The folder {path} could not be made durable: {Marshal.GetPInvokeErrorMessage(error)}.");

    [LibraryImport(NativeLibraries.C, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport(NativeLibraries.C, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int file);

    [LibraryImport(NativeLibraries.C, EntryPoint = "close")]
    private static partial int Close(int file);
}
