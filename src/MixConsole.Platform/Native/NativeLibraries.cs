using System.Reflection;
using System.Runtime.InteropServices;

namespace MixConsole.Platform.Native;

/// <summary>
/// Finds native libraries under the versioned names of runtime packages (the bare names exist only on developers' machines). One resolver for the whole assembly:
/// every class with native imports calls <see cref="Install"/> in its static constructor and imports by the logical names below.
/// </summary>
internal static class NativeLibraries
{
    public const string C = "mixconsole-c";
    public const string Math = "mixconsole-m";
    public const string Jack = "mixconsole-jack";
    public const string PortAudio = "mixconsole-portaudio";
    public const string RtMidi = "mixconsole-rtmidi";
    public const string SndFile = "mixconsole-sndfile";

    private static readonly Dictionary<string, NativeLibraryNames> Known = new()
    {
        [C] = new("the C library", "", ["libc.so.6", "libSystem.dylib", "libc.so", "ucrtbase.dll"]),
        [Math] = new("the C mathematics library", "", ["libm.so.6", "libSystem.dylib", "libm.so", "libc.so", "ucrtbase.dll"]),
        [Jack] = new("libjack", "the package jackd2 or pipewire-jack (jack on macOS and Windows)",
            ["libjack.so.0", "libjack.0.dylib", "/opt/homebrew/lib/libjack.0.dylib", "/usr/local/lib/libjack.0.dylib", "libjack64.dll", "libjack.dll"]),
        [PortAudio] = new("libportaudio", "the package libportaudio2 (portaudio on macOS, portaudio_x64.dll beside the program on Windows)",
            ["libportaudio.so.2", "libportaudio.2.dylib", "/opt/homebrew/lib/libportaudio.2.dylib", "/usr/local/lib/libportaudio.2.dylib", "portaudio_x64.dll", "libportaudio.dll", "portaudio.dll"]),
        [RtMidi] = new("librtmidi", "the package librtmidi6 (rtmidi on macOS, rtmidi.dll beside the program on Windows)",
            ["librtmidi.so.6", "librtmidi.so.7", "librtmidi.so.5", "librtmidi.6.dylib", "librtmidi.7.dylib", "/opt/homebrew/lib/librtmidi.dylib", "/usr/local/lib/librtmidi.dylib", "librtmidi.dll", "rtmidi.dll"]),
        [SndFile] = new("libsndfile", "the package libsndfile1 (libsndfile on macOS, sndfile.dll beside the program on Windows)",
            ["libsndfile.so.1", "libsndfile.1.dylib", "/opt/homebrew/lib/libsndfile.1.dylib", "/usr/local/lib/libsndfile.1.dylib", "sndfile.dll", "libsndfile-1.dll"]),
    };

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Loaded = [];

    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Runs the static constructor, once.</summary>
    public static void Install()
    {
    }

    /// <summary>The loaded library of a logical name; false when the machine has none. Loads on first use.</summary>
    public static bool TryLoad(string name, out nint library)
    {
        lock (Gate)
        {
            if (Loaded.TryGetValue(name, out library))
                return library != 0;
            foreach (string candidate in Known[name].Files)
            {
                if (NativeLibrary.TryLoad(candidate, typeof(NativeLibraries).Assembly, DllImportSearchPath.SafeDirectories, out library))
                    break;
            }

            Loaded[name] = library;
            return library != 0;
        }
    }

    /// <summary>What is missing and where it comes from, in one sentence; empty when the library loads.</summary>
    public static string Absence(string name) =>
        TryLoad(name, out _) ? "" : $"{Known[name].Title} is not on this machine; install {Known[name].Package}.";

    /// <summary>Where the library comes from.</summary>
    public static string Remedy(string name) => $"Install {Known[name].Package}.";

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        Known.ContainsKey(name) && TryLoad(name, out nint library) ? library : 0;
}

/// <summary>A native library as people, package managers and loaders call it.</summary>
internal sealed record NativeLibraryNames(string Title, string Package, string[] Files);
