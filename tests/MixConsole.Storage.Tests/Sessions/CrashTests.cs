using System.Diagnostics;
using System.Globalization;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

/// <summary>A process that is killed while it works.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Safe = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData("")]
    [InlineData("saves")]
    public void A_killed_process_loses_no_edit_older_than_a_quarter_of_a_second(string mode)
    {
        using var place = new TemporarySession();
        Assert.True(SessionFolder.TryCreate(place.Folder, new Session(ConsoleCatalog.Tree), out var made, out var error), error);
        made.Dispose();
        var random = new Random(5);
        var conclusive = 0;
        for (var round = 0; round < 8 && conclusive < 3; round++)
            if (KillOnce(place.Folder, mode, random.Next(300, 700))) conclusive++;
        Assert.True(conclusive > 0, "The machine stood still in every round.");
    }

    // False where the machine stood still before the kill, which proves nothing.
    private static bool KillOnce(string folder, string mode, int after)
    {
        using var host = Start(folder, mode);
        List<(long Number, long Ticks)> told = [Read(host.StandardOutput)!.Value];
        Assert.False(SessionFolder.TryOpen(folder, ConsoleCatalog.Tree, out _, out var busy));
        Assert.Contains($"already open in process {host.Id}", busy);
        while (Stopwatch.GetElapsedTime(told[0].Ticks).TotalMilliseconds < after) told.Add(Read(host.StandardOutput)!.Value);
        var killed = Stopwatch.GetTimestamp();
        host.Kill();
        while (Read(host.StandardOutput) is { } line) told.Add(line);
        host.WaitForExit();

        Assert.True(SessionFolder.TryOpen(folder, ConsoleCatalog.Tree, out var opened, out var error), error);
        using (opened)
        {
            // A line that the kill tore is fine, anything else is not.
            Assert.All(opened.Problems, p => Assert.Contains("is damaged at line", p));
            var last = opened.History[^1].Gesture;
            var due = told.Where(t => Stopwatch.GetElapsedTime(t.Ticks, killed) > Safe).Select(t => t.Number).LastOrDefault();
            var stood = told.Zip(told.Skip(1)).Any(p => Stopwatch.GetElapsedTime(p.First.Ticks, p.Second.Ticks).TotalMilliseconds > 60);
            if (stood && last < due) return false;
            Assert.True(last >= due, $"Edit {due} was appended in time, {last} is the last on disk.");

            // The state is that of the last edit, for every strip: nothing between is missing.
            for (var number = Math.Max(1, last - ConsoleCatalog.Channels.Count + 1); number <= last; number++)
                Assert.Equal(-(number % 90), opened.Session.Set[ConsoleCatalog.Channels.Id((int)(number % ConsoleCatalog.Channels.Count), StripCatalog.Fader)]);
        }

        return true;
    }

    private static (long Number, long Ticks)? Read(StreamReader from)
    {
        var parts = from.ReadLine()?.Split(' ');
        // The last line may be torn by the kill.
        return parts is [var number, { Length: > 8 } ticks] ? (long.Parse(number, CultureInfo.InvariantCulture), long.Parse(ticks, CultureInfo.InvariantCulture)) : null;
    }

    private static Process Start(string folder, string mode) =>
        Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "MixConsole.Storage.CrashHost.dll"), folder, mode]) { RedirectStandardOutput = true })!;
}
