using System.Diagnostics;

namespace MixConsole.EndToEnd.Tests;

/// <summary>A console as a child process, from "ready" on.</summary>
internal sealed class RunningConsole : IDisposable
{
    private readonly Process process;
    private readonly Task<string> err;
    private readonly string data;

    public RunningConsole(string data, params string[] arguments)
    {
        this.data = data;
        var start = Tool.Console(data, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = Process.Start(start)!;
        err = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            Lines.Add(line);
            if (line.StartsWith("ready", StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The console ended without being ready: {err.Result}");
    }

    /// <summary>What it printed up to "ready".</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The URL of an endpoint.</summary>
    public Uri Endpoint(string name) => new(Lines.Single(l => l.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..]);

    /// <summary>HOST:PORT of its OSC port.</summary>
    public string Osc => Endpoint("osc").Authority;

    /// <summary>Asks for one value: the line's part behind the address.</summary>
    public string Get(string address)
    {
        var told = Tool.Run(data, "get", address, "--console", Osc);
        Assert.Equal("", told.Err);
        Assert.StartsWith(address + " ", told.Out, StringComparison.Ordinal);
        return told.Out.Trim()[(address.Length + 1)..];
    }

    public double Number(string address) => double.Parse(Get(address).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    public void Set(string address, string value)
    {
        var told = Tool.Run(data, "set", address, value, "--console", Osc);
        Assert.Equal(("", 0), (told.Err, told.Code));
    }

    /// <summary>Asks again until it is so.</summary>
    public void Until(string address, Predicate<double> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (!isSo(Number(address))) Assert.True(patience.ElapsedMilliseconds < Tool.Patience, $"{address} stays {Get(address)}.");
    }

    /// <summary>The system's polite request to end; answers how it ended.</summary>
    public Ended Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()])) kill.WaitForExit();
        Assert.True(process.WaitForExit(Tool.Patience));
        return new(process.ExitCode, "", err.Result);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        process.Kill();
        Assert.True(process.WaitForExit(Tool.Patience));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
