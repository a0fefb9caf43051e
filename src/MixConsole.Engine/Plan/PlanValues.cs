using MixConsole.Dsp.Buffers;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Plan;

/// <summary>Reads a plan's values by their specs.</summary>
[RealTime]
public static unsafe class PlanValues
{
    /// <summary>The value of a strip's parameter in its plain unit.</summary>
    public static double Value(this RenderPlan plan, int strip, ParameterSpec spec) => plan.Values[(strip * plan.LayoutSize) + spec.Offset];

    /// <summary>Whether a switch is on.</summary>
    public static bool IsOn(this RenderPlan plan, int strip, ParameterSpec spec) => plan.Value(strip, spec) != 0;

    /// <summary>A time in ms as whole frames.</summary>
    public static int Frames(this RenderPlan plan, int strip, ParameterSpec spec) => (int)((plan.Value(strip, spec) * plan.Rate / 1000) + 0.5);

    /// <summary>Frames by which the gate of a strip looks ahead; kept while the gate is off, so that its switch never moves anything in time.</summary>
    public static int Lookahead(this RenderPlan plan, int strip) => plan.Frames(strip, StripCatalog.GateLookahead);

    /// <summary>Longest look-ahead of a level, without main's limiter.</summary>
    public static int LevelLookahead(this RenderPlan plan, int level) =>
        level == plan.Main.Level ? plan.LevelLatency[level] - plan.Limiter.Latency : plan.LevelLatency[level];
}
