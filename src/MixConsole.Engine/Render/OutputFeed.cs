using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Processors;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Render;

/// <summary>What the device hears: main, monitor and strips with outputs of their own. Fades out when the console closes.</summary>
[RealTime]
internal sealed unsafe class OutputFeed : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly float* _gains;
    private LinearRamp _fade = new(1);
    private int _fadedOut;

    public OutputFeed() => _gains = _memory.Take<float>(Lanes.TileFrames);

    /// <summary>Whether the outputs have faded out for good.</summary>
    public bool IsFadedOut => Volatile.Read(ref _fadedOut) != 0;

    /// <summary>Begins to fade out for good.</summary>
    public void FadeOut(int frames) => _fade.Go(0, frames);

    /// <summary>Writes a tile at <paramref name="done"/> frames into the block's outputs.</summary>
    public void Write(RenderPlan plan, in RenderBlock block, int done, int frames)
    {
        if (_fade.Moving || _fade.Value != 1)
        {
            _fade.Fill(_gains, frames);
            for (var f = 0; f < frames; f++)
            {
                plan.MainLeft[f] *= _gains[f];
                plan.MainRight[f] *= _gains[f];
                plan.MonitorLeft[f] *= _gains[f];
                plan.MonitorRight[f] *= _gains[f];
            }

            if (!_fade.Moving) Volatile.Write(ref _fadedOut, 1);
        }

        foreach (var node in plan.Nodes)
        {
            if (node.Output < 0 || node.Kind is StripKind.Main) continue;
            for (var side = 0; side < node.Lanes && node.Output + side < block.OutputCount; side++)
                LaneTransfer.Store(plan.Banks[node.Bank].Post, node.Lane + side, block.Outputs[node.Output + side] + done, frames);
        }

        Write(block, plan.Main.Output, plan.MainLeft, plan.MainRight, done, frames);
        Write(block, (int)plan.Monitored(MonitorCatalog.OutputChannel) - 1, plan.MonitorLeft, plan.MonitorRight, done, frames);
    }

    private static void Write(in RenderBlock block, int channel, float* left, float* right, int done, int frames)
    {
        if (channel < 0) return;
        if (channel < block.OutputCount) new Span<float>(left, frames).CopyTo(new Span<float>(block.Outputs[channel] + done, frames));
        if (channel + 1 < block.OutputCount) new Span<float>(right, frames).CopyTo(new Span<float>(block.Outputs[channel + 1] + done, frames));
    }

    public void Dispose() => _memory.Dispose();
}
