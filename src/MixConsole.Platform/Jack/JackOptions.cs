namespace MixConsole.Platform.Jack;

/// <summary>How to appear in the JACK graph.</summary>
public sealed record JackOptions
{
    /// <summary>Most ports per direction that are made without being asked for.</summary>
    public const int MaxAutomatic = 32;

    /// <summary>Client name; the server appends a number when it is taken.</summary>
    public string ClientName { get; init; } = "mixconsole";

    /// <summary>Server name; null takes JACK_DEFAULT_SERVER, and without that "default".</summary>
    public string? Server { get; init; }

    /// <summary>Ports in_1..; null takes as many as the server has physical inputs, up to <see cref="MaxAutomatic"/>.</summary>
    public int? Inputs { get; init; }

    /// <summary>Ports out_1..; null takes as many as the server has physical outputs, two at least and up to <see cref="MaxAutomatic"/>.</summary>
    public int? Outputs { get; init; }

    /// <summary>Connects our ports to the physical ones in order, as far as both reach.</summary>
    public bool ConnectPhysical { get; init; } = true;
}
