using System.Globalization;
using MixConsole.Control.Osc;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>What the console says of itself at one moment.</summary>
internal sealed class Figures
{
    private static readonly string? s_log = Environment.GetEnvironmentVariable("MIXCONSOLE_ENDURANCE_LOG");
    private readonly Dictionary<string, string> values;

    private Figures(IEnumerable<string> lines) => values = lines.Select(l => l.Split(' ', 2)).ToDictionary(p => p[0], p => p[1]);

    /// <summary>Seconds that a run takes: short as a test, as long as somebody wants otherwise.</summary>
    public static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("MIXCONSOLE_ENDURANCE_SECONDS"), out var seconds) ? seconds : 20;

    public static Figures Of(OscConsoleClient hand) => new([.. hand.Get("/status/audio/*"), .. hand.Get("/status/osc/*")]);

    /// <summary>A number; the address below /status.</summary>
    public double this[string address] => double.Parse(values["/status/" + address].Split(' ')[0], CultureInfo.InvariantCulture);

    public string Text(string address) => values["/status/" + address];

    /// <summary>For who watches a long run.</summary>
    public static void Tell(string line)
    {
        if (s_log is not null) File.AppendAllText(s_log, line + "\n");
    }

    public override string ToString()
    {
        string[] audio = ["misses", "stalls", "xruns", "starved", "worst", "p999", "load", "allocated", "jitted", "collections", "pause"];
        return string.Join("  ", audio.Select(name => $"{name} {this["audio/" + name]:0.###}").Append($"received {this["osc/received"]}").Append($"heard-p99 {this["osc/heard-p99"]:0.###}"));
    }
}
