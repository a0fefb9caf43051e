namespace MixConsole.Model.Parameters.Catalog;

/// <summary>What the audio side says of itself. Counters run since start.</summary>
public static class AudioStatusCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Backend = Layout.Text("backend", "Backend", "Backend", Traits.ReadOnly, "What drives the engine; contains the word clock while no device runs.");
    public static readonly ParameterSpec Rate = Layout.Integer("rate", "Sample rate", "Rate", 0, 384_000, 0, Traits.ReadOnly, "Frames per second.", Unit.Hertz);
    public static readonly ParameterSpec Frames = Layout.Integer("frames", "Block size", "Frames", 0, 65_536, 0, Traits.ReadOnly, "Frames per block.", Unit.Frames);
    public static readonly ParameterSpec Misses = Counter("misses", "Misses", "Misses", "Late blocks that are the console's own doing.");
    public static readonly ParameterSpec Stalls = Counter("stalls", "Stalls", "Stalls", "Late blocks during which the machine itself stood still.");
    public static readonly ParameterSpec Worst = Layout.Number("worst", "Worst block", "Worst", Unit.Milliseconds, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "Longest thread time of a block.");
    public static readonly ParameterSpec P999 = Layout.Number("p999", "p99.9 block", "p99.9", Unit.Milliseconds, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "Thread time that 99.9 % of blocks stay below.");
    public static readonly ParameterSpec Load = Layout.Number("load", "Load", "Load", Unit.Percent, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "Mean thread time of a block against its duration.");
    public static readonly ParameterSpec Allocated = Layout.Number("allocated", "Allocated", "Alloc", Unit.Bytes, Laws.Linear(0, 1e15), 0, Traits.ReadOnly, "Bytes allocated on the audio thread since its first block.");
    public static readonly ParameterSpec Jitted = Counter("jitted", "Jitted", "Jitted", "Methods compiled on the audio thread since its first block.");
    public static readonly ParameterSpec Collections = Counter("collections", "Collections", "GCs", "Garbage collections since start.");
    public static readonly ParameterSpec Pause = Layout.Number("pause", "Worst pause", "Pause", Unit.Milliseconds, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "Longest stop of all managed threads by the garbage collector.");
    public static readonly ParameterSpec Xruns = Counter("xruns", "Xruns", "Xruns", "Gaps reported by the device.");
    public static readonly ParameterSpec Starved = Counter("starved", "Disk stalls", "Starved", "Blocks in which a track had no samples from disk in time.");
    public static readonly ParameterSpec Report = Layout.Text("report", "Report", "Report", Traits.ReadOnly, "Last trouble of device, disk or engine in words.");

    private static ParameterSpec Counter(string path, string name, string shortName, string meaning) =>
        Layout.Integer(path, name, shortName, 0, int.MaxValue, 0, Traits.ReadOnly, meaning, Unit.Count);
}

/// <summary>What the OSC side says of itself.</summary>
public static class OscStatusCatalog
{
    public static readonly Layout Layout = new();
    public static readonly ParameterSpec Received = Layout.Integer("received", "Received", "Recv", 0, int.MaxValue, 0, Traits.ReadOnly, "Messages received.", Unit.Count);
    public static readonly ParameterSpec Bad = Layout.Integer("bad", "Bad packets", "Bad", 0, int.MaxValue, 0, Traits.ReadOnly, "Packets that could not be read, and were dropped.", Unit.Count);
    public static readonly ParameterSpec Peers = Layout.Integer("peers", "Peers", "Peers", 0, int.MaxValue, 0, Traits.ReadOnly, "Peers heard from in the last minute.", Unit.Count);
    public static readonly ParameterSpec HeardP99 = Layout.Number("heard-p99", "Heard p99", "Heard", Unit.Milliseconds, Laws.Linear(0, 1e6), 0, Traits.ReadOnly, "From the socket to the end of the block in which it sounds, for 99 % of moves.");
}
