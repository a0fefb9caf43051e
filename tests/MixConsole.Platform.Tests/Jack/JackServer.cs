using System.Diagnostics;
using System.Text;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.Jack;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Tests.Jack;

/// <summary>Native audio libraries keep process-wide state (environment, device lists): one such test at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeAudio
{
    public const string Name = "native audio";
}

/// <summary>
/// A private JACK server with the dummy driver, not real-time so that it runs anywhere. It is started as a temporary one that ends when its last client leaves: we are that client, so no server outlives a crashed test.
/// One at a time in a process, for libjack keeps the server's memory in global variables. A server must end in peace at last, for the machine's registry has eight places and keeps the name of one that was killed.
/// </summary>
public sealed class JackServer : IDisposable
{
    private static int s_count;
    private readonly JackBackend _keeper;
    private readonly StringBuilder _said = new();
    private Process? _process;

    private JackServer(string name)
    {
        Name = name;
        _keeper = new JackBackend(new JackOptions { ClientName = "keeper", Server = Name, Outputs = 0, Inputs = 0, ConnectPhysical = false });
    }

    public string Name { get; }

    /// <summary>Null, with a printed reason, where the machine has no JACK.</summary>
    public static JackServer? TryStart()
    {
        if (!JackBackend.IsAvailable || !Exists("jackd"))
        {
            Console.WriteLine("Skipped: this machine has no jackd or no libjack.");
            return null;
        }

        NativeEnvironment.Set("JACK_NO_START_SERVER", "1");
        var server = new JackServer($"mixconsole-test-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}");
        server.Launch();
        return server;
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public void Launch()
    {
        _process = Start(temporary: true);
        Assert.True(BlockProbe.Until(Answers), $"jackd does not answer: {_said}");
    }

    /// <summary>Sends a signal of kill(1), as in "-STOP".</summary>
    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
        _keeper.Stop();
    }

    /// <summary>Runs one of JACK's tools against this server.</summary>
    public int Tool(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JACK_DEFAULT_SERVER"] = Name;
        using Process tool = Process.Start(start)!;
        tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return tool.ExitCode;
    }

    public void Dispose()
    {
        _keeper.Dispose();
        if (_process is null)
            EndInPeace();
        if (!_process!.WaitForExit(BlockProbe.Patience))
            _process.Kill();
        _process.Dispose();
    }

    // Without a client of ours: a process that has lost a device may not open another.
    private void EndInPeace()
    {
        _process = Start(temporary: false);
        BlockProbe.Until(() => Tool("jack_lsp") == 0);
        Signal("-TERM");
    }

    private Process Start(bool temporary)
    {
        string[] driver = ["-n", Name, "-r", "-d", "dummy", "-r", "48000", "-p", "64"];
        Process process = Process.Start(new ProcessStartInfo("jackd", temporary ? ["-T", .. driver] : driver) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => _said.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => _said.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private bool Answers()
    {
        try
        {
            _keeper.Start(new BlockProbe());
            return true;
        }
        catch (BackendException)
        {
            return false;
        }
    }
}
