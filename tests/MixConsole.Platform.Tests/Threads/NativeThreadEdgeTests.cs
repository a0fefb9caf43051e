using System.Diagnostics;
using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.Threads;

namespace MixConsole.Platform.Tests.Threads;

public sealed class NativeThreadEdgeTests
{
    [Fact]
    public void Entering_flushes_subnormals_on_this_thread_alone()
    {
        bool before = true, after = false, elsewhere = true, slept = false;
        string reached = "";
        OnThread(() =>
        {
            before = NativeThreadEdge.FlushesDenormals();
            var edge = new NativeThreadEdge();
            reached = edge.EnterAudioThread();
            after = NativeThreadEdge.FlushesDenormals();
            GC.Collect();
            edge.SleepUntil(Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000));
            slept = NativeThreadEdge.FlushesDenormals();
        });
        OnThread(() => elsewhere = NativeThreadEdge.FlushesDenormals());
        Assert.False(before);
        Assert.True(after, reached);
        Assert.True(slept);
        Assert.False(elsewhere);
        Assert.Contains("flush-to-zero", reached, StringComparison.Ordinal);
        Assert.Contains("priority", reached.Replace("FIFO", "priority", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_offline_worker_flushes_without_a_higher_priority()
    {
        string reached = "";
        OnThread(() => reached = new NativeThreadEdge(realTime: false).EnterAudioThread());
        Assert.StartsWith("normal priority", reached, StringComparison.Ordinal);
    }

    [Fact]
    public void Sleep_never_ends_early_and_a_past_moment_returns_at_once()
    {
        var edge = new NativeThreadEdge();
        OnThread(() =>
        {
            for (int round = 0; round < 20; round++)
            {
                long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * round / 10_000);
                edge.SleepUntil(until);
                Assert.True(Stopwatch.GetTimestamp() >= until);
            }

            edge.SleepUntil(0);
        });
    }

    [Fact]
    public void Some_sleeps_wake_within_half_a_millisecond()
    {
        var edge = new NativeThreadEdge();
        // Nothing is promised of a single wake-up on a shared machine; the best of many shows the resolution.
        Assert.True(BlockProbe.Until(() =>
        {
            long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000);
            edge.SleepUntil(until);
            return Stopwatch.GetElapsedTime(until).TotalMilliseconds < 0.5;
        }));
    }

    [Fact]
    public void Thread_time_counts_work_and_not_sleep()
    {
        var edge = new NativeThreadEdge();
        OnThread(() =>
        {
            long start = edge.ThreadCpuNanoseconds();
            long wall = Stopwatch.GetTimestamp();
            edge.SleepUntil(wall + (Stopwatch.Frequency / 20));
            long slept = edge.ThreadCpuNanoseconds();
            Assert.InRange(slept - start, 0, 25_000_000);
            Assert.True(BlockProbe.Until(() =>
            {
                Thread.SpinWait(10_000);
                return edge.ThreadCpuNanoseconds() - slept > 1_000_000;
            }));
        });
    }

    [Fact]
    public void The_calls_of_every_block_allocate_nothing()
    {
        var edge = new NativeThreadEdge();
        OnThread(() =>
        {
            edge.FlushDenormals();
            edge.SleepUntil(1);
            edge.ThreadCpuNanoseconds();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 100; round++)
            {
                edge.FlushDenormals();
                edge.SleepUntil(Stopwatch.GetTimestamp() + 1000);
                edge.ThreadCpuNanoseconds();
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        });
    }

    [Fact]
    public void Raising_the_process_says_what_was_reached()
    {
        const string autogroup = "/proc/self/autogroup";
        string before = File.Exists(autogroup) ? File.ReadAllText(autogroup).Split("nice ")[^1].Trim() : "";
        string reached = ProcessPriority.Raise();
        Assert.NotEmpty(reached);
        if (before.Length == 0 || reached.Contains("normal", StringComparison.Ordinal))
            return;
        Assert.EndsWith("nice -15", File.ReadAllText(autogroup).Trim(), StringComparison.Ordinal);
        // The session is not ours alone.
        File.WriteAllText(autogroup, before);
    }

    private static void OnThread(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new InvalidOperationException(failure.Message, failure);
    }
}
