using MixConsole.Model.Parameters;

namespace MixConsole.Model.Sessions;

/// <summary>What a session is in memory: every set value and the audio under the strips. Owned by one thread.</summary>
public sealed class Session(ParameterTree tree)
{
    /// <summary>Name for people, from the folder.</summary>
    public string Name { get; set; } = "Untitled";

    /// <summary>Sample rate of the session and of all its audio files, Hz.</summary>
    public int Rate { get; set; } = 48_000;

    /// <summary>What the last hand set, for every parameter.</summary>
    public ParameterValues Set { get; } = new(tree);

    /// <summary>Audio under the strips; at most one track a strip.</summary>
    public List<Track> Tracks { get; } = [];

    /// <summary>End of the longest track in frames.</summary>
    public long Length => Tracks.Count == 0 ? 0 : Tracks.Max(t => t.Start + t.Frames);
}

/// <summary>A recorded file under a strip.</summary>
/// <param name="Strip">Strip number in the tree (channels come first, from 0).</param>
/// <param name="File">Path of the audio file: absolute, or relative to the session folder.</param>
/// <param name="Start">Position of its first frame on the timeline, in frames of the session's rate.</param>
/// <param name="Frames">Length in frames of the session's rate; 0 where the file is missing.</param>
/// <param name="Channels">1 or 2.</param>
public sealed record Track(int Strip, string File, long Start, long Frames, int Channels);
