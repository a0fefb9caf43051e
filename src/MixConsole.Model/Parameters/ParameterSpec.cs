namespace MixConsole.Model.Parameters;

/// <summary>
/// Everything there is to know about one parameter, written once. Protocols, surfaces, automation, storage, the command line and the reference pages read it here.
/// </summary>
public sealed class ParameterSpec
{
    /// <summary>Path below its family, as in "mix/fader".</summary>
    public required string Path { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>At most seven letters, for scribble strips.</summary>
    public required string Short { get; init; }

    /// <summary>One sentence of meaning.</summary>
    public required string Meaning { get; init; }

    public required ParameterKind Kind { get; init; }

    public required Law Law { get; init; }

    public required Traits Traits { get; init; }

    public Unit Unit { get; init; }

    public double Default { get; init; }

    /// <summary>Default of a text parameter.</summary>
    public string DefaultText { get; init; } = "";

    /// <summary>Words of a choice, in order of their index.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Argument types of an action as OSC type tags, "" where it takes none.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>Index inside its layout; equal for the same parameter in every family of that layout.</summary>
    public int Offset { get; internal set; } = -1;

    public double Min => Law.Min;

    public double Max => Law.Max;

    public bool Has(Traits traits) => (Traits & traits) == traits;

    /// <summary>
    /// Brings a plain value into range (and whole numbers to whole). NaN gives the default.
    /// </summary>
    public double Clamp(double plain)
    {
        if (double.IsNaN(plain)) return Default;
        var inside = Math.Min(Math.Max(plain, Min), Max);
        if (Law == Laws.Fader && inside < -90) return double.NegativeInfinity; // below the travel of the fader
        return Kind is ParameterKind.Number ? inside : Math.Round(inside);
    }
}
