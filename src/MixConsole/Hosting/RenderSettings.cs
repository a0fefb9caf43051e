using MixConsole.Dsp.Convert;

namespace MixConsole.Hosting;

/// <summary>What to render, and how.</summary>
public sealed record RenderSettings
{
    public const int DefaultFrames = 1024;

    /// <summary>Full path of the file to write.</summary>
    public required string File { get; init; }

    /// <summary>Whether every strip is written alone as well.</summary>
    public bool Stems { get; init; }

    /// <summary>First moment, in seconds.</summary>
    public double From { get; init; }

    /// <summary>Last moment; null for the end of the longest track.</summary>
    public double? To { get; init; }

    /// <summary>Seconds after the end.</summary>
    public double Tail { get; init; }

    public PcmFormat Format { get; init; }

    /// <summary>Hz; null for the session's.</summary>
    public int? Rate { get; init; }

    /// <summary>Frames per block.</summary>
    public int Frames { get; init; } = DefaultFrames;

    /// <summary>Folder of the strips alone.</summary>
    public string StemFolder => Path.Combine(Path.GetDirectoryName(File)!, Path.GetFileNameWithoutExtension(File));
}
