using System.Runtime.InteropServices;

namespace MixConsole.Platform.Native;

/// <summary>
/// Sends the standard error of native code to nowhere while it lives: device libraries print dozens of lines about cards that a machine does not have. Not on Windows, where they do not.
/// </summary>
internal sealed partial class QuietStandardError : IDisposable
{
    private const int StandardError = 2;
    private const int WriteOnly = 1;
    private static readonly Lock Gate = new();
    private readonly int _original = -1;

    static QuietStandardError() => NativeLibraries.Install();

    public QuietStandardError()
    {
        if (OperatingSystem.IsWindows())
            return;
        Gate.Enter();
        _original = Duplicate(StandardError);
        int nowhere = Open("/dev/null", WriteOnly);
        if (_original >= 0 && nowhere >= 0)
            _ = DuplicateTo(nowhere, StandardError);
        if (nowhere >= 0)
            _ = Close(nowhere);
    }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            return;
        if (_original >= 0)
        {
            _ = DuplicateTo(_original, StandardError);
            _ = Close(_original);
        }

        Gate.Exit();
    }

    [LibraryImport(NativeLibraries.C, EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport(NativeLibraries.C, EntryPoint = "dup2")]
    private static partial int DuplicateTo(int file, int target);

    [LibraryImport(NativeLibraries.C, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(NativeLibraries.C, EntryPoint = "close")]
    private static partial int Close(int file);
}
