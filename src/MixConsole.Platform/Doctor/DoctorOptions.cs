using System.Net;

namespace MixConsole.Platform.Doctor;

/// <summary>A port that the console wants: the option that chooses it ("osc"), number, UDP or TCP.</summary>
public sealed record WantedPort(string Purpose, int Port, bool IsUdp);

/// <summary>What the examination looks at besides the machine itself.</summary>
public sealed record DoctorOptions
{
    /// <summary>Folder of the user's data; need not exist yet.</summary>
    public string DataFolder { get; init; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "mixconsole");

    /// <summary>Address that the ports are bound to.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>The ports that the console is set to; the caller knows them.</summary>
    public IReadOnlyList<WantedPort> Ports { get; init; } = [];
}
