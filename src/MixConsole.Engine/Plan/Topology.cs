using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Links;

namespace MixConsole.Engine.Plan;

/// <summary>
/// Which strips feed which, and in what order they must be worked. Channels come first, then groups from the inside out, buses, effect returns, main, matrices, unless a connection says otherwise.
/// </summary>
internal sealed class Topology
{
    private readonly List<PlanNode> _nodes;
    private readonly Dictionary<int, PlanNode> _byStrip;
    private readonly ParameterValues _values;

    private Topology(List<PlanNode> nodes, ParameterValues values)
    {
        _nodes = nodes;
        _byStrip = nodes.ToDictionary(n => n.Strip);
        _values = values;
    }

    /// <summary>Sets the level of every node. Answers with a sentence where a strip would feed itself.</summary>
    public static string? Order(List<PlanNode> nodes, ParameterValues values)
    {
        var topology = new Topology(nodes, values);

        // With the usual order of a console, groups may send to any bus at any time; where a return goes back into a group, only what is switched on counts.
        return topology.Relax(usual: true) is null ? null : topology.Relax(usual: false);
    }

    private string? Relax(bool usual)
    {
        foreach (var node in _nodes) node.Level = node.Kind is StripKind.Channel ? 0 : 1;
        var edges = Edges(usual).ToArray(); // rounds go over them again and again
        for (var round = 0; round <= _nodes.Count; round++)
        {
            var changed = false;
            foreach (var (from, to) in edges)
            {
                if (to.Level > from.Level) continue;
                to.Level = from.Level + 1;
                changed = true;
                if (to.Level > _nodes.Count)
                    return $"{Name(to)} would feed itself through {Name(from)}. Take one of the connections between them out first.";
            }

            if (!changed) return null;
        }

        return "The routing would feed itself. Take one of its connections out first.";
    }

    private string Name(PlanNode node)
    {
        var (family, member) = _values.Tree.Strip(node.Strip);
        return family.IsNumbered ? $"{family.Name} {member + 1}" : family.Name;
    }

    private IEnumerable<(PlanNode From, PlanNode To)> Edges(bool usual)
    {
        var main = _nodes.First(n => n.Kind is StripKind.Main);
        foreach (var node in _nodes)
        {
            foreach (var key in (int[])[node.GateKey, node.CompKey])
                if (key >= 0 && key != node.Strip && _byStrip.TryGetValue(key, out var driver)) yield return (driver, node);

            if (node.Kind is StripKind.Main or StripKind.Matrix) continue;
            if (usual || Value(node, StripCatalog.OutputMain) != 0)
            {
                var group = (int)Value(node, StripCatalog.OutputGroup);
                if (group > 0 && _byStrip.TryGetValue(ConsoleCatalog.Groups.FirstStrip + group - 1, out var stack)) yield return (node, stack);
                else yield return (node, main);
            }

            if (node.Kind is StripKind.Effect)
            {
                var source = (int)Value(node, StripCatalog.FxSource);
                if (source > 0 && _byStrip.TryGetValue(ConsoleCatalog.Buses.FirstStrip + source - 1, out var bus)) yield return (bus, node);
            }
        }

        foreach (var from in _nodes)
        {
            foreach (var to in _nodes)
            {
                var sends = from.Kind is StripKind.Channel or StripKind.Group or StripKind.Effect;
                var always = usual && from.Kind is not StripKind.Effect;
                if (to.Kind is StripKind.Bus && sends && (always || Value(from, StripCatalog.Sends[to.Member].On) != 0)) yield return (from, to);
                if (to.Kind is StripKind.Effect && usual && from.Kind is StripKind.Bus) yield return (from, to);
                if (to.Kind is StripKind.Matrix && from.Kind is not StripKind.Matrix) yield return (from, to);
            }
        }
    }

    private double Value(PlanNode node, ParameterSpec spec) => _values[_values.Tree.Id(node.Strip, spec)];
}
