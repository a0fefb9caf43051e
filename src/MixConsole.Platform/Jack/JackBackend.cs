using MixConsole.Engine.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Jack;

/// <summary>
/// A client of a JACK server, through libjack itself: live block sizes, true xrun reports, and it outlives the server. After <see cref="IAudioBackend.IsAlive"/> turned false: Stop, and Start again once the server is back.
/// libjack keeps the server's memory in global variables: one server at a time in a process.
/// </summary>
public sealed class JackBackend(JackOptions? options = null) : IAudioBackend
{
    private const string ServerVariable = "JACK_DEFAULT_SERVER";
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(5);
    private readonly JackOptions _options = options ?? new JackOptions();
    private string? _name;
    private JackClient? _client;

    /// <summary>Whether this machine has libjack; says nothing of a server.</summary>
    public static bool IsAvailable => JackLibrary.IsAvailable;

    /// <summary>Why not, with the remedy; empty when available.</summary>
    public static string Reason => NativeLibraries.Absence(NativeLibraries.Jack);

    public string Name => _name ??= $"jack {Server}"; // asked for many times a second

    public int Rate => _client?.Rate ?? 0;

    public int Frames => _client?.Frames ?? 0;

    public int Inputs => _client?.Inputs ?? 0;

    public int Outputs => _client?.Outputs ?? 0;

    public long Xruns => _client?.Xruns ?? 0;

    public bool IsAlive => _client is { IsAlive: true };

    /// <summary>True while the server runs faster than real time: lateness means nothing then.</summary>
    public bool IsFreewheeling => _client is { IsFreewheeling: true };

    /// <summary>What the renderer threw, against its promise.</summary>
    public Exception? Fault => _client?.Fault;

    private string Server => _options.Server ?? Environment.GetEnvironmentVariable(ServerVariable) ?? "default";

    public void Start(IBlockRenderer renderer)
    {
        if (_client is not null)
            throw new InvalidOperationException("The JACK client runs already; stop it first.");
        if (!IsAvailable)
            throw new BackendException(Reason);
        if (_options.Server is { } server)
            NativeEnvironment.Set(ServerVariable, server);
        if (!BoundedCall.TryRun("jack open", OpenLimit, () => new JackClient(_options, Server, renderer), late => late.Close(), out _client))
            throw new BackendException($"The JACK server \"{Server}\" does not answer within {OpenLimit.TotalSeconds:0} s; restart it.");
    }

    public void Stop()
    {
        _client?.Close();
        _client = null;
    }

    public void Dispose() => Stop();
}
