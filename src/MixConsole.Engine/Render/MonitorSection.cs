using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Dsp.Gain;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Processors;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Render;

/// <summary>The control room: source or solo, level, dim, cut, mono. Moves in 10 ms lines; changes nothing in the mix.</summary>
[RealTime]
internal sealed unsafe class MonitorSection : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly float* _gains;
    private LinearRamp _source = new(1), _solo = new(0), _mono = new(0);

    public MonitorSection() => _gains = _memory.Take<float>(3 * Lanes.TileFrames);

    /// <summary>Takes the monitor's values; moves unless <paramref name="jump"/>.</summary>
    public void Tune(RenderPlan plan, bool jump)
    {
        var frames = jump ? 0 : plan.Rate / 100;
        var level = plan.Monitored(MonitorCatalog.Cut) != 0 ? 0 : ExactMath.DecibelsToGain(plan.Monitored(MonitorCatalog.Level));
        if (plan.Monitored(MonitorCatalog.Dim) != 0) level *= ExactMath.DecibelsToGain(plan.Monitored(MonitorCatalog.DimLevel));
        var soloed = AnySolo(plan);
        _source.Go(soloed ? 0 : (float)level, frames);
        _solo.Go(soloed ? (float)(level * ExactMath.DecibelsToGain(plan.Monitored(MonitorCatalog.SoloTrim))) : 0, frames);
        _mono.Go(plan.Monitored(MonitorCatalog.Mono) != 0 ? 1 : 0, frames);
    }

    /// <summary>Mixes a tile of the monitor's bank to the plan's MonitorLeft and MonitorRight.</summary>
    public void Process(RenderPlan plan, int frames)
    {
        float* source = _gains, solo = _gains + Lanes.TileFrames, mono = solo + Lanes.TileFrames;
        _source.Fill(source, frames);
        _solo.Fill(solo, frames);
        _mono.Fill(mono, frames);
        var tile = plan.Monitor.Input;
        for (var f = 0; f < frames; f++)
        {
            var row = tile + (f * Lanes.Width);
            var left = (row[0] * source[f]) + (row[2] * solo[f]);
            var right = (row[1] * source[f]) + (row[3] * solo[f]);
            var half = 0.5f * (right - left) * mono[f];
            plan.MonitorLeft[f] = left + half;
            plan.MonitorRight[f] = right - half;
        }
    }

    public void Dispose() => _memory.Dispose();

    private static bool AnySolo(RenderPlan plan)
    {
        if (plan.Monitored(MonitorCatalog.SoloMode) == 2) return false;
        foreach (var node in plan.Nodes)
            if (plan.IsOn(node.Strip, StripCatalog.Solo)) return true;
        return false;
    }
}
