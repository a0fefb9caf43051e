using System.Diagnostics;
using MixConsole.Model.Edits;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Journal;
using MixConsole.Storage.Sessions;
using MixConsole.Storage.Tests.Sessions;

namespace MixConsole.Storage.Tests.Journal;

public sealed class JournalWriterTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly TemporarySession place = new();
    private readonly StripKeys keys = new(SmallConsole.Tree);

    public JournalWriterTests() => Directory.CreateDirectory(place.Folder);

    public void Dispose() => place.Dispose();

    [Fact]
    public void Edits_reach_the_file_by_themselves()
    {
        using var journal = new JournalWriter(place.Folder, keys, 1);
        journal.Append(Fader(1, -3));
        Assert.True(SpinWait.SpinUntil(() => Replay(1).Count == 1, Long));
        journal.Append(Fader(1, -4));
        Assert.True(SpinWait.SpinUntil(() => Replay(1).Count == 2, Long));
        Assert.Empty(journal.Trouble);
    }

    [Fact]
    public void Appending_makes_no_garbage_and_does_not_wait_for_the_disk()
    {
        using var journal = new JournalWriter(place.Folder, keys, 1);
        for (var i = 0; i < 100; i++) journal.Append(Fader(i % 4, -i / 10.0));
        Assert.True(journal.Flush(Long));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 2000; i++) journal.Append(Fader(i % 4, -i / 100.0));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(journal.Flush(Long));
        Assert.Equal(2100, Replay(1).Count);
    }

    [Fact]
    public void Edits_from_several_pieces_and_generations_come_back_in_order()
    {
        const int Count = 20_000; // some 2 MB
        using (var journal = new JournalWriter(place.Folder, keys, 1))
            for (var i = 0; i < Count; i++)
            {
                journal.Append(Fader(i % 4, -i % 90, gesture: i));
                if (i % 7000 == 6999) journal.Rotate();
            }

        Assert.Equal([1, 2, 3], SessionFiles.Journals(place.Folder));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), Replay(1).Select(e => e.Gesture));
    }

    [Fact]
    public void It_goes_on_where_it_ended()
    {
        using (var journal = new JournalWriter(place.Folder, keys, 1)) journal.Append(Fader(1, -3));
        var end = new FileInfo(place.Journal(1)).Length;
        using (var journal = new JournalWriter(place.Folder, keys, 1, end)) journal.Append(Fader(1, -4));
        Assert.Equal([-3, -4], Replay(1).Select(e => e.After));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_and_edits_wait()
    {
        Directory.CreateDirectory(place.Journal(1)); // stands where the file should be
        using var journal = new JournalWriter(place.Folder, keys, 1);
        journal.Append(Fader(1, -3));
        Assert.True(SpinWait.SpinUntil(() => journal.Trouble.Contains("journal-1.jsonl cannot be written"), Long));
        Assert.False(journal.Flush(Long));
        for (var i = 0; i < 1000; i++) journal.Append(Fader(2, -i / 100.0));
        Directory.Delete(place.Journal(1));
        Assert.True(SpinWait.SpinUntil(() => journal.Trouble.Length == 0 && Replay(1).Count == 1001, Long));
    }

    [Fact]
    public void A_full_disk_is_told_edits_beyond_the_memory_are_counted_and_a_save_heals_it()
    {
        if (!File.Exists("/dev/full")) return; // a disk without space; only some systems have one
        File.CreateSymbolicLink(place.Journal(1), "/dev/full");
        using var journal = new JournalWriter(place.Folder, keys, 1);
        var name = SmallConsole.Channels.Id(0, StripCatalog.Name);
        var text = new string('x', 1 << 20);
        for (var i = 0; i < 40; i++) journal.Append(new(name, 0, 0, "", text, "me", i, i));
        Assert.True(SpinWait.SpinUntil(() => journal.Trouble.Contains("free space"), Long));
        Assert.InRange(journal.Lost, 1, 20);
        File.Delete(place.Journal(1));
        journal.Rotate(); // what a save does
        journal.Saved();
        Assert.Equal(0, journal.Lost);
        Assert.True(SpinWait.SpinUntil(() => journal.Trouble.Length == 0, Long), journal.Trouble);
        journal.Append(Fader(1, -3));
        Assert.True(journal.Flush(Long));
        Assert.Equal(-3, Replay(2).Single().After);
    }

    [Fact]
    public void At_two_thousand_edits_a_second_every_edit_is_in_the_file_within_a_fifth_of_a_second()
    {
        using var journal = new JournalWriter(place.Folder, keys, 1);
        var late = 0.0;
        var stood = 0.0;
        var start = Stopwatch.GetTimestamp();
        var appended = new List<long>();
        var last = start;
        for (var i = 0; i < 3000; i++)
        {
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < i / 2.0) Thread.Sleep(1);
            var now = Stopwatch.GetTimestamp();
            stood = Math.Max(stood, Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
            journal.Append(Fader(i % 4, -i / 100.0, gesture: i));
            appended.Add(now);
            if (i % 300 != 299) continue;
            var seen = Stopwatch.GetTimestamp();
            var there = Replay(1).Count;
            if (there < appended.Count) late = Math.Max(late, Stopwatch.GetElapsedTime(appended[there], seen).TotalMilliseconds);
        }

        // Where the machine itself stands still, so does the journal.
        Assert.True(late < 200 + (2 * stood), $"An edit was not in the file after {late:F0} ms; the machine stood still for {stood:F0} ms.");
    }

    private static Edit Fader(int member, double value, long gesture = 0) => new(SmallConsole.Channels.Id(member, StripCatalog.Fader), 0, value, null, null, "tablet 2", gesture, 0);

    private List<Edit> Replay(long from)
    {
        var replay = new JournalReplay(place.Folder, new StripKeys(SmallConsole.Tree), new Problems());
        replay.Run(from);
        return replay.Edits;
    }
}
