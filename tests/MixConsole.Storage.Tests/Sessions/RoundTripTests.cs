using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

public sealed class RoundTripTests
{
    private static readonly ParameterTree Tree = ConsoleCatalog.Tree;

    [Theory]
    [InlineData(1, 0.002)]
    [InlineData(2, 0.05)]
    [InlineData(3, 1)]
    public void Every_persisted_value_survives_save_and_open_exactly(int seed, double density)
    {
        using var place = new TemporarySession();
        var random = new Random(seed);
        var session = new Session(Tree);
        foreach (var id in Tree.Ids())
            if (Tree.Spec(id)!.Has(Traits.Persisted) && random.NextDouble() < density) RandomValue.Set(session.Set, id, random);
        session.Rate = 96_000;
        session.Tracks.Add(new(3, "audio/größe \"1\".wav", -5, 1L << 40, 2));

        Assert.True(SessionFolder.TryCreate(place.Folder, session, out var made, out var error), error);
        made.Dispose();
        Assert.True(SessionFolder.TryOpen(place.Folder, Tree, out var opened, out error), error);
        using (opened)
        {
            Assert.Contains("is missing", Assert.Single(opened.Problems));
            Same.Values(session.Set, opened.Session.Set);
            Assert.Equal(session.Tracks, opened.Session.Tracks);
            Assert.Equal(96_000, opened.Session.Rate);
            Assert.Equal("Song", opened.Session.Name);
        }
    }
}
