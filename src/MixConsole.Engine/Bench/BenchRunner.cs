using MixConsole.Engine.Backends;
using MixConsole.Model.Parameters;

namespace MixConsole.Engine.Bench;

/// <summary>A figure of the benchmark.</summary>
/// <param name="Name">What, as in "128 strips, 64 frames, median".</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct BenchRow(string Name, double Value, string Unit);

/// <summary>A size of the console at a block size; times in ns of CPU per channel-sample.</summary>
public readonly record struct BenchCase(int Channels, int Frames, double Best, double P10, double Median, double PeakShareP10, double CorePercent, long Allocated);

/// <summary>
/// Measures the console workload in thread CPU time over many short batches, all cases in turn in every round, so that a noisy moment hits all of them.
/// </summary>
public sealed class BenchRunner(ParameterTree tree, IAudioThreadEdge edge)
{
    /// <summary>Console sizes.</summary>
    public static readonly int[] Channels = [8, 32, 128, 256];

    /// <summary>Block sizes.</summary>
    public static readonly int[] Frames = [64, 256, 1024];

    private const int BatchFrames = 4096;
    private const int WarmFrames = 4 * BatchFrames;

    /// <summary>FMA peak of this core, GFLOP/s; valid after <see cref="Run"/>.</summary>
    public double Peak { get; private set; }

    /// <summary>CPU time of the first audible 64-frame block and the median of blocks 900 to 1100, 128 channels, in µs.</summary>
    public (double First, double Thousandth) FirstBlock { get; private set; }

    /// <summary>Runs all cases on the calling thread.</summary>
    /// <param name="rounds">Batches per case.</param>
    public IReadOnlyList<BenchCase> Run(int rounds)
    {
        edge.FlushDenormals();
        MeasureFirstBlock();
        Peak = FmaPeak.Measure(edge);
        List<(int Channels, int Frames, WorkloadRun Run, List<double> Times)> cases = [];
        foreach (var channels in Channels)
        {
            foreach (var frames in Frames)
            {
                var run = new WorkloadRun(tree, edge, channels);
                for (var f = 0; f < WarmFrames; f += frames) run.Render(frames);
                cases.Add((channels, frames, run, new(rounds)));
            }
        }

        var allocated = new long[cases.Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                var (channels, frames, run, times) = cases[i];
                run.Render(frames); // its data back into the caches after the other cases
                var bytes = WorkloadRun.AllocatedHere;
                var start = edge.ThreadCpuNanoseconds();
                for (var f = 0; f < BatchFrames; f += frames) run.Render(frames);
                times.Add((edge.ThreadCpuNanoseconds() - start) / ((double)BatchFrames * channels));
                allocated[i] += WorkloadRun.AllocatedHere - bytes;
            }

            if (round % 16 == 0) Peak = Math.Max(Peak, FmaPeak.Measure(edge));
        }

        List<BenchCase> results = [];
        for (var i = 0; i < cases.Count; i++)
        {
            var (channels, frames, run, times) = cases[i];
            run.Dispose();
            times.Sort();
            var p10 = times[times.Count / 10];
            var median = times[times.Count / 2];
            results.Add(new(channels, frames, times[0], p10, median, ConsoleWorkload.Flops(channels) / p10 / Peak, median * channels * ConsoleWorkload.Rate / 1e7, allocated[i]));
        }

        return results;
    }

    /// <summary>The figures as rows.</summary>
    public IEnumerable<BenchRow> Rows(IEnumerable<BenchCase> cases)
    {
        yield return new("fma peak", Peak, "GFLOP/s");
        yield return new("first audible block", FirstBlock.First, "us");
        yield return new("thousandth block", FirstBlock.Thousandth, "us");
        foreach (var c in cases)
        {
            var name = $"{c.Channels} strips, {c.Frames} frames";
            yield return new($"{name}, best", c.Best, "ns/channel-sample");
            yield return new($"{name}, p10", c.P10, "ns/channel-sample");
            yield return new($"{name}, median", c.Median, "ns/channel-sample");
            yield return new($"{name}, share of fma peak at p10", c.PeakShareP10 * 100, "%");
            yield return new($"{name}, of one core", c.CorePercent, "%");
            yield return new($"{name}, allocated", c.Allocated, "bytes");
        }
    }

    private void MeasureFirstBlock()
    {
        ConsoleEngine.WarmUp(tree, edge);
        using (var harness = new WorkloadRun(tree, edge, 8)) Harness(harness); // the harness itself is not what is measured
        using var run = new WorkloadRun(tree, edge, 128);
        for (var b = 0; b < 700; b++) run.RenderSilence(64); // a second on air before the first sound
        var times = new double[1100];
        for (var b = 0; b < times.Length; b++)
        {
            run.Deliver(64);
            var start = edge.ThreadCpuNanoseconds();
            run.Render(64);
            times[b] = (edge.ThreadCpuNanoseconds() - start) / 1000.0;
        }

        static void Harness(WorkloadRun run)
        {
            for (var b = 0; b < 200; b++) run.RenderSilence(64);
            for (var b = 0; b < 200; b++)
            {
                run.Deliver(64);
                run.Render(64);
            }
        }

        FirstBlock = (times[0], times[900..].Order().ElementAt(100));
    }
}
