using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Convert;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Boundary;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Processors;
using MixConsole.Engine.Render;
using MixConsole.Engine.Streaming;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Engine;

/// <summary>Opens the audio of a track; null with a sentence that names the file and the remedy where that fails.</summary>
public delegate ISampleReader? TrackOpener(Track track, out string error);

/// <summary>
/// The engine as the control side knows it: compiles plans, sends changes, reads back. One control thread, except where <see cref="IEngineLink"/> says otherwise.
/// </summary>
public sealed class ConsoleEngine : IEngineLink, IDisposable
{
    private const int WarmTiles = 48; // a few dozen: enough to touch every page and compile every path that a plan takes

    private readonly ParameterTree _tree;
    private readonly TrackOpener _open;
    private readonly bool _ownDiskThread;
    private readonly StatusReader _status;
    private Dictionary<int, int> _streamOfStrip = [];
    private StreamPool _pool = new([]);
    private BackendSupervisor? _supervisor;
    private int _sessionRate;

    /// <param name="tree">The console's parameters.</param>
    /// <param name="rate">Frames per second of engine and device; tracks of other rates are converted while they are read.</param>
    /// <param name="edge">What the operating system does for audio threads.</param>
    /// <param name="open">Opens tracks.</param>
    /// <param name="ownDiskThread">True on air; false when the renderer pumps the tracks itself, offline.</param>
    public ConsoleEngine(ParameterTree tree, int rate, IAudioThreadEdge edge, TrackOpener open, bool ownDiskThread = true)
    {
        _tree = tree;
        _open = open;
        _ownDiskThread = ownDiskThread;
        _sessionRate = rate;
        Loop = new RenderLoop(rate, tree, edge);
        _status = new StatusReader(this);
    }

    /// <summary>The audio side.</summary>
    public RenderLoop Loop { get; }

    public int Rate => Loop.Rate;

    /// <summary>Streams of the loaded session.</summary>
    public StreamPool Pool => _pool;

    /// <summary>What runs the blocks, for the status; null before anything runs. Counters of the collector run from the moment it is given.</summary>
    public BackendSupervisor? Supervisor
    {
        get => _supervisor;
        set
        {
            _status.Begin();
            _supervisor = value;
        }
    }

    public EnginePosition Position => Loop.Position is var now && _sessionRate == Rate ? now : now with { SongFrame = now.SongFrame * _sessionRate / Rate };

    public EngineStatus Status => _status.Read();

    public IReadOnlyList<string> Load(Session session, ParameterValues heard)
    {
        List<string> problems = [];
        List<TrackStream> streams = [];
        Dictionary<int, int> streamOfStrip = [];
        _sessionRate = session.Rate;
        foreach (var track in session.Tracks)
        {
            var reader = _open(track, out var error);
            if (reader is null) problems.Add(error);
            else if (reader.Rate != Rate) reader = new ResamplingReader(reader, Rate);
            streamOfStrip[track.Strip] = streams.Count;
            streams.Add(new TrackStream(reader, Song(track.Start), Math.Clamp(track.Channels, 1, 2)));
        }

        var pool = new StreamPool(streams);
        if (PlanCompiler.Compile(heard, Rate, pool, streamOfStrip, out var refusal) is not { } plan)
        {
            pool.Dispose();
            return [.. problems, refusal];
        }

        var worn = _pool;
        (_pool, _streamOfStrip) = (pool, streamOfStrip);
        Loop.Heard = heard;
        if (_ownDiskThread) pool.Start();
        Swap(plan);
        worn.Dispose(); // plans that still sound hold it
        return problems;
    }

    public string? Reroute(ParameterValues heard)
    {
        if (PlanCompiler.Compile(heard, Rate, _pool, _streamOfStrip, out var refusal) is not { } plan) return refusal;
        Swap(plan);
        return null;
    }

    public bool Send(ReadOnlySpan<EngineChange> changes)
    {
        Collect();
        RouteReturns(changes);
        if (Loop.Commands.TryWriteAll(changes)) return true;
        Loop.Resync();
        return false;
    }

    public void Play() => Send(new EngineCommand(EngineVerb.Play));

    public void Stop() => Send(new EngineCommand(EngineVerb.Stop));

    public void Locate(long frame) => Send(new EngineCommand(EngineVerb.Locate, From: Song(frame)));

    public void SetLoop(bool on, long from, long to) => Send(new EngineCommand(EngineVerb.Loop, From: Song(from), To: Song(on ? to : from)));

    /// <summary>Fades everything out for good: the console closes.</summary>
    public void FadeOut() => Send(new EngineCommand(EngineVerb.FadeOut));

    public long FrameAt(long timestamp) => Loop.FrameAt(timestamp);

    public void ReadMeters(MeterFrame into) => Loop.Meters.Read(into);

    /// <summary>Compiles and runs every path of the audio thread once, on scratch, so that nothing is compiled on air.</summary>
    public static void WarmUp(ParameterTree tree, IAudioThreadEdge edge) => EngineWarmUp.Run(tree, edge);

    public void Dispose()
    {
        Collect();
        Loop.Dispose();
        _pool.Dispose();
    }

    // A return that begins to send into a bus stands behind that bus in the usual order: it needs a plan of its own. Where it would feed itself the send stays silent.
    private void RouteReturns(ReadOnlySpan<EngineChange> changes)
    {
        var returns = ConsoleCatalog.Effects;
        foreach (ref readonly var change in changes)
        {
            var (strip, offset) = Math.DivRem(change.Parameter.Index, StripCatalog.Layout.Size);
            if (change.Value == 0 || strip < returns.FirstStrip || strip >= returns.FirstStrip + returns.Count || Loop.Heard is not { } heard) continue;
            if (Aspects.ByOffset[offset].Part is not Part.Send || StripCatalog.Layout.Specs[offset].Kind is not ParameterKind.Switch) continue;
            Reroute(heard);
            return;
        }
    }

    // Song frames are the session's outside and the engine's own inside.
    private long Song(long frame) => frame * Rate / _sessionRate;

    private void Send(in EngineCommand command)
    {
        // Transport wishes are rare; a full ring empties within a block.
        var wait = new SpinWait();
        while (!Loop.Commands.TryWrite(command)) wait.SpinOnce();
    }

    private void Swap(RenderPlan plan)
    {
        EngineWarmUp.Touch(plan, WarmTiles);
        Collect();
        Loop.Plans.Offer(plan)?.Dispose();
    }

    private void Collect() => Loop.Plans.Collect();
}
