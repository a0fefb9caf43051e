using System.Net;

namespace MixConsole.Hosting;

/// <summary>What drives the engine.</summary>
public enum AudioKind
{
    Clock,
    Jack,
    PortAudio,
}

/// <summary>What `run` was asked for, checked.</summary>
public sealed record RunSettings
{
    /// <summary>Session folder; null for the demo.</summary>
    public string? Session { get; init; }

    public AudioKind Audio { get; init; }

    /// <summary>Device or sound server; empty for the default. The clock knows one: <see cref="Devices.VirtualTime"/>.</summary>
    public string Device { get; init; } = "";

    /// <summary>Hz; null for the device's rate, or the session's on the clock.</summary>
    public int? Rate { get; init; }

    /// <summary>Frames per block; null for what the device likes.</summary>
    public int? Frames { get; init; }

    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    public PortChoice Http { get; init; }

    public PortChoice Osc { get; init; }

    /// <summary>Whether the tracks run from the start.</summary>
    public bool Play { get; init; }

    /// <summary>File that takes what main sends to the device; null for none.</summary>
    public string? Capture { get; init; }
}
