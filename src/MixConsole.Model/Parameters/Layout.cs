namespace MixConsole.Model.Parameters;

/// <summary>
/// An ordered list of specs shared by one or more families: an offset means the same in all of them, so the engine reads "the fader" of a strip, a bus or main alike.
/// </summary>
public sealed class Layout
{
    private readonly List<ParameterSpec> specs = [];

    /// <summary>Specs by offset.</summary>
    public IReadOnlyList<ParameterSpec> Specs => specs;

    public int Size => specs.Count;

    /// <summary>A real number with its unit, law and default.</summary>
    public ParameterSpec Number(string path, string name, string shortName, Unit unit, Law law, double fallback, Traits traits, string meaning) =>
        Add(new() { Path = path, Name = name, Short = shortName, Kind = ParameterKind.Number, Unit = unit, Law = law, Default = fallback, Traits = traits, Meaning = meaning });

    /// <summary>A whole number.</summary>
    public ParameterSpec Integer(string path, string name, string shortName, int min, int max, int fallback, Traits traits, string meaning, Unit unit = Unit.None) =>
        Add(new() { Path = path, Name = name, Short = shortName, Kind = ParameterKind.Integer, Unit = unit, Law = Laws.Linear(min, max), Default = fallback, Traits = traits, Meaning = meaning });

    /// <summary>On or off.</summary>
    public ParameterSpec Switch(string path, string name, string shortName, bool fallback, Traits traits, string meaning) =>
        Add(new() { Path = path, Name = name, Short = shortName, Kind = ParameterKind.Switch, Law = Laws.Steps(2), Default = fallback ? 1 : 0, Traits = traits, Meaning = meaning });

    /// <summary>One of several words; the default is the first unless an index is given.</summary>
    public ParameterSpec Choice(string path, string name, string shortName, string[] choices, Traits traits, string meaning, int fallback = 0) =>
        Add(new() { Path = path, Name = name, Short = shortName, Kind = ParameterKind.Choice, Law = Laws.Steps(choices.Length), Choices = choices, Default = fallback, Traits = traits, Meaning = meaning });

    /// <summary>Text.</summary>
    public ParameterSpec Text(string path, string name, string shortName, Traits traits, string meaning, string fallback = "") =>
        Add(new() { Path = path, Name = name, Short = shortName, Kind = ParameterKind.Text, Law = Laws.Steps(2), DefaultText = fallback, Traits = traits, Meaning = meaning });

    /// <summary>A verb with its arguments as OSC type tags.</summary>
    public ParameterSpec Action(string path, string name, string shortName, string arguments, string meaning) =>
        Add(new() { Path = path, Name = name, Short = shortName, Kind = ParameterKind.Action, Law = Laws.Steps(2), Arguments = arguments, Traits = Traits.Momentary, Meaning = meaning });

    private ParameterSpec Add(ParameterSpec spec)
    {
        spec.Offset = specs.Count;
        specs.Add(spec);
        return spec;
    }
}
