namespace MixConsole.Model.Parameters.Catalog;

/// <summary>Play, stop, locate, loop.</summary>
public static class TransportCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Play = Layout.Action("play", "Play", "Play", "", "Starts the tracks at the present position.");
    public static readonly ParameterSpec Stop = Layout.Action("stop", "Stop", "Stop", "", "Stops the tracks, keeping the position.");
    public static readonly ParameterSpec Locate = Layout.Action("locate", "Locate", "Locate", "d", "Goes to a position in seconds.");
    public static readonly ParameterSpec Playing = Layout.Switch("playing", "Playing", "Playing", false, Traits.ReadOnly, "Whether the tracks run.");
    public static readonly ParameterSpec Position = Layout.Number("position", "Position", "Pos", Unit.Seconds, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "Position of the block being computed.");
    public static readonly ParameterSpec Loop = Layout.Switch("loop", "Loop", "Loop", false, Traits.Setup, "Jumps from the end of the loop to its start.");
    public static readonly ParameterSpec LoopFrom = Layout.Number("loop/from", "Loop start", "LoopFr", Unit.Seconds, Laws.Linear(0, 1e6), 0, Traits.Setup, "Start of the loop.");
    public static readonly ParameterSpec LoopTo = Layout.Number("loop/to", "Loop end", "LoopTo", Unit.Seconds, Laws.Linear(0, 1e6), 0, Traits.Setup, "End of the loop; a loop shorter than 10 ms does not loop.");
    public static readonly ParameterSpec Length = Layout.Number("length", "Length", "Length", Unit.Seconds, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "End of the longest track.");
}

/// <summary>Named places on the timeline.</summary>
public static class MarkerCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Name = Layout.Text("name", "Marker", "Marker", Traits.Setup, "Name of the marker; empty for a free one.");
    public static readonly ParameterSpec Position = Layout.Number("position", "Marker position", "MkPos", Unit.Seconds, Laws.Linear(0, 1e6), 0, Traits.Setup, "Where it stands.");
    public static readonly ParameterSpec Locate = Layout.Action("locate", "Go to marker", "MkGo", "", "Locates to the marker.");
}

/// <summary>The open session.</summary>
public static class SessionCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Name = Layout.Text("name", "Session", "Session", Traits.ReadOnly, "Name of the open session.");
    public static readonly ParameterSpec Rate = Layout.Integer("rate", "Session rate", "Rate", 8000, 384_000, 48_000, Traits.ReadOnly, "Sample rate of the session's audio.", Unit.Hertz);
    public static readonly ParameterSpec Save = Layout.Action("save", "Save", "Save", "", "Writes the session to disk.");
    public static readonly ParameterSpec Unsaved = Layout.Integer("unsaved", "Unsaved edits", "Unsaved", 0, int.MaxValue, 0, Traits.ReadOnly, "Edits since the last save; all of them are in the journal.");
    public static readonly ParameterSpec Report = Layout.Text("report", "Report", "Report", Traits.ReadOnly, "What could not be opened or saved, and the remedy.");
}
