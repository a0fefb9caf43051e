using System.Security;

namespace MixConsole.Storage.Audio;

/// <summary>What went wrong with a file, as the sentence the user reads: the file, the trouble, the remedy.</summary>
public static class FileTrouble
{
    // errno of a full disk, a full quota and a file too large for its file system; Windows' two codes for a full disk.
    private static readonly int[] FullDisk = [28, 122, 27, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>True for what the file system throws, as opposed to a programming error.</summary>
    public static bool IsOfFiles(Exception trouble) =>
        trouble is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException or ObjectDisposedException;

    /// <summary>One sentence for a file that could not be read.</summary>
    public static string Reading(string path, Exception trouble) => trouble switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{Name(path)} does not exist: check the name and the folder.",
        UnauthorizedAccessException or SecurityException => $"{Name(path)} may not be read: give this user permission to read it.",
        PathTooLongException => $"{Name(path)} has too long a path: move it to a shorter one.",
        _ => $"{Name(path)} cannot be read ({Reason(trouble)}): check the disk or drive it is on.",
    };

    /// <summary>One sentence for a file that could not be written.</summary>
    public static string Writing(string path, Exception trouble) => trouble switch
    {
        _ when FullDisk.Contains(trouble.HResult) => $"{Name(path)} cannot be written because the disk is full: free some space or choose another disk.",
        DirectoryNotFoundException or FileNotFoundException => $"{Name(path)} cannot be written because its folder does not exist: make {Path.GetDirectoryName(path)} first.",
        UnauthorizedAccessException or SecurityException when Directory.Exists(path) => $"{Name(path)} cannot be written because a folder has that name: choose another name.",
        UnauthorizedAccessException or SecurityException => $"{Name(path)} may not be written: give this user permission to write in {Path.GetDirectoryName(path)}.",
        PathTooLongException => $"{Name(path)} has too long a path: choose a shorter one.",
        _ => $"{Name(path)} cannot be written ({Reason(trouble)}): check the disk or choose another place.",
    };

    /// <summary>How sentences call a file: its name without folders.</summary>
    internal static string Name(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } name ? name : $"\"{path}\"";

    // The runtime appends the full path (": '/long/path'"), which the sentence has already named.
    private static string Reason(Exception trouble)
    {
        var text = trouble.Message;
        var path = text.IndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? text[..path] : text).TrimEnd('.', ' ');
    }
}
