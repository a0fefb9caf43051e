using System.CommandLine;
using MixConsole.Control.Osc;
using MixConsole.Hosting;

namespace MixConsole.Cli;

/// <summary>`get`, `set` and `watch`: parameters of a running console.</summary>
internal static class ParameterCommands
{
    private const string DefaultConsole = "127.0.0.1:9000";

    public static IEnumerable<Command> Create()
    {
        Option<string?> console = new("--console") { HelpName = "HOST:PORT", Description = "OSC port of the console; without it the one that you started last." };
        Argument<string[]> addresses = new("ADDRESS") { Arity = ArgumentArity.OneOrMore, Description = "Addresses, or patterns of them." };
        Argument<string> address = new("ADDRESS") { Description = "An address, or a pattern." };
        Argument<string?> value = new("VALUE") { Arity = ArgumentArity.ZeroOrOne, Description = "As people write it: -6, \"-6 dB\", 1.2k, off, low-shelf; none for an action." };

        Command get = new("get", "Prints values.") { addresses, console };
        get.SetAction(parsed =>
        {
            using var client = Open(parsed.GetValue(console));
            foreach (var asked in parsed.GetValue(addresses)!) Print(client.Get(asked));
        });

        Command set = new("set", "Sets a value, or carries an action out.") { address, value, console };
        set.SetAction(parsed =>
        {
            using var client = Open(parsed.GetValue(console));
            Print(client.Set(parsed.GetValue(address)!, parsed.GetValue(value)));
        });

        Command watch = new("watch", "Prints values now and whenever they change.") { address, console };
        watch.SetAction(parsed =>
        {
            using Signals signals = new();
            using var client = Open(parsed.GetValue(console));
            client.Watch(parsed.GetValue(address)!, Console.Out.WriteLine, signals.Asked);
        });
        return [get, set, watch];
    }

    private static OscConsoleClient Open(string? console) => new(console ?? RunningConsole.Last() ?? DefaultConsole);

    private static void Print(IReadOnlyList<string> lines)
    {
        foreach (var line in lines) Console.Out.WriteLine(line);
    }
}
