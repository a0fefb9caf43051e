using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

public sealed class SessionFolderTests : IDisposable
{
    private readonly TemporarySession place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Edits_that_were_never_saved_are_there_after_opening_and_can_be_undone()
    {
        using (var opened = Create())
        {
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/2/mix/fader", -9));
            Assert.True(opened.Save().IsSaved);
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/2/name", 0, "Vox"));
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/2/solo", 1)); // no file keeps a solo
            Assert.Equal(1, opened.Journal.Unsaved);
        }

        using var again = Open();
        Assert.Empty(again.Problems);
        Assert.Equal(1, again.Unsaved);
        Assert.Equal(1, again.Journal.Unsaved);
        Assert.Equal(2, again.History.Count);
        Assert.Equal((-4.5, -9.0), (again.History[0].Before, again.History[0].After));
        Assert.Equal(("Größe", "Vox", "tablet 2", 17L, 123_456L), (again.History[1].TextBefore, again.History[1].TextAfter, again.History[1].Author, again.History[1].Gesture, again.History[1].Frame));
        Assert.Equal("Vox", again.Session.Set.Text(SmallConsole.Channels.Id(1, StripCatalog.Name)));
        Assert.Equal(0, again.Session.Set[SmallConsole.Channels.Id(1, StripCatalog.Solo)]);
    }

    [Fact]
    public void A_session_is_open_once()
    {
        using (Create())
        {
            Assert.False(SessionFolder.TryOpen(place.Folder, SmallConsole.Tree, out _, out var error));
            Assert.Contains($"already open in process {Environment.ProcessId}", error);
            Assert.True(SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out _, out error), error);
        }

        Open().Dispose();
    }

    [Fact]
    public void What_is_no_session_is_refused_in_words()
    {
        Refused("does not exist");
        Directory.CreateDirectory(place.Folder);
        Refused("is no session");
        Directory.Delete(place.Folder);
        File.WriteAllText(place.Folder, "a file");
        Refused("is a file");
        Assert.False(SessionFolder.TryOpen("a\0b", SmallConsole.Tree, out _, out var error));
        Assert.Contains("cannot be read", error);
        File.Delete(place.Folder);
    }

    [Fact]
    public void A_new_session_does_not_overwrite_an_old_one()
    {
        Create().Dispose();
        Assert.False(SessionFolder.TryCreate(place.Folder, SmallConsole.Session(), out _, out var error));
        Assert.Contains("holds a session already", error);
    }

    [Fact]
    public void Copying_a_folder_under_another_name_renames_the_session()
    {
        Create().Dispose();
        var copy = Path.Combine(Path.GetDirectoryName(place.Folder)!, "Other" + SessionFiles.Extension);
        Directory.Move(place.Folder, copy);
        Assert.True(SessionFolder.TryRead(copy, SmallConsole.Tree, out var state, out var error), error);
        Assert.Equal("Other", state.Session.Name);
    }

    [Fact]
    public void A_name_that_is_no_file_name_is_kept_in_the_file()
    {
        using (var opened = Create())
        {
            opened.Session.Name = "AC/DC \"live\"";
            Assert.True(opened.Save().IsSaved);
        }

        using var again = Open();
        Assert.Equal("AC/DC \"live\"", again.Session.Name);
    }

    [Fact]
    public void Missing_and_broken_audio_is_named_and_the_rest_opens()
    {
        using (var opened = Create())
        {
            foreach (var (strip, file) in new[] { (0, "gone.wav"), (1, "broken.wav"), (2, "longer.wav") })
            {
                opened.Session.Tracks.Add(new(strip, "audio/" + file, 0, 100, 1));
                if (strip > 0) File.WriteAllText(Path.Combine(place.Folder, "audio", file), "");
            }

            Assert.True(opened.Save().IsSaved);
        }

        Assert.True(SessionFolder.TryRead(place.Folder, SmallConsole.Tree, out var state, out _, path => path.EndsWith("broken.wav") ? new(0, 0, "It is no WAV file.") : new(250, 2, null)));
        Assert.Equal(2, state.Problems.Count);
        Assert.Contains("/ch/1: audio/gone.wav is missing", state.Problems[0]);
        Assert.Contains("/ch/2: audio/broken.wav: It is no WAV file.", state.Problems[1]);
        Assert.Equal([new(0, "audio/gone.wav", 0, 100, 1), new(1, "audio/broken.wav", 0, 100, 1), new(2, "audio/longer.wav", 0, 250, 2)], state.Session.Tracks);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_last_one_and_the_journal_goes_on()
    {
        using (var opened = Create())
        {
            var before = File.ReadAllText(place.Current);
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/1/mix/fader", -1));
            Directory.CreateDirectory(Path.Combine(place.Folder, SessionFiles.Next)); // nothing can be written in its place
            var result = opened.Save();
            Assert.False(result.IsSaved);
            Assert.Contains("could not be saved", result.Error);
            Assert.Equal(before, File.ReadAllText(place.Current));
            Assert.Equal(1, opened.Journal.Unsaved);
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/1/mix/pan", 7));
            Assert.Equal(2, opened.Journal.Unsaved);
        }

        Directory.Delete(Path.Combine(place.Folder, SessionFiles.Next));
        using var again = Open();
        Assert.Empty(again.Problems);
        Assert.Equal(-1, again.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Fader)]);
        Assert.Equal(7, again.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Pan)]);
        Assert.True(again.Save().IsSaved);
        Assert.Equal(0, again.Journal.Unsaved);
    }

    [Fact]
    public void One_save_at_a_time_and_edits_during_it_belong_to_the_next()
    {
        using (var opened = Create())
        {
            Assert.False(opened.WriteSnapshot().IsSaved);
            Assert.True(opened.TryTakeSnapshot());
            Assert.False(opened.TryTakeSnapshot());
            Assert.False(opened.Save().IsSaved);
            opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/1/mix/fader", -1));
            Assert.True(opened.WriteSnapshot().IsSaved);
            Assert.Equal(1, opened.Journal.Unsaved);
            Assert.DoesNotContain("\"mix/fader\": -1", File.ReadAllText(place.Current));
        }

        using var again = Open();
        Assert.Equal(1, again.Unsaved);
        Assert.Equal(-1, again.Session.Set[SmallConsole.Channels.Id(0, StripCatalog.Fader)]);
    }

    [Fact]
    public void Journals_far_behind_the_saves_are_removed()
    {
        using var opened = Create();
        var text = new string('x', 400_000);
        for (var i = 0; i < 8; i++)
        {
            for (var j = 0; j < 2; j++) opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/1/name", 0, text + i + j));
            Assert.True(opened.Save().IsSaved);
        }

        var kept = SessionFiles.Journals(place.Folder);
        Assert.DoesNotContain(1, kept);
        Assert.Contains(8, kept); // leads from the save before to the last
        Assert.True(kept.Sum(g => new FileInfo(place.Journal(g)).Length) < 8 << 20);
    }

    [Fact]
    public void Every_save_tells_the_folder_sync()
    {
        var sync = new CountingSync();
        Assert.True(SessionFolder.TryCreate(place.Folder, SmallConsole.Session(), out var opened, out var error, sync), error);
        using (opened)
        {
            var before = sync.Count;
            Assert.True(opened.Save().IsSaved);
            Assert.True(sync.Count > before);
        }
    }

    [Theory]
    [InlineData(0, 0, 1000, false)] // nothing to save
    [InlineData(1, 0, 299, false)]
    [InlineData(1, 0, 300, true)]
    [InlineData(200_001, 0, 9, false)] // a disk that refuses is not asked all the time
    [InlineData(200_001, 0, 11, true)]
    [InlineData(5, 1, 11, true)] // the journal could not keep one
    public void Autosave_is_due_by_time_length_or_need(long unsaved, long lost, int seconds, bool due) =>
        Assert.Equal(due, Autosave.Default.IsDue(unsaved, lost, TimeSpan.FromSeconds(seconds)));

    private void Refused(string why)
    {
        Assert.False(SessionFolder.TryOpen(place.Folder, SmallConsole.Tree, out _, out var error));
        Assert.Contains(why, error);
        Assert.Contains(place.Folder, error);
    }

    private OpenedSession Create()
    {
        Assert.True(SessionFolder.TryCreate(place.Folder, SmallConsole.Session(), out var opened, out var error), error);
        return opened;
    }

    private OpenedSession Open()
    {
        Assert.True(SessionFolder.TryOpen(place.Folder, SmallConsole.Tree, out var opened, out var error), error);
        return opened;
    }

    private sealed class CountingSync : IFolderSync
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Sync(string folder) => Interlocked.Increment(ref count);
    }
}
