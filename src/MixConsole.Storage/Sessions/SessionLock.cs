using System.Globalization;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// Keeps a session folder to one process. The lock is a handle that the system closes with its process, so a crash leaves nothing that blocks; the number of the process stands beside it for the sentence.
/// </summary>
internal sealed class SessionLock : IDisposable
{
    private const string Handle = ".lock";
    private const string Owner = ".lock-owner"; // apart, because nobody can read a file that is held exclusively
    private readonly FileStream handle;

    private SessionLock(FileStream handle) => this.handle = handle;

    /// <summary>Null with a sentence where somebody else has the session open, or where nothing can be written.</summary>
    public static SessionLock? TryTake(string folder, out string error)
    {
        error = "";
        FileStream? handle = null;
        try
        {
            handle = new FileStream(Path.Combine(folder, Handle), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(Path.Combine(folder, Owner), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new(handle);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            error = $"{folder} cannot be written: {e.Message} Copy the session to a place where you may write.";
        }
        catch (IOException e)
        {
            error = Holder(folder) is { } process
                ? $"{folder} is already open in process {process}. Close it there first, or copy the folder and open the copy."
                : $"{folder} cannot be locked: {e.Message} It may be open in another process; close it there, or open a copy.";
        }

        handle?.Dispose();
        return null;
    }

    public void Dispose() => handle.Dispose();

    private static string? Holder(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, Owner)).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
