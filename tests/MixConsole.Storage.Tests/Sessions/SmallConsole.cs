using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

/// <summary>The console's catalog with few members, for tests that open thousands of sessions.</summary>
internal static class SmallConsole
{
    public static readonly Family Channels = new("/ch", "Channel", 4, StripCatalog.Layout, "effect/", "limiter/", "output/channel");
    public static readonly Family Main = new Family("/main", "Main", 0, StripCatalog.Layout, "effect/", "input/", "link", "send/").With(StripCatalog.Format, 1);
    public static readonly Family Markers = new("/marker", "Marker", 2, MarkerCatalog.Layout);
    public static readonly ParameterTree Tree = new([Channels, Main, Markers], [Channels, Main]);

    public static Session Session()
    {
        var session = new Session(Tree);
        session.Set.SetText(Channels.Id(1, StripCatalog.Name), "Größe");
        session.Set[Channels.Id(1, StripCatalog.Fader)] = -4.5;
        session.Set[Main.Id(StripCatalog.Mute)] = 1;
        return session;
    }

    /// <summary>An edit of the session by its address, made and returned.</summary>
    public static Edit Set(Session session, string address, double value, string? text = null)
    {
        Assert.True(Tree.TryFind(address, out var id));
        var edit = new Edit(id, session.Set[id], value, text is null ? null : session.Set.Text(id), text, "tablet 2", 17, 123_456);
        if (text is null) session.Set[id] = value;
        else session.Set.SetText(id, text);
        return edit;
    }
}
