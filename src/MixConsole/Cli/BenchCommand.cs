using System.CommandLine;
using System.Text.Json;
using MixConsole.Engine.Bench;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Platform.Threads;

namespace MixConsole.Cli;

/// <summary>`bench`: what the console workload costs on this machine, in CPU time of the product's own render loop.</summary>
internal static class BenchCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "One JSON object instead of a table." };
        Option<int> rounds = new("--rounds") { Description = "Batches of 4,096 frames per case.", DefaultValueFactory = _ => 200 };
        Command command = new("bench", "Measures the console workload: CPU time per channel-sample, share of the FMA peak, bytes allocated.") { json, rounds };
        command.SetAction(result =>
        {
            var runner = new BenchRunner(ConsoleCatalog.Tree, new NativeThreadEdge(realTime: false));
            IReadOnlyList<BenchCase> cases = [];

            // A thread of its own: the benchmark flushes denormals, which must not leak into the rest of the process.
            var thread = new Thread(() => cases = runner.Run(Math.Max(1, result.GetValue(rounds)))) { Name = "bench" };
            thread.Start();
            thread.Join();
            if (result.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(new { Rows = runner.Rows(cases) }, Json));
            else Table(runner, cases);
        });
        return command;
    }

    private static void Table(BenchRunner runner, IReadOnlyList<BenchCase> cases)
    {
        Write($"fma peak {runner.Peak:0.0} GFLOP/s; 128 strips, 64 frames: first audible block {runner.FirstBlock.First:0.0} us, thousandth {runner.FirstBlock.Thousandth:0.0} us");
        Write($"strips frames   best    p10 median  ns/channel-sample | fma share at p10 | of one core | bytes");
        foreach (var c in cases)
            Write($"{c.Channels,6} {c.Frames,6} {c.Best,6:0.00} {c.P10,6:0.00} {c.Median,6:0.00} {c.PeakShareP10 * 100,36:0.0} % {c.CorePercent,11:0.00} % {c.Allocated,7}");
    }

    private static void Write(FormattableString line) => Console.Out.WriteLine(FormattableString.Invariant(line));
}
