using System.CommandLine;
using System.Globalization;
using System.Net;
using MixConsole.Engine.Backends;
using MixConsole.Hosting;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Sessions;

namespace MixConsole.Cli;

/// <summary>The switches of `run`, which are those of no verb at all too. Each is a key of the settings files; the command line wins.</summary>
internal sealed class RunOptions
{
    private readonly Settings settings;
    private readonly Dictionary<string, Option<string>> options = [];
    private readonly Option<bool> play = new("--play") { Description = "Plays at once." };

    public RunOptions(Settings settings)
    {
        this.settings = settings;
        Add("audio", "clock|jack|portaudio", "What drives the engine.");
        Add("device", "NAME", "Device of portaudio, server of jack; with the clock, \"virtual\" runs as fast as the machine can.");
        Add("rate", "HZ", "Sample rate; else the device's, or on the clock the session's.");
        Add("frames", "N", "Frames per block.");
        Add("bind", "ADDRESS", "Address of this machine to listen on.");
        foreach (var port in Ports) Add(port, "PORT", $"Port of {port}; 0 takes any free one, off none.");
        Add("capture", "FILE", "Writes what main sends to the device, from the first start of the transport on, as 32-bit float WAV.");
    }

    /// <summary>The session folder.</summary>
    public Argument<string?> Session { get; } = new("SESSION") { Arity = ArgumentArity.ZeroOrOne, Description = "Session folder; without it the demo plays." };

    private IEnumerable<string> Ports => ["http", "osc", "oscquery", "rtpmidi", .. settings.DialectNames];

    /// <summary>Makes a command one that runs the console.</summary>
    public void AddTo(Command command)
    {
        if (command is RootCommand) Session.Validators.Add(session =>
        {
            // What stands where a verb could stand is a session only if it looks like one.
            var word = session.Tokens.Count > 0 ? session.Tokens[0].Value : "";
            if (session.Parent?.Parent is null && word.Length > 0 && !Directory.Exists(word) && !word.EndsWith(SessionFiles.Extension, StringComparison.OrdinalIgnoreCase))
                session.AddError(word[0] == '-' ? $"There is no switch {word}." : $"\"{word}\" is neither a verb nor a session.");
        });
        command.Arguments.Add(Session);
        foreach (var option in options.Values) command.Options.Add(option);
        command.Options.Add(play);
        command.SetAction(parsed => RunCommand.Run(Read(parsed)));
    }

    private RunSettings Read(ParseResult parsed)
    {
        foreach (var port in Ports) Port(parsed, port);
        return new()
        {
            Session = parsed.GetValue(Session),
            Audio = Audio(Value(parsed, "audio") ?? "clock"),
            Device = Value(parsed, "device") ?? "",
            Rate = Number(parsed, "rate", (int)SessionCatalog.Rate.Min, (int)SessionCatalog.Rate.Max),
            Frames = Number(parsed, "frames", 1, RenderBlock.MaxFrames),
            Bind = Address(Value(parsed, "bind") ?? "127.0.0.1"),
            Http = Port(parsed, "http"),
            Osc = Port(parsed, "osc"),
            Play = parsed.GetValue(play) || (bool.TryParse(settings["play"], out var plays) && plays),
            Capture = Value(parsed, "capture"),
        };
    }

    private void Add(string name, string takes, string meaning) => options[name] = new($"--{name}") { HelpName = takes, Description = meaning };

    private string? Value(ParseResult parsed, string name) => parsed.GetValue(options[name]) ?? (settings[name] is { Length: > 0 } set ? set : null);

    private static AudioKind Audio(string word) => word.ToUpperInvariant() switch
    {
        "CLOCK" => AudioKind.Clock,
        "JACK" => AudioKind.Jack,
        "PORTAUDIO" => AudioKind.PortAudio,
        _ => throw new UsageException($"--audio takes clock, jack or portaudio, not \"{word}\"."),
    };

    private static IPAddress Address(string word) => word.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(word, out var address) ? address
        : throw new UsageException($"--bind takes an address of this machine such as 127.0.0.1 or 0.0.0.0, not \"{word}\".");

    private int? Number(ParseResult parsed, string name, int min, int max) => Value(parsed, name) is not { } word ? null
        : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw new UsageException($"--{name} takes a whole number from {min} to {max}, not \"{word}\".");

    private PortChoice Port(ParseResult parsed, string name)
    {
        var word = Value(parsed, name) ?? "off";
        return PortChoice.TryParse(word, out var port)
            ? new(port, parsed.GetValue(options[name]) is not null || !settings.IsAsShipped(name))
            : throw new UsageException($"--{name} takes a port from 0 (any free one) to 65535, or off, not \"{word}\".");
    }
}
