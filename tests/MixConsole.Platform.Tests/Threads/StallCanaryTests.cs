using System.Diagnostics;
using FsCheck.Xunit;
using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.Threads;

namespace MixConsole.Platform.Tests.Threads;

public sealed class StallRingTests
{
    private const long Before = 20, After = 40;

    [Property(MaxTest = 200)]
    public bool A_ring_answers_like_a_list_of_widened_intervals(byte[] steps, ushort at, byte length)
    {
        var ring = new StallRing(Before, After);
        List<(long From, long To)> all = [];
        long time = 0;
        for (int index = 0; index + 1 < steps.Length; index += 2)
        {
            long from = time + steps[index];
            time = from + steps[index + 1];
            ring.Add(from, time);
            all.Add((from, time));
        }

        (long first, long last) = (at % (time + 100), (at % (time + 100)) + length);
        return ring.Overlaps(first, last) == all.Exists(stall => stall.From - Before <= last && stall.To + After >= first);
    }

    [Fact]
    public void A_ring_that_wrapped_knows_the_latest_stalls()
    {
        var ring = new StallRing(Before, After);
        for (long stall = 0; stall < 5000; stall++)
            ring.Add(stall * 1000, (stall * 1000) + 1);
        Assert.Equal(5000, ring.Count);
        Assert.True(ring.Overlaps(4_999_000, 4_999_000));
        Assert.True(ring.Overlaps(4_500_000, 4_500_001));
        Assert.False(ring.Overlaps(4_500_500, 4_500_501));
    }
}

public sealed class StallCanaryTests
{
    [Fact]
    public void A_machine_that_stands_still_is_witnessed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(StallCanaryTests).Assembly.Location, StandStill.Command]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        Assert.Equal("watching", child.StandardOutput.ReadLine());
        // To threads inside, a stopped process is a machine that stands still.
        Signal(child, "-STOP");
        Thread.Sleep(2 * StandStill.GapMilliseconds);
        Signal(child, "-CONT");
        Assert.Equal("witnessed", child.StandardOutput.ReadLine());
        Assert.True(child.WaitForExit(BlockProbe.Patience));
    }

    [Fact]
    public void A_pause_of_our_own_collector_is_no_stall_of_the_machine()
    {
        using var canary = new StallCanary();
        object[] survivors = [.. Enumerable.Range(0, 400_000).Select(_ => new object())];
        // The machine may stall too, so one pause that passes unwitnessed is enough; without the distinction none would.
        Assert.True(BlockProbe.Until(() =>
        {
            TimeSpan before = GC.GetTotalPauseDuration();
            long from = Stopwatch.GetTimestamp();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            long to = Stopwatch.GetTimestamp();
            Thread.Sleep(10);
            return (GC.GetTotalPauseDuration() - before).TotalMilliseconds > 2 && !canary.Overlaps(from, to);
        }));
        GC.KeepAlive(survivors);
    }

    [Fact]
    public void Asking_allocates_nothing_and_quiet_times_exist()
    {
        using var canary = new StallCanary(TimeSpan.FromMilliseconds(2));
        Assert.True(BlockProbe.Until(() =>
        {
            long from = Stopwatch.GetTimestamp();
            Thread.Sleep(5);
            return !canary.Overlaps(from, Stopwatch.GetTimestamp());
        }));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int ask = 0; ask < 1000; ask++)
            canary.Overlaps(ask, ask + 1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
