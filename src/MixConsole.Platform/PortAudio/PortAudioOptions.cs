namespace MixConsole.Platform.PortAudio;

/// <summary>Which device, and how.</summary>
public sealed record PortAudioOptions
{
    /// <summary>Most channels per direction that are opened without being asked for.</summary>
    public const int MaxAutomatic = 32;

    /// <summary>Part of a device name, or "API: device"; empty for the system's default.</summary>
    public string Device { get; init; } = "";

    /// <summary>Frames per second.</summary>
    public int Rate { get; init; } = 48_000;

    /// <summary>Frames per block, or 0 for what the device likes (it may then change while running).</summary>
    public int Frames { get; init; }

    /// <summary>First inputs of the same device; null takes all, up to <see cref="MaxAutomatic"/>.</summary>
    public int? Inputs { get; init; }

    /// <summary>First outputs of the device, at most as many as it has; null takes all, up to <see cref="MaxAutomatic"/>.</summary>
    public int? Outputs { get; init; }
}
