namespace MixConsole.Platform.Jack;

/// <summary>How to appear in the JACK graph.</summary>
public sealed record JackOptions
{
    public const int MaxAutomaticInputs = 32;

    /// <summary>Client name; the server appends a number when it is taken.</summary>
    public string ClientName { get; init; } = "mixconsole";

    /// <summary>Server name; null takes JACK_DEFAULT_SERVER, and without that "default".</summary>
    public string? Server { get; init; }

    /// <summary>Ports in_1..; null takes as many as the server has physical inputs, up to <see cref="MaxAutomaticInputs"/>.</summary>
    public int? Inputs { get; init; }

    /// <summary>Ports out_1...</summary>
    public int Outputs { get; init; } = 2;

    /// <summary>Connects our ports to the physical ones in order, as far as both reach.</summary>
    public bool ConnectPhysical { get; init; } = true;
}
