using System.Runtime.InteropServices;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Files;

/// <summary>SF_INFO.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SoundInfo
{
    public long Frames;
    public int Rate;
    public int Channels;
    public int Format;
    public int Sections;
    public int Seekable;
}

/// <summary>The calls of libsndfile that we use; names and constants as in sndfile.h.</summary>
internal static unsafe partial class SndFileLibrary
{
    public const int Read = 0x10;
    private const string Library = NativeLibraries.SndFile;

    static SndFileLibrary() => NativeLibraries.Install();

    /// <summary>Opens for reading; 0 on failure, told by <see cref="Error"/> of 0.</summary>
    public static nint OpenRead(string path, ref SoundInfo info) =>
        OperatingSystem.IsWindows() ? OpenWide(path, Read, ref info) : Open(path, Read, ref info);

    /// <summary>What went wrong with a file, or with the last opening for 0.</summary>
    public static string Error(nint file) => (Marshal.PtrToStringUTF8((nint)ErrorText(file)) ?? "").Trim().TrimEnd('.');

    [LibraryImport(Library, EntryPoint = "sf_close")]
    public static partial int Close(nint file);

    [LibraryImport(Library, EntryPoint = "sf_seek")]
    public static partial long Seek(nint file, long frame, int whence);

    [LibraryImport(Library, EntryPoint = "sf_readf_float")]
    public static partial long ReadFrames(nint file, float* interleaved, long frames);

    [LibraryImport(Library, EntryPoint = "sf_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int mode, ref SoundInfo info);

    [LibraryImport(Library, EntryPoint = "sf_wchar_open", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint OpenWide(string path, int mode, ref SoundInfo info);

    [LibraryImport(Library, EntryPoint = "sf_strerror")]
    private static partial byte* ErrorText(nint file);
}
