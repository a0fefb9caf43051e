using System.Runtime.InteropServices;

namespace MixConsole.Platform.Native;

/// <summary>Environment variables that native libraries see: those set through <see cref="Environment"/> stay inside the runtime on Unix.</summary>
public static partial class NativeEnvironment
{
    static NativeEnvironment() => NativeLibraries.Install();

    /// <summary>Sets a variable for native code of this process and for <see cref="Environment"/>. Call before the library reads it, while no other thread starts native work.</summary>
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        _ = OperatingSystem.IsWindows() ? PutWindows(name, value) : SetUnix(name, value, 1);
    }

    [LibraryImport(NativeLibraries.C, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetUnix(string name, string value, int overwrite);

    [LibraryImport(NativeLibraries.C, EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutWindows(string name, string value);
}
