using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Model.Tests.Sessions;

public class SessionTests
{
    [Fact]
    public void It_is_as_long_as_the_end_of_its_last_track()
    {
        var session = new Session(ConsoleCatalog.Tree);
        Assert.Equal(0, session.Length);
        session.Tracks.Add(new(0, "a.wav", 0, 1000, 1));
        session.Tracks.Add(new(1, "b.wav", 900, 200, 2));
        session.Tracks.Add(new(2, "missing.wav", 500, 0, 1));
        Assert.Equal(1100, session.Length);
    }
}
