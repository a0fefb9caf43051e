using System.Diagnostics;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>A private JACK server with the dummy driver. It ends in peace at last: the machine's registry has eight places and keeps the name of a server that was killed.</summary>
internal sealed class JackServer : IDisposable
{
    private static int s_count;
    private readonly bool realTime;
    private Process? process;

    private JackServer(bool realTime) => this.realTime = realTime;

    public string Name { get; } = $"mixconsole-endurance-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";

    /// <summary>Starts a server; null where the machine has none. Real-time where it is allowed, for only then a late block means anything.</summary>
    public static JackServer? TryStart(bool realTime = true)
    {
        if (Tool.Other("jackd", "--version") is null || Tool.Other("jack_lsp", "--version") is null) return null;
        JackServer server = new(realTime);
        server.Launch();
        return server;
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public void Launch()
    {
        ProcessStartInfo start = new("jackd", ["-n", Name, realTime ? "-R" : "-r", "-d", "dummy", "-r", "48000", "-p", "64"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { }; // it tells every late block, and would wait for a reader
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var patience = Stopwatch.StartNew(); Run("jack_lsp") != 0;) Assert.True(patience.ElapsedMilliseconds < Tool.Patience, "jackd does not answer.");
    }

    /// <summary>Dies without a word.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    /// <summary>Runs one of JACK's tools against this server; its exit code.</summary>
    public int Run(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["JACK_DEFAULT_SERVER"] = Name, ["JACK_NO_START_SERVER"] = "1" } };
        using var running = Process.Start(start)!;
        var said = running.StandardError.ReadToEndAsync();
        running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        return running.ExitCode;
    }

    public void Dispose()
    {
        if (process is null) return;
        if (process.HasExited) Launch();
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) kill.WaitForExit();
        if (!process.WaitForExit(Tool.Patience)) process.Kill();
        process.Dispose();
    }
}
