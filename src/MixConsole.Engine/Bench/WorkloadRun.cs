using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Boundary;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Render;
using MixConsole.Engine.Streaming;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Bench;

/// <summary>The workload on the product's own render loop, fed from rings in memory as from a device.</summary>
public sealed unsafe class WorkloadRun : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly StreamPool _pool = new([]);
    private readonly RenderLoop _loop;
    private readonly int _channels;
    private readonly float* _rings;
    private readonly float** _inputs;
    private readonly float* _silence;
    private readonly PlanarBuffers _outputs = new(2);
    private readonly int _ringStride;

    public WorkloadRun(ParameterTree tree, IAudioThreadEdge edge, int channels)
    {
        _channels = channels;
        _loop = new RenderLoop(ConsoleWorkload.Rate, tree, edge) { HasDeadline = false };
        _ringStride = ConsoleWorkload.RingFrames + RenderBlock.MaxFrames; // the start again behind the end, so that a block never wraps
        _rings = _memory.Take<float>(channels * _ringStride);
        _inputs = _memory.TakePointers(channels);
        _silence = _memory.Take<float>(RenderBlock.MaxFrames);
        for (var c = 0; c < channels; c++)
        {
            var ring = new Span<float>(_rings + ((long)c * _ringStride), _ringStride);
            ConsoleWorkload.FillRing(c, ring);
            ring[..RenderBlock.MaxFrames].CopyTo(ring[ConsoleWorkload.RingFrames..]);
        }

        var plan = PlanCompiler.Compile(ConsoleWorkload.Values(tree, channels), ConsoleWorkload.Rate, _pool, new Dictionary<int, int>(), out var refusal)
            ?? throw new InvalidOperationException(refusal);
        EngineWarmUp.Touch(plan, 48);
        _loop.Plans.Offer(plan);
    }

    /// <summary>Frames rendered so far.</summary>
    public long Frame => _loop.Position.EngineFrame;

    /// <summary>Frames by which main lags the inputs.</summary>
    public int Latency => _loop.Plan?.MainLatency ?? 0;

    /// <summary>Renders one block; left and right stay readable until the next.</summary>
    public void Render(int frames)
    {
        var at = (int)(Frame % ConsoleWorkload.RingFrames);
        for (var c = 0; c < _channels; c++) _inputs[c] = _rings + ((long)c * _ringStride) + at;
        var segment = (Frame + frames - 1) / ConsoleWorkload.SegmentFrames * ConsoleWorkload.SegmentFrames;
        if (segment >= Frame && segment > 0)
        {
            for (var c = 0; c < _channels; c++)
                _loop.Commands.TryWrite(new(EngineVerb.Change, new(ConsoleCatalog.Channels.Id(c, StripCatalog.Fader), ConsoleWorkload.Fader(c, segment), segment)));
        }

        _loop.Render(new RenderBlock(_inputs, _channels, _outputs.Table, 2, frames));
    }

    /// <summary>Renders one block of silent inputs: on air before anything sounds. The engine's time does not count for the rings.</summary>
    public void RenderSilence(int frames)
    {
        for (var c = 0; c < _channels; c++) _inputs[c] = _silence;
        _loop.Render(new RenderBlock(_inputs, _channels, _outputs.Table, 2, frames));
    }

    /// <summary>Writes the next frames of the inputs again, as a device has just done when it calls.</summary>
    public void Deliver(int frames)
    {
        var at = (int)(Frame % ConsoleWorkload.RingFrames);
        for (var c = 0; c < _channels; c++)
        {
            var samples = new Span<float>(_rings + ((long)c * _ringStride) + at, frames);
            for (var f = 0; f < frames; f++) samples[f] *= 1;
        }
    }

    /// <summary>Main of the last block.</summary>
    public ReadOnlySpan<float> Output(int side, int frames) => _outputs.Channel(side, frames);

    /// <summary>Bytes that the rendering thread has allocated, ever.</summary>
    public static long AllocatedHere => GC.GetAllocatedBytesForCurrentThread();

    public void Dispose()
    {
        _loop.Dispose();
        _pool.Dispose();
        _outputs.Dispose();
        _memory.Dispose();
    }
}
