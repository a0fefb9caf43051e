using System.Diagnostics;
using System.Globalization;
using MixConsole.Platform.Threads;

namespace MixConsole.Platform.Doctor;

/// <summary>What an audio thread gets from this system: tried on a thread of its own, as the engine does it.</summary>
internal static class ThreadChecks
{
    private const string LimitsFile = "/etc/security/limits.d/audio.conf";
    private const int MemoryLockCapability = 14;
    private const int Wakes = 100;
    private const double LateMilliseconds = 0.5;

    public static readonly Check[] All =
    [
        new("real-time priority", RealTimePriority),
        new("memory lock", MemoryLock),
        new("clock precision", ClockPrecision),
        new("flush-to-zero", FlushToZero),
    ];

    private static Finding RealTimePriority()
    {
        string reached = OnAudioThread((_, words) => words);
        return reached.StartsWith("normal", StringComparison.Ordinal)
            ? Finding.Bad("real-time priority", reached, $"Put `@audio - rtprio 95` into {LimitsFile}, add yourself to the group audio and log in again (in a container: --cap-add SYS_NICE).")
            : Finding.Good("real-time priority", reached);
    }

    private static Finding MemoryLock()
    {
        const string name = "memory lock";
        if (!OperatingSystem.IsLinux())
            return Finding.Good(name, "not limited here");
        string limit = Field("/proc/self/limits", "Max locked memory").Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        ulong capabilities = ulong.Parse(Field("/proc/self/status", "CapEff:").Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (limit == "unlimited" || (capabilities >> MemoryLockCapability & 1) != 0)
            return Finding.Good(name, "unlimited");
        return Finding.Bad(name, $"at most {limit} bytes", $"Put `@audio - memlock unlimited` into {LimitsFile}, add yourself to the group audio and log in again (in a container: --cap-add IPC_LOCK).");
    }

    private static Finding ClockPrecision()
    {
        double[] late = OnAudioThread((edge, _) =>
        {
            double[] lateness = new double[Wakes];
            for (int wake = 0; wake < Wakes; wake++)
            {
                long due = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000);
                edge.SleepUntil(due);
                lateness[wake] = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
            }

            Array.Sort(lateness);
            return lateness;
        });
        string detail = string.Create(CultureInfo.InvariantCulture, $"wakes {late[Wakes / 2]:0.000} ms late (median), {late[Wakes * 9 / 10]:0.000} ms (9 of 10)");
        return late[Wakes / 2] <= LateMilliseconds
            ? Finding.Good("clock precision", detail)
            : Finding.Bad("clock precision", detail, "Close what keeps all cores busy, allow real-time priority, or use larger blocks (--frames 256).");
    }

    private static Finding FlushToZero() => OnAudioThread((_, _) => NativeThreadEdge.FlushesDenormals())
        ? Finding.Good("flush-to-zero", "subnormal numbers count as zero on the audio thread")
        : Finding.Bad("flush-to-zero", "the C library does not set it", "Mixes are still right, but quiet tails may cost more time, and hashes of mixes may differ from other machines'. Use a current C library.");

    private static T OnAudioThread<T>(Func<NativeThreadEdge, string, T> look)
    {
        T? seen = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                var edge = new NativeThreadEdge();
                seen = look(edge, edge.EnterAudioThread());
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? seen! : throw new InvalidOperationException(failure.Message, failure);
    }

    private static string Field(string file, string label) =>
        File.ReadLines(file).First(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..];
}
