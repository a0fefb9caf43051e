using System.Diagnostics;

namespace MixConsole.EndToEnd.Tests;

/// <summary>What a program said and how it ended.</summary>
internal sealed record Ended(int Code, string Out, string Err)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Value of the line that begins with a word.</summary>
    public string Fact(string word) => Lines.Single(l => l.StartsWith(word + " ", StringComparison.Ordinal))[(word.Length + 1)..];

    /// <summary>Ended as a failure must: this code, one plain sentence, nothing of the program's insides.</summary>
    public void Refused(int code, params string[] words)
    {
        Assert.Equal(code, Code);
        Assert.Single(Err.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", Err);
        Assert.DoesNotContain("Exception", Err);
        Assert.All(words, word => Assert.Contains(word, Err, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Runs the built executable, and neighbours' tools, to their end.</summary>
internal static class Tool
{
    public const int Patience = 60_000; // ms; a machine that stands still is no failure

    public static ProcessStartInfo Console(string data, params string[] arguments)
    {
        var name = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "mixconsole.exe" : "mixconsole");
        return new(name, arguments) { Environment = { ["XDG_DATA_HOME"] = data }, WorkingDirectory = data };
    }

    public static Ended Run(string data, params string[] arguments) => Run(Console(data, arguments));

    /// <summary>Null where the machine does not have the tool.</summary>
    public static Ended? Other(string name, params string[] arguments) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, name))) ? Run(new ProcessStartInfo(name, arguments)) : null;

    private static Ended Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var err = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"{start.FileName} {string.Join(' ', start.ArgumentList)} does not end. It said: {output.Result}{err.Result}");
        }

        return new(process.ExitCode, output.Result, err.Result);
    }
}
