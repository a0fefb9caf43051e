using System.Diagnostics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Boundary;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Processors;
using MixConsole.Engine.Transport;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Render;

/// <summary>
/// The audio thread: takes wishes, renders blocks in tiles, writes meters and accounts. The same code for a device, a clock and a file.
/// A tile never crosses a multiple of <see cref="Lanes.TileFrames"/> of the engine's time, so all fixed moments are the same for every block size.
/// </summary>
public sealed unsafe class RenderLoop : IBlockRenderer, IDisposable
{
    private const int MostNaps = 10_000; // 5 s: a disk that gives nothing for so long is gone, and the show goes on
    private static readonly long Nap = Stopwatch.Frequency / 2000;
    private readonly IAudioThreadEdge _edge;
    private readonly PlanRenderer _renderer;
    private readonly MonitorSection _monitor = new();
    private readonly MeterWriter _meters;
    private readonly PendingChanges _pending = new();
    private readonly SourceFeed _sources;
    private readonly OutputFeed _outputs = new();
    private readonly int _stripValues;
    private readonly long[] _receivedAt = new long[1024];
    private RenderPlan? _plan;
    private IAudioBackend? _backend;
    private ParameterValues? _heard;
    private long _frame, _song;
    private long _anchorFrame, _anchorTime;
    private long _captureFrom = -1;
    private int _resync;
    private int _receivedCount;
    private volatile bool _playing;

    public RenderLoop(int rate, ParameterTree tree, IAudioThreadEdge edge)
    {
        Rate = rate;
        _edge = edge;
        _renderer = new PlanRenderer(rate);
        Meters = new MeterBoard(tree.StripCount);
        _meters = new MeterWriter(Meters, rate);
        Account = new BlockAccount(edge);
        Transport = new TransportState(rate);
        _stripValues = tree.StripCount * StripCatalog.Layout.Size;
        _sources = new SourceFeed(tree.StripCount);
    }

    public int Rate { get; }

    public CommandRing Commands { get; } = new();

    public PlanExchange Plans { get; } = new();

    public MeterBoard Meters { get; }

    public BlockAccount Account { get; }

    /// <summary>Touched by the audio thread only, once it runs.</summary>
    public TransportState Transport { get; }

    /// <summary>Where main is written to as well, from the frame at which playing first starts; null for nowhere.</summary>
    public CaptureRing? Capture { get; set; }

    /// <summary>False where blocks have no deadline (virtual time, files). Written by whoever runs the loop.</summary>
    public bool HasDeadline { get; set; } = true;

    /// <summary>What calls for blocks, where that may freewheel. Written before it starts.</summary>
    public IAudioBackend? Backend
    {
        get => _backend;
        set
        {
            _ = value?.IsFreewheeling; // compiled here, not in the first block
            _backend = value;
        }
    }

    /// <summary>Where the desk keeps heard values, for when the ring was full.</summary>
    public ParameterValues? Heard
    {
        get => _heard;
        set => Volatile.Write(ref _heard, value);
    }

    /// <summary>Blocks in which a track had no samples in time.</summary>
    public long Starved => _sources.Starved;

    /// <summary>The plan that sounds; audio thread, or nobody running.</summary>
    public RenderPlan? Plan => _plan;

    /// <summary>Where the engine is. Any thread.</summary>
    public EnginePosition Position => new(Volatile.Read(ref _frame), Volatile.Read(ref _song), _playing);

    /// <summary>Whether the outputs have faded out for good.</summary>
    public bool IsFadedOut => _outputs.IsFadedOut;

    /// <summary>Engine frame of a moment, from the last block's start. Any thread.</summary>
    public long FrameAt(long timestamp)
    {
        var frame = Volatile.Read(ref _anchorFrame);
        var time = Volatile.Read(ref _anchorTime);
        return frame + (long)((timestamp - time) / (double)Stopwatch.Frequency * Rate);
    }

    /// <summary>Works strips with several threads from now on: offline, where nobody waits. Call before the first block.</summary>
    public void UseThreads(int threads)
    {
        _renderer.Team?.Dispose();
        _renderer.Team = threads > 1 ? new RenderTeam(threads, Rate, _edge) : null;
    }

    /// <summary>Asks the audio thread to take every value from <see cref="Heard"/>.</summary>
    public void Resync() => Volatile.Write(ref _resync, 1);

    [RealTime(OffAir = true)]
    public void Enter()
    {
        _edge.EnterAudioThread();
        Account.Enter();
    }

    [RealTime]
    public void Render(in RenderBlock block)
    {
        Account.Begin();
        Volatile.Write(ref _anchorFrame, _frame);
        Volatile.Write(ref _anchorTime, Stopwatch.GetTimestamp());
        for (var channel = 0; channel < block.OutputCount; channel++) new Span<float>(block.Outputs[channel], block.Frames).Clear();
        if (Plans.IsWaiting) TakePlan();
        Drain();
        var freewheels = _backend is { IsFreewheeling: true };
        if (_plan is { } plan)
        {
            if (freewheels) AwaitDisk(plan, block.Frames);
            var done = 0;
            while (done < block.Frames) done += Tile(plan, block, done);
        }
        else Volatile.Write(ref _frame, _frame + block.Frames);

        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < _receivedCount; i++) Account.Heard(_receivedAt[i], now);
        _receivedCount = 0;
        Account.End(block.Frames, Rate, HasDeadline && !freewheels);
    }

    public void Dispose()
    {
        UseThreads(1);
        Plans.Collect();
        Plans.Take(null)?.Dispose();
        _plan?.Dispose();
        _renderer.Dispose();
        _monitor.Dispose();
        _sources.Dispose();
        _outputs.Dispose();
    }

    // Faster than real time nothing is late: the disk is waited for, so that every run gives the same samples.
    [RealTime(OffAir = true)]
    private void AwaitDisk(RenderPlan plan, int frames)
    {
        for (var naps = 0; naps < MostNaps; naps++)
        {
            var isShort = Transport.IsPlaying && plan.Pool.IsShort(Transport.Played + frames);
            if (!isShort && Capture is not { IsTight: true }) return;
            _edge.SleepUntil(Stopwatch.GetTimestamp() + Nap);
        }
    }

    private void TakePlan()
    {
        var worn = _plan;
        if (Plans.Take(worn) is not { } plan) return;
        if (worn is not null) StateHandover.Carry(worn, plan);
        _plan = plan;
        _monitor.Tune(plan, worn is null);
        if (worn?.Pool != plan.Pool) Transport.Renew();
        if (worn is not null) TakeAll(); // what moved while the plan was compiled
    }

    private void Drain()
    {
        if (Interlocked.Exchange(ref _resync, 0) != 0) TakeAll();
        while (Commands.TryRead(out var command))
        {
            switch (command.Verb)
            {
                case EngineVerb.Change:
                    if (command.Change.ReceivedAt != 0 && _receivedCount < _receivedAt.Length) _receivedAt[_receivedCount++] = command.Change.ReceivedAt;
                    if (command.Change.AtFrame <= _frame || !_pending.TryAdd(command.Change)) Apply(command.Change);
                    break;
                case EngineVerb.Play:
                    Transport.Play();
                    break;
                case EngineVerb.Stop:
                    Transport.Stop();
                    break;
                case EngineVerb.Locate:
                    Transport.Locate(command.From);
                    break;
                case EngineVerb.Loop:
                    Transport.Loop(command.To > command.From, command.From, command.To);
                    break;
                case EngineVerb.FadeOut:
                    _outputs.FadeOut(Rate / 20); // 50 ms: no click, no wait
                    break;
            }
        }
    }

    // The ring was full: every value that differs from what the desk heard.
    private void TakeAll()
    {
        if (_plan is not { } plan || Volatile.Read(ref _heard) is not { } heard) return;
        var numbers = heard.Numbers;
        for (var i = 0; i < _stripValues; i++)
            if (!numbers[i].Equals(plan.Values[i])) Apply(new(new(i), numbers[i]));
        for (var i = 0; i < MonitorCatalog.Layout.Size; i++)
        {
            var id = ConsoleCatalog.Monitor.Base + i;
            if (!numbers[id].Equals(plan.Values[id])) Apply(new(new(id), numbers[id]));
        }
    }

    private void Apply(in EngineChange change)
    {
        if (_plan is not { } plan) return;
        var id = change.Parameter.Index;
        plan.Values[id] = change.Value;
        if (id < _stripValues)
        {
            var (strip, offset) = Math.DivRem(id, plan.LayoutSize);
            var aspect = Aspects.ByOffset[offset];
            if (aspect.Part is Part.None || plan.Find(strip) is not { } node) return;
            StripTuning.Tune(plan, node, aspect, false);
            if (aspect.Part is Part.Solo) _monitor.Tune(plan, false);
        }
        else if (id >= ConsoleCatalog.Monitor.Base && id < ConsoleCatalog.Monitor.Base + MonitorCatalog.Layout.Size)
        {
            MonitorTuning.TuneSource(plan, false);
            _monitor.Tune(plan, false);
        }
    }

    // Renders up to a tile at `done` frames into the block; returns its frames.
    private int Tile(RenderPlan plan, in RenderBlock block, int done)
    {
        while (_pending.TryTake(_frame, out var change)) Apply(change);

        // Playing begins on a multiple of the tile, so that the song meets the engine's fixed moments alike in every run.
        if (_frame % Lanes.TileFrames == 0 && Transport.Advance(plan.Pool)) Begin(plan);

        var frames = Math.Min(block.Frames - done, Lanes.TileFrames - (int)(_frame % Lanes.TileFrames));
        frames = (int)Math.Min(frames, _pending.Next - _frame);
        frames = Transport.Limit(frames);
        if (_captureFrom > _frame) frames = (int)Math.Min(frames, _captureFrom - _frame);
        if (_frame % Lanes.TileFrames == 0) Snap(plan);

        _sources.Set(plan, Transport, block, done, frames);
        _renderer.Render(plan, frames);
        _monitor.Process(plan, frames);
        _outputs.Write(plan, block, done, frames);

        if (Capture is { } capture && _captureFrom >= 0 && _frame >= _captureFrom) capture.Write(plan.MainLeft, plan.MainRight, frames);
        Transport.Consume(plan.Pool, frames);
        _meters.Advance(plan, frames);
        Volatile.Write(ref _frame, _frame + frames);
        Volatile.Write(ref _song, Transport.Song);
        _playing = Transport.IsWanted;
        return frames;
    }

    private void Begin(RenderPlan plan)
    {
        if (_captureFrom < 0) _captureFrom = _frame + plan.MainLatency;
        foreach (var bank in plan.Banks) bank.Loudness?.ResetIntegrated();
    }

    private static void Snap(RenderPlan plan)
    {
        foreach (var bank in plan.Banks) bank.Gate->Snap();
    }
}
