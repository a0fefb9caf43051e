using System.Diagnostics;
using MixConsole.Engine.Backends;
using MixConsole.Platform.Jack;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Tests.Jack;

/// <summary>Native audio libraries keep process-wide state (environment, device lists): one such test at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeAudio
{
    public const string Name = "native audio";
}

/// <summary>A private JACK server with the dummy driver, not real-time so that it runs anywhere.</summary>
public sealed class JackServer : IDisposable
{
    private static int s_count;
    private Process? _process;

    private JackServer(string name) => Name = name;

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
        _process = Process.Start(new ProcessStartInfo("jackd", ["-n", Name, "-r", "-d", "dummy", "-r", "48000", "-p", "64"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Assert.True(Engine.Tests.Backends.BlockProbe.Until(Answers), "jackd does not answer");
    }

    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
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

    public void Dispose() => Kill();

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private bool Answers()
    {
        using var knock = new JackBackend(new JackOptions { ClientName = "knock", Server = Name, Outputs = 0, Inputs = 0, ConnectPhysical = false });
        try
        {
            knock.Start(new Engine.Tests.Backends.BlockProbe());
            return true;
        }
        catch (BackendException)
        {
            return false;
        }
    }
}
