using System.Diagnostics.CodeAnalysis;
using MixConsole.Dsp.Buffers;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Files;

/// <summary>
/// Compressed and foreign sound files (FLAC, Ogg Vorbis, Opus, MP3, AIFF, CAF, W64, …) through libsndfile, loaded on first use. WAV needs none of this.
/// </summary>
public static class SndFile
{
    // Lengths beyond this are "unknown" in the library's eyes (SF_COUNT_MAX for streams that cannot be measured).
    private const long LongestFrames = 1L << 40;
    private const int MostChannels = 1024;

    /// <summary>Whether this machine has libsndfile.</summary>
    public static bool IsAvailable => NativeLibraries.TryLoad(NativeLibraries.SndFile, out _);

    /// <summary>Why not, with the remedy; empty when available.</summary>
    public static string Reason => NativeLibraries.Absence(NativeLibraries.SndFile);

    /// <summary>Opens a file to read. On failure <paramref name="error"/> is a sentence that names the file and the remedy.</summary>
    public static bool TryOpen(string path, [NotNullWhen(true)] out ISampleReader? reader, [NotNullWhen(false)] out string? error)
    {
        reader = null;
        error = Refusal(path, out nint file, out SoundInfo info);
        if (error is not null)
            return false;
        reader = new SndFileReader(file, info);
        return true;
    }

    private static string? Refusal(string path, out nint file, out SoundInfo info)
    {
        file = 0;
        info = default;
        if (!File.Exists(path))
            return $"There is no file {path}.";
        if (!IsAvailable)
            return $"{path} cannot be read: {Reason} Or convert the file to WAV.";
        file = SndFileLibrary.OpenRead(path, ref info);
        if (file == 0)
            return $"{path} cannot be read: {SndFileLibrary.Error(0)}. Convert it to WAV or FLAC.";
        if (info is { Seekable: not 0, Frames: >= 0 and < LongestFrames, Channels: > 0 and <= MostChannels, Rate: > 0 })
            return null;
        _ = SndFileLibrary.Close(file);
        return $"{path} has no known length, so it cannot be played from any place. Convert it to WAV or FLAC.";
    }
}
