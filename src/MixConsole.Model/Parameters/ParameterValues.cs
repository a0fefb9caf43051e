namespace MixConsole.Model.Parameters;

/// <summary>
/// One plain value for every parameter: numbers in one array, texts beside it. Mutated in place, so a long session makes no garbage.
/// One thread writes; other threads may read numbers (a double is written whole).
/// </summary>
public sealed class ParameterValues
{
    private readonly double[] numbers;
    private readonly Dictionary<int, string> texts = [];

    /// <summary>All parameters at their defaults.</summary>
    public ParameterValues(ParameterTree tree)
    {
        Tree = tree;
        numbers = GC.AllocateArray<double>(tree.Count, pinned: true);
        foreach (var family in tree.Families)
            for (var member = 0; member < family.Count; member++)
                foreach (var spec in family.Specs)
                    if (spec is not null) numbers[family.Id(member, spec).Index] = family.Default(spec);
    }

    public ParameterTree Tree { get; }

    /// <summary>The number of a parameter: plain unit, 0/1 for switches, index for choices.</summary>
    public double this[ParameterId id]
    {
        get => Volatile.Read(ref numbers[id.Index]);
        set => Volatile.Write(ref numbers[id.Index], value);
    }

    /// <summary>All numbers by id.</summary>
    public ReadOnlySpan<double> Numbers => numbers;

    /// <summary>The text of a text parameter. Only on the owner's thread.</summary>
    public string Text(ParameterId id) =>
        texts.TryGetValue(id.Index, out var text) ? text : Tree.Spec(id)?.DefaultText ?? "";

    /// <summary>Sets a text. Only on the owner's thread.</summary>
    public void SetText(ParameterId id, string text) => texts[id.Index] = text;

    /// <summary>Takes over every value of another set of the same tree.</summary>
    public void CopyFrom(ParameterValues other)
    {
        other.numbers.CopyTo(numbers, 0);
        texts.Clear();
        foreach (var (id, text) in other.texts) texts[id] = text;
    }
}
