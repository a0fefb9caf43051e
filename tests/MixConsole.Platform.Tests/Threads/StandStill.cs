using System.Diagnostics;
using MixConsole.Platform.Threads;

namespace MixConsole.Platform.Tests.Threads;

/// <summary>The child process of the test that stops a process: looks for a gap in its own time and asks the canary about it.</summary>
internal static class StandStill
{
    public const string Command = "stand-still";
    public const int GapMilliseconds = 200;

    public static int Run()
    {
        using var canary = new StallCanary();
        Thread.Sleep(50);
        Console.WriteLine("watching");
        long last = Stopwatch.GetTimestamp();
        while (true)
        {
            Thread.Sleep(1);
            long now = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(last, now).TotalMilliseconds >= GapMilliseconds)
            {
                Thread.Sleep(20);
                // The middle of the gap, far from anything that the margins of another stall could reach.
                long middle = last + ((now - last) / 2);
                Console.WriteLine(canary.Overlaps(middle, middle) ? "witnessed" : "missed");
                return 0;
            }

            last = now;
        }
    }
}
