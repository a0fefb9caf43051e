namespace MixConsole.Model.Parameters.Catalog;

/// <summary>The whole console: every family, in the order of files and pages. The only place where roots of addresses are written.</summary>
public static class ConsoleCatalog
{
    public static readonly Family Channels = new("/ch", "Channel", 256, StripCatalog.Layout, "effect/", "limiter/", "output/channel");
    public static readonly Family Groups = new Family("/group", "Group", 24, StripCatalog.Layout, "effect/", "limiter/", "input/", "link").With(StripCatalog.Format, 1);
    public static readonly Family Buses = new Family("/bus", "Bus", 32, StripCatalog.Layout, "effect/", "limiter/", "input/", "link", "send/").With(StripCatalog.Format, 1).With(StripCatalog.OutputMain, 0);
    public static readonly Family Effects = new Family("/fx", "Effect", 8, StripCatalog.Layout, "limiter/", "input/", "link").With(StripCatalog.Format, 1).With(StripCatalog.SoloSafe, 1);
    public static readonly Family Matrices = new Family("/mtx", "Matrix", 16, StripCatalog.Layout, "effect/", "limiter/", "input/", "link", "send/", "mtx/", "output/group", "output/main").With(StripCatalog.Format, 1);
    public static readonly Family Main = new Family("/main", "Main", 0, StripCatalog.Layout, "effect/", "input/", "link", "send/", "output/group", "output/main").With(StripCatalog.Format, 1).With(StripCatalog.OutputChannel, 1);
    public static readonly Family Dcas = new("/dca", "DCA", 16, DcaCatalog.Layout);
    public static readonly Family MuteGroups = new("/mute-group", "Mute group", 8, MuteGroupCatalog.Layout);
    public static readonly Family Monitor = new("/monitor", "Monitor", 0, MonitorCatalog.Layout);
    public static readonly Family Transport = new("/transport", "Transport", 0, TransportCatalog.Layout);
    public static readonly Family Markers = new("/marker", "Marker", 64, MarkerCatalog.Layout);
    public static readonly Family Session = new("/session", "Session", 0, SessionCatalog.Layout);
    public static readonly Family AudioStatus = new("/status/audio", "Audio status", 0, AudioStatusCatalog.Layout);
    public static readonly Family OscStatus = new("/status/osc", "OSC status", 0, OscStatusCatalog.Layout);

    /// <summary>The tree of this console.</summary>
    public static readonly ParameterTree Tree = new(
        [Channels, Groups, Buses, Effects, Matrices, Main, Dcas, MuteGroups, Monitor, Transport, Markers, Session, AudioStatus, OscStatus],
        [Channels, Groups, Buses, Effects, Matrices, Main]);
}
