using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Sessions;

/// <summary>A session at one moment, copied so that it can be written while hands go on. Allocated once and filled again for each save.</summary>
internal sealed class SessionSnapshot(ParameterTree tree)
{
    private readonly List<Track> tracks = [];

    public ParameterValues Values { get; } = new(tree);

    public IReadOnlyList<Track> Tracks => tracks;

    public int Rate { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Edits from here on are in the journal of this generation.</summary>
    public long Generation { get; private set; }

    public void Take(Session session, long generation)
    {
        Values.CopyFrom(session.Set);
        tracks.Clear();
        tracks.AddRange(session.Tracks);
        Rate = session.Rate;
        Name = session.Name;
        Generation = generation;
    }
}
