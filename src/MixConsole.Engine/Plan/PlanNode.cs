using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Plan;

/// <summary>Kinds of strips by what feeds them.</summary>
public enum StripKind
{
    Channel,
    Group,
    Bus,
    Effect,
    Matrix,
    Main,
}

/// <summary>A strip in a plan: where its lanes are and what it hears.</summary>
public sealed class PlanNode
{
    /// <summary>Strip number of the tree.</summary>
    public required int Strip { get; init; }

    public required StripKind Kind { get; init; }

    /// <summary>Number inside its family, from 0.</summary>
    public required int Member { get; init; }

    public required bool Stereo { get; init; }

    /// <summary>Values of <see cref="StripCatalog.Order"/>.</summary>
    public int Order { get; init; }

    /// <summary>Group that it sounds through, or -1; sorts channels onto lanes.</summary>
    public int Group { get; init; } = -1;

    /// <summary>Strip that drives gate or compressor, or -1.</summary>
    public int GateKey { get; set; } = -1;

    public int CompKey { get; set; } = -1;

    /// <summary>Track stream, or -1.</summary>
    public int Stream { get; set; } = -1;

    /// <summary>First device input from 0, or -1.</summary>
    public int LiveInput { get; set; } = -1;

    /// <summary>First device output from 0, or -1.</summary>
    public int Output { get; set; } = -1;

    public int Level { get; set; }

    public int Bank { get; set; } = -1;

    /// <summary>First lane in the bank.</summary>
    public int Lane { get; set; }

    public int Lanes => Stereo ? 2 : 1;

    /// <summary>The kind of a strip.</summary>
    public static StripKind KindOf(Family family) =>
        family == ConsoleCatalog.Channels ? StripKind.Channel
        : family == ConsoleCatalog.Groups ? StripKind.Group
        : family == ConsoleCatalog.Buses ? StripKind.Bus
        : family == ConsoleCatalog.Effects ? StripKind.Effect
        : family == ConsoleCatalog.Matrices ? StripKind.Matrix
        : StripKind.Main;
}
