using System.CommandLine;
using MixConsole.Hosting;

namespace MixConsole.Cli;

/// <summary>`run`: the console itself, until it is told to end.</summary>
internal static class RunCommand
{
    public static Command Create(RunOptions options)
    {
        Command command = new("run", "Runs a session, or the demo.");
        options.AddTo(command);
        return command;
    }

    public static int Run(RunSettings settings)
    {
        using Signals signals = new();
        using ConsoleHost host = new(settings);
        foreach (var line in host.Start()) Console.Out.WriteLine(line);
        signals.Wait();
        host.Stop();
        return CommandLine.Done;
    }
}
