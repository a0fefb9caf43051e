using System.CommandLine;
using System.Globalization;
using MixConsole.Dsp.Convert;
using MixConsole.Engine.Backends;
using MixConsole.Hosting;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Sessions;

namespace MixConsole.Cli;

/// <summary>`render`: a session into files.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        Argument<string> session = new("SESSION") { Description = "Session folder; it may be open in a running console." };
        Option<string> file = new("--out") { HelpName = "FILE", Required = true, Description = "WAV file to write." };
        Option<bool> stems = new("--stems") { Description = "Writes each strip alone as well, into the folder named as FILE without extension." };
        Option<double?> from = Seconds("--from", "First moment, in seconds or M:SS.");
        Option<double?> to = Seconds("--to", "Last moment; else the end of the longest track.");
        Option<double?> tail = Seconds("--tail", "Goes on this long after the end.");
        Option<string> bits = new("--bits") { HelpName = "16|24|32f", DefaultValueFactory = _ => "24", Description = "Format; integers are dithered once." };
        bits.AcceptOnlyFromAmong("16", "24", "32f");
        Option<int?> rate = Number("--rate", "HZ", (int)SessionCatalog.Rate.Min, (int)SessionCatalog.Rate.Max, "Sample rate; else the session's.");
        Option<int?> threads = Number("--threads", "N", 1, 1024, "Threads; they change no bit.");
        Option<int?> frames = Number("--frames", "N", 1, RenderBlock.MaxFrames, "Frames per block; they change no bit.");
        Command command = new("render", "Renders a session into a file.") { session, file, stems, from, to, tail, bits, rate, threads, frames };
        command.SetAction(parsed => Run(parsed.GetValue(session)!, new RenderSettings
        {
            File = Path.GetFullPath(parsed.GetValue(file)!),
            Stems = parsed.GetValue(stems),
            From = parsed.GetValue(from) ?? 0,
            To = parsed.GetValue(to),
            Tail = parsed.GetValue(tail) ?? 0,
            Format = parsed.GetValue(bits) switch { "16" => PcmFormat.Int16, "24" => PcmFormat.Int24, _ => PcmFormat.Float32 },
            Rate = parsed.GetValue(rate),
            Frames = parsed.GetValue(frames) ?? RenderSettings.DefaultFrames,
        }));
        return command;
    }

    private static int Run(string path, RenderSettings settings)
    {
        if (settings.To <= settings.From) throw new UsageException("--to must lie after --from.");
        if (!SessionFolder.TryRead(path, ConsoleCatalog.Tree, out var state, out var error, TrackFiles.Look)) throw new FailureException(error);
        foreach (var problem in state.Problems) Console.Error.WriteLine(problem);
        using Signals signals = new();
        using ProgressBar bar = new();
        var mix = new Mixdown(Path.GetFullPath(path), state.Session, settings).Run(bar.Show, signals.Asked);
        bar.Dispose();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loudness {Level(mix.Loudness)} LUFS"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"truepeak {Level(mix.TruePeak)} dBTP"));
        Console.Out.WriteLine($"hash {mix.Hash}");
        return CommandLine.Done;
    }

    private static string Level(double decibels) => double.IsNegativeInfinity(decibels) ? "-inf" : decibels.ToString("0.00", CultureInfo.InvariantCulture);

    private static Option<double?> Seconds(string name, string meaning) => new(name)
    {
        HelpName = "T",
        Description = meaning,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var colon = text.LastIndexOf(':');
            var minutes = 0;
            if ((colon < 0 || int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
                && double.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
                return (minutes * 60) + seconds;
            result.AddError($"{name} takes seconds such as 12.5, or 1:02.5, not \"{text}\".");
            return null;
        },
    };

    private static Option<int?> Number(string name, string takes, int min, int max, string meaning) => new(name)
    {
        HelpName = takes,
        Description = meaning,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
            result.AddError($"{name} takes a whole number from {min} to {max}, not \"{text}\".");
            return null;
        },
    };
}
