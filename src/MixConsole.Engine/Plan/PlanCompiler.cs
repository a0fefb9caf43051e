using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Space;
using MixConsole.Engine.Processors;
using MixConsole.Engine.Streaming;
using MixConsole.Model.Sessions;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Plan;

/// <summary>Compiles heard values and tracks into a plan. Control thread.</summary>
public static class PlanCompiler
{
    /// <summary>
    /// Compiles a plan. Null with a sentence in <paramref name="refusal"/> where a strip would feed itself.
    /// </summary>
    /// <param name="heard">Heard values; copied.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="pool">Streams of the tracks.</param>
    /// <param name="streamOfStrip">Index of a strip's stream in the pool.</param>
    /// <param name="refusal">Why there is no plan; empty otherwise.</param>
    public static RenderPlan? Compile(ParameterValues heard, int rate, StreamPool pool, IReadOnlyDictionary<int, int> streamOfStrip, out string refusal)
    {
        var nodes = Nodes(heard, streamOfStrip);
        refusal = Topology.Order(nodes, heard) ?? "";
        if (refusal.Length > 0) return null;

        var plan = new RenderPlan(heard, rate, pool);
        plan.Main = nodes.First(n => n.Kind is StripKind.Main);

        // Main stands alone behind all that feeds it; matrices and the monitor follow.
        plan.Main.Level = nodes.Where(n => n.Kind is not (StripKind.Main or StripKind.Matrix)).Max(n => n.Level) + 1;
        foreach (var matrix in nodes.Where(n => n.Kind is StripKind.Matrix)) matrix.Level = plan.Main.Level + 1;

        Pack(plan, nodes);
        Latencies(plan);
        Keys(plan);
        foreach (var node in nodes.Where(n => n.Kind is StripKind.Effect && plan.Value(n.Strip, StripCatalog.FxType) != 0))
            plan.Rooms[node.Member] = new Room(rate);
        foreach (var node in nodes) StripTuning.TuneAll(plan, node);
        MonitorTuning.TuneAll(plan);
        foreach (var bank in plan.Banks) MixLists.Refresh(plan, bank);
        MixLists.CountFeeders(plan);
        return plan;
    }

    private static List<PlanNode> Nodes(ParameterValues heard, IReadOnlyDictionary<int, int> streamOfStrip)
    {
        var tree = heard.Tree;
        List<PlanNode> nodes = [];
        for (var strip = 0; strip < tree.StripCount; strip++)
        {
            var (family, member) = tree.Strip(strip);
            var kind = PlanNode.KindOf(family);
            var stream = streamOfStrip.GetValueOrDefault(strip, -1);
            var live = kind is StripKind.Channel && Get(StripCatalog.InputSource) != 0 ? (int)Get(StripCatalog.InputChannel) - 1 : -1;
            var isLive = kind is StripKind.Channel && Get(StripCatalog.InputSource) != 0;
            if (kind is StripKind.Channel && (isLive ? live < 0 : stream < 0)) continue; // nothing to hear
            nodes.Add(new()
            {
                Strip = strip,
                Kind = kind,
                Member = member,
                Stereo = kind is StripKind.Group or StripKind.Effect or StripKind.Main || Get(StripCatalog.Format) != 0,
                Order = (int)Get(StripCatalog.Order),
                Group = (int)Get(StripCatalog.OutputGroup) - 1,
                GateKey = Key(StripCatalog.GateKey),
                CompKey = Key(StripCatalog.CompKey),
                Stream = isLive ? -1 : stream,
                LiveInput = live,
                Output = (int)Get(StripCatalog.OutputChannel) - 1,
            });

            double Get(ParameterSpec spec) => heard[family.Id(member, spec)];
            int Key(ParameterSpec spec)
            {
                var text = heard.Text(family.Id(member, spec));
                return text.Length > 0 && StripNames.TryParse(tree, text, out var key) ? key : -1;
            }
        }

        return nodes;
    }

    private static void Pack(RenderPlan plan, List<PlanNode> nodes)
    {
        // Channels load from their inputs and everything else from what was mixed into it, so they never share a bank.
        var ordered = nodes.OrderBy(n => n.Level).ThenBy(n => n.Order).ThenBy(n => n.Kind is not StripKind.Channel).ThenBy(n => n.Kind is StripKind.Channel ? n.Group : 0)
            .ThenBy(n => n.Kind is StripKind.Channel && !n.Stereo).ThenBy(n => n.Strip).ToArray();
        List<(int Level, int Order, bool IsInput)> shapes = [];
        var used = Lanes.Width;
        foreach (var node in ordered)
        {
            if (node.Stereo) used += used & 1; // a pair stands side by side
            var shape = (node.Level, node.Order, node.Kind is StripKind.Channel);
            if (used + node.Lanes > Lanes.Width || shapes[^1] != shape)
            {
                shapes.Add(shape);
                used = 0;
            }

            node.Bank = shapes.Count - 1;
            node.Lane = used;
            used += node.Lanes;
        }

        shapes.Add((plan.Main.Level + 2, 0, false)); // the monitor
        plan.Nodes = ordered;
        plan.NodeOfStrip = new short[plan.Tree.StripCount];
        Array.Fill(plan.NodeOfStrip, (short)-1);
        plan.Banks = [.. shapes.Select((shape, index) => new PlanBank(index, shape.Level, shape.Order, plan.Rate, shapes.Count))];
        for (var n = 0; n < ordered.Length; n++)
        {
            var node = ordered[n];
            var bank = plan.Banks[node.Bank];
            plan.NodeOfStrip[node.Strip] = (short)n;
            for (var side = 0; side < node.Lanes; side++) bank.Strips[node.Lane + side] = node.Strip;
            if (node.Kind is StripKind.Channel) bank.IsInput = true;
            else if (node.Kind is StripKind.Bus or StripKind.Matrix or StripKind.Main) bank.Loudness ??= new BankLoudness(plan.Rate);
            if (node.Stereo) bank.Loudness?.Pair(node.Lane);
        }

        var levels = plan.Banks[^1].Level + 1;
        plan.LevelStarts = [.. Enumerable.Range(0, levels + 1).Select(level => plan.Banks.Count(b => b.Level < level))];
    }

    // All strips of a level share the longest look-ahead; whoever skips a level waits for it.
    private static void Latencies(RenderPlan plan)
    {
        var levels = plan.LevelStarts.Length - 1;
        plan.LevelLatency = new int[levels];
        foreach (var node in plan.Nodes)
            plan.LevelLatency[node.Level] = Math.Max(plan.LevelLatency[node.Level], plan.Lookahead(node.Strip));

        foreach (var bank in plan.Banks)
        {
            // A channel that waits for its key comes in at a later level: its input is as late as what went through the levels before.
            var late = bank.IsInput ? plan.LevelLatency.Take(bank.Level).Sum() : 0;
            var strips = bank.Strips.Select(s => s < 0 ? 0 : plan.Frames(s, StripCatalog.Delay) + late).ToArray();
            if (strips.Max() > 0)
            {
                bank.Delay = new LaneDelay(strips.Max());
                strips.CopyTo(bank.Delay.Delays, 0);
            }

            if (plan.LevelLatency[bank.Level] > 0 && bank != plan.Monitor)
            {
                bank.Lookahead = new LaneDelay(plan.LevelLatency[bank.Level]);
                Array.Fill(bank.Lookahead.Delays, plan.LevelLatency[bank.Level]);
            }
        }

        plan.LevelLatency[plan.Main.Level] += plan.Limiter.Latency;
        plan.MainLatency = plan.LevelLatency.Take(plan.Main.Level + 1).Sum();
        foreach (var bank in plan.Banks)
        {
            bank.PostSkips = [.. Enumerable.Range(0, levels).Select(to => Skip(plan, bank.Level, to))];
            bank.PreSkips = [.. Enumerable.Range(0, levels).Select(to => Skip(plan, bank.Level, to))];
        }
    }

    private static SkipLine? Skip(RenderPlan plan, int from, int to)
    {
        var frames = Enumerable.Range(from + 1, Math.Max(0, to - from - 1)).Sum(level => plan.LevelLatency[level]);
        return frames == 0 ? null : new SkipLine(frames);
    }

    private static void Keys(RenderPlan plan)
    {
        foreach (var node in plan.Nodes)
        {
            var bank = plan.Banks[node.Bank];
            bank.HasGateKeys |= Take(bank.GateKeys, node.GateKey, node);
            bank.HasCompKeys |= Take(bank.CompKeys, node.CompKey, node);
        }

        bool Take(int[] keys, int strip, PlanNode node)
        {
            if (strip < 0 || strip == node.Strip || plan.Find(strip) is not { } driver) return false;
            for (var side = 0; side < node.Lanes; side++)
                keys[node.Lane + side] = (driver.Bank * Lanes.Width) + driver.Lane + Math.Min(side, driver.Lanes - 1);
            return true;
        }
    }
}
