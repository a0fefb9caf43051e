using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

/// <summary>Every file of a session, cut at every byte.</summary>
public sealed class CutTests
{
    private static readonly ParameterTree Tree = SmallConsole.Tree;

    private static readonly (string Address, double Value, string? Text)[] Edits =
    [
        ("/ch/1/mix/fader", -3, null), ("/ch/2/mix/fader", double.NegativeInfinity, null), ("/main/mix/mute", 0, null),
        ("/ch/1/name", 0, "Größe {\"a\"}\n"), ("/ch/3/hpf/slope", 2, null), ("/marker/2/position", 1.25, null), ("/ch/2/name", 0, ""),
    ];

    [Fact]
    public void A_session_cut_anywhere_opens_to_a_prefix_of_its_edits()
    {
        using var place = new TemporarySession();
        var states = Make(place, afterThird: opened => Assert.True(opened.Save().IsSaved));
        CutEverywhere(place, states, lossless: [SessionFiles.Current, SessionFiles.Previous, Path.GetFileName(place.Journal(1))]);
    }

    [Fact]
    public void So_does_one_whose_save_was_interrupted()
    {
        using var place = new TemporarySession();
        var states = Make(place, afterThird: opened => Assert.True(opened.TryTakeSnapshot())); // never written
        CutEverywhere(place, states, lossless: [SessionFiles.Current, SessionFiles.Previous]);
    }

    [Fact]
    public void And_one_that_was_never_saved_again_after_it_was_made()
    {
        using var place = new TemporarySession();
        var states = Make(place, afterThird: _ => { });
        CutEverywhere(place, states, lossless: [SessionFiles.Current, SessionFiles.Previous]);
    }

    [Fact]
    public void Without_an_older_save_a_cut_file_still_gives_what_stands_before_the_cut()
    {
        using var place = new TemporarySession();
        Make(place, afterThird: _ => { });
        File.Delete(place.Previous);
        File.Delete(place.Journal(1));
        var whole = File.ReadAllBytes(place.Current);
        var found = 0;
        for (var length = 0; length < whole.Length - 2; length++)
        {
            File.WriteAllBytes(place.Current, whole[..length]);
            Assert.True(SessionFolder.TryRead(place.Folder, Tree, out var state, out var error), error);
            Assert.Contains(state.Problems, p => p.Contains("session.json is damaged"));
            var values = state.Session.Set;
            var now = (values.Text(SmallConsole.Channels.Id(1, Model.Parameters.Catalog.StripCatalog.Name)) == "Größe" ? 1 : 0)
                + (values[SmallConsole.Channels.Id(1, Model.Parameters.Catalog.StripCatalog.Fader)] == -4.5 ? 1 : 0)
                + (values[SmallConsole.Main.Id(Model.Parameters.Catalog.StripCatalog.Mute)] == 1 ? 1 : 0);
            Assert.True(now >= found, $"cut at {length}");
            found = now;
        }

        Assert.Equal(3, found);
    }

    // The states after each edit; the folder holds all of them.
    private static List<ParameterValues> Make(TemporarySession place, Action<OpenedSession> afterThird)
    {
        Assert.True(SessionFolder.TryCreate(place.Folder, SmallConsole.Session(), out var opened, out var error), error);
        List<ParameterValues> states = [];
        using (opened)
        {
            Keep();
            for (var i = 0; i < Edits.Length; i++)
            {
                if (i == 3) afterThird(opened);
                opened.Journal.Append(SmallConsole.Set(opened.Session, Edits[i].Address, Edits[i].Value, Edits[i].Text));
                Keep();
            }
        }

        return states;

        void Keep()
        {
            var copy = new ParameterValues(Tree);
            copy.CopyFrom(opened.Session.Set);
            states.Add(copy);
        }
    }

    private static void CutEverywhere(TemporarySession place, List<ParameterValues> states, string[] lossless)
    {
        var files = Directory.GetFiles(place.Folder).ToDictionary(f => f, File.ReadAllBytes);
        foreach (var (path, whole) in files.Where(f => f.Key.Contains("session.json") || f.Key.Contains("journal-")))
        {
            var least = 0;
            for (var length = 0; length <= whole.Length; length++)
            {
                File.WriteAllBytes(path, whole[..length]);
                var where = $"{Path.GetFileName(path)} cut at {length}";
                Assert.True(SessionFolder.TryRead(place.Folder, Tree, out var state, out var error), $"{where}: {error}");
                var at = states.FindLastIndex(s => Same.Values(s, state.Session.Set, assert: false));
                Assert.True(at >= least, $"{where}: opened to state {at}, after {least}");
                least = at;
                if (lossless.Contains(Path.GetFileName(path))) Assert.True(at == states.Count - 1, $"{where}: opened to state {at}");
                if (length % 29 == 0) GoOn(place, state.Session, where, files);
            }

            Assert.Equal(states.Count - 1, least);
        }
    }

    // Work continues on a damaged session, and what is added then survives too.
    private static void GoOn(TemporarySession place, Session expected, string where, Dictionary<string, byte[]> files)
    {
        Assert.True(SessionFolder.TryOpen(place.Folder, Tree, out var opened, out var error), $"{where}: {error}");
        using (opened) opened.Journal.Append(SmallConsole.Set(opened.Session, "/ch/4/mix/pan", 33));
        SmallConsole.Set(expected, "/ch/4/mix/pan", 33);
        Assert.True(SessionFolder.TryOpen(place.Folder, Tree, out opened, out error), $"{where}: {error}");
        using (opened)
        {
            Assert.Empty(opened.Problems);
            Same.Values(expected.Set, opened.Session.Set);
        }

        foreach (var file in Directory.GetFiles(place.Folder)) File.Delete(file);
        foreach (var (path, bytes) in files) File.WriteAllBytes(path, bytes);
    }
}
