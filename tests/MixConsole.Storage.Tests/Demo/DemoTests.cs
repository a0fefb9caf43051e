using System.Security.Cryptography;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Audio;
using MixConsole.Storage.Demo;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Demo;

public class DemoTests
{
    // A low rate: everything but the sound of it is the same, in a fraction of the time.
    private const int Rate = 16_000;

    [Fact]
    public void The_song_is_whole_and_the_same_every_time()
    {
        var names = new HashSet<string>();
        foreach (var (stem, again) in DemoSong.Render(Rate).Zip(DemoSong.Render(Rate).Select(s => SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(s.Interleaved)))))
        {
            Assert.True(names.Add(stem.Name), $"{stem.Name} appears twice");
            Assert.Equal(again, SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(stem.Interleaved)));
            Assert.InRange((double)stem.Frames / Rate, 60, 120);

            var (peak, sum, power) = (0f, 0.0, 0.0);
            foreach (var x in stem.Interleaved)
            {
                peak = Math.Max(peak, Math.Abs(x)); // NaN and infinity fail below
                sum += x;
                power += x * x;
            }

            Assert.InRange(20 * Math.Log10(peak), -18, -5);
            Assert.InRange(Math.Abs(sum / stem.Interleaved.Length), 0, 1e-4);
            Assert.InRange(10 * Math.Log10(power / stem.Interleaved.Length), -50, -12);
        }

        Assert.InRange(names.Count, 16, 24);
    }

    [Fact]
    public void The_session_is_complete_and_made_once()
    {
        var parent = Directory.CreateTempSubdirectory("demo").FullName;
        try
        {
            Assert.True(DemoSession.TryCreate(parent, out var path, out var error), error);
            Assert.Equal([path], Directory.GetFileSystemEntries(parent));
            Assert.True(SessionFolder.TryRead(path, ConsoleCatalog.Tree, out var state, out error), error);
            Assert.Empty(state.Problems);

            var (session, channels) = (state.Session, ConsoleCatalog.Channels);
            Assert.Equal("Demo", session.Name);
            Assert.InRange(session.Tracks.Count, 16, 24);
            Assert.All(session.Tracks, track =>
            {
                Assert.True(AudioFile.TryOpen(Path.Combine(path, track.File), null, out var reader, out var trouble), trouble);
                using (reader) Assert.Equal((track.Frames, track.Channels, 48_000), (reader.Frames, reader.Channels, reader.Rate));
            });
            Assert.All(session.Tracks, track =>
            {
                Assert.NotEqual("", session.Set.Text(channels.Id(track.Strip, StripCatalog.Name)));
                Assert.NotEqual("", session.Set.Text(channels.Id(track.Strip, StripCatalog.Icon)));
                Assert.Equal(track.Channels - 1, session.Set[channels.Id(track.Strip, StripCatalog.Format)]);
            });
            Assert.Equal(["Drums", "Bass", "Guitars", "Keys", "Voices"], Enumerable.Range(0, 5).Select(g => session.Set.Text(ConsoleCatalog.Groups.Id(g, StripCatalog.Name))));
            Assert.Equal("Hook 1", session.Set.Text(ConsoleCatalog.Markers.Id(2, MarkerCatalog.Name)));
            Assert.Equal(1, session.Set[ConsoleCatalog.Main.Id(StripCatalog.LimiterOn)]);

            // Every set value is one that a hand could set.
            foreach (var id in ConsoleCatalog.Tree.Ids()) Assert.Equal(ConsoleCatalog.Tree.Spec(id)!.Clamp(session.Set[id]), session.Set[id]);

            var written = File.GetLastWriteTimeUtc(Path.Combine(path, SessionFiles.Current));
            Assert.True(DemoSession.TryCreate(parent, out _, out _));
            Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(path, SessionFiles.Current)));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var file = Path.GetTempFileName();
        Assert.False(DemoSession.TryCreate(file, out _, out var error));
        Assert.Contains(file, error, StringComparison.Ordinal);
        File.Delete(file);
    }
}
