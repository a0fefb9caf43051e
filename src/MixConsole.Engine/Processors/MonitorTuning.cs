using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;
using MixConsole.Engine.Plan;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Processors;

/// <summary>
/// The monitor's inputs: lanes 0 and 1 of its bank hear the chosen source, lanes 2 and 3 whatever is soloed.
/// </summary>
[RealTime]
internal static class MonitorTuning
{
    private static readonly Lanes2 SourceLanes = new(0, 1);
    private static readonly Lanes2 SoloLanes = new(2, 3);

    /// <summary>Connects everything, before the first sound.</summary>
    public static void TuneAll(RenderPlan plan)
    {
        TuneSource(plan, true);
        foreach (var node in plan.Nodes) TuneSolo(plan, node, true);
    }

    /// <summary>Connects the chosen source.</summary>
    public static void TuneSource(RenderPlan plan, bool jump)
    {
        var number = (int)plan.Monitored(MonitorCatalog.SourceNumber) - 1;
        var strip = (int)plan.Monitored(MonitorCatalog.Source) switch
        {
            1 => Strip(ConsoleCatalog.Buses, number),
            2 => Strip(ConsoleCatalog.Groups, number),
            3 => Strip(ConsoleCatalog.Matrices, number),
            _ => ConsoleCatalog.Main.FirstStrip,
        };
        foreach (var node in plan.Nodes)
        {
            if (node.Kind is StripKind.Channel or StripKind.Effect) continue;
            Listen(plan, node, SourceLanes, true, node.Strip == strip ? 1 : 0, jump);
        }
    }

    /// <summary>Connects or disconnects a strip's solo, as the solo mode says.</summary>
    public static void TuneSolo(RenderPlan plan, PlanNode node, bool jump)
    {
        var solo = plan.IsOn(node.Strip, StripCatalog.Solo) ? 1 : 0;
        var mode = (int)plan.Monitored(MonitorCatalog.SoloMode);
        if (jump && solo == 0) return;
        Listen(plan, node, SoloLanes, true, mode == 0 ? solo : 0, jump);
        Listen(plan, node, SoloLanes, false, mode == 1 ? solo : 0, jump);
    }

    /// <summary>A value of the monitor in its plain unit.</summary>
    public static unsafe double Monitored(this RenderPlan plan, ParameterSpec spec) => plan.Values[ConsoleCatalog.Monitor.Base + spec.Offset];

    private static int Strip(Family family, int number) => number >= 0 && number < family.Count ? family.FirstStrip + number : -1;

    private static void Listen(RenderPlan plan, PlanNode node, Lanes2 to, bool post, double gain, bool jump)
    {
        if (jump && gain == 0) return;
        var monitor = plan.Monitor.Index;
        if (node.Stereo || post && node.Kind is StripKind.Channel) Connections.Connect(plan, node, monitor, to, post, gain, post ? plan.Value(node.Strip, StripCatalog.Pan) : 0, jump);
        else
        {
            // Mono mixes and pre-fader solos stand in the middle, on both sides.
            Connections.Connect(plan, node, monitor, new(to.Left, -1), post, gain, 0, jump);
            Connections.Connect(plan, node, monitor, new(to.Right, -1), post, gain, 0, jump);
        }
    }
}
