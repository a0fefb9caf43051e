using MixConsole.Dsp.Buffers;
using MixConsole.Engine;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Audio;
using MixConsole.Storage.Sessions;

namespace MixConsole.Hosting;

/// <summary>Opens the audio of a session's tracks.</summary>
public static class TrackFiles
{
    /// <summary>Opens tracks of a session folder. The sentence is empty where it fails: <see cref="Look"/> has named the file when the session was opened.</summary>
    public static TrackOpener In(string folder)
    {
        return Open;

        ISampleReader? Open(Track track, out string error)
        {
            AudioFile.TryOpen(Path.Combine(folder, track.File), ForeignDecoder.Instance, out var reader, out _);
            error = "";
            return reader;
        }
    }

    /// <summary>Looks at a file, for the opening of a session.</summary>
    public static AudioFacts Look(string path)
    {
        if (!AudioFile.TryOpen(path, ForeignDecoder.Instance, out var reader, out var error)) return new(0, 0, error);
        using (reader) return new(reader.Frames, reader.Channels, null);
    }
}
