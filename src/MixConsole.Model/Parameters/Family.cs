using System.Collections.Frozen;

namespace MixConsole.Model.Parameters;

/// <summary>
/// A numbered row of equal things ("/ch/1" to "/ch/256") or a single one ("/main"), with a layout and the subset of it that exists here.
/// </summary>
public sealed class Family
{
    private readonly FrozenDictionary<string, ParameterSpec> byPath;
    private readonly FrozenDictionary<string, ParameterSpec>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly Dictionary<int, double> defaults = [];

    /// <param name="root">Address of the row without number, as in "/ch".</param>
    /// <param name="name">Name of one member, as in "Channel".</param>
    /// <param name="count">Members; 0 for a single thing without number.</param>
    /// <param name="layout">Offsets.</param>
    /// <param name="without">Path prefixes of the layout that this family lacks.</param>
    public Family(string root, string name, int count, Layout layout, params string[] without)
    {
        Root = root;
        Name = name;
        IsNumbered = count > 0;
        Count = Math.Max(1, count);
        Layout = layout;
        Specs = [.. layout.Specs.Select(s => without.Any(w => s.Path.StartsWith(w, StringComparison.Ordinal)) ? null : s)];
        byPath = Specs.OfType<ParameterSpec>().ToFrozenDictionary(s => s.Path);
        bySpan = byPath.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A default that differs from the layout's, as in stereo buses.</summary>
    public Family With(ParameterSpec spec, double fallback)
    {
        defaults[spec.Offset] = fallback;
        return this;
    }

    /// <summary>Default of a number here.</summary>
    public double Default(ParameterSpec spec) => defaults.GetValueOrDefault(spec.Offset, spec.Default);

    /// <summary>Address without number, as in "/ch" or "/status/audio".</summary>
    public string Root { get; }

    public string Name { get; }

    public bool IsNumbered { get; }

    public int Count { get; }

    public Layout Layout { get; }

    /// <summary>Specs by offset; null where the family lacks what others of its layout have.</summary>
    public IReadOnlyList<ParameterSpec?> Specs { get; }

    /// <summary>First dense id.</summary>
    public int Base { get; internal set; }

    /// <summary>First strip number of the engine, or -1 for families that carry no sound.</summary>
    public int FirstStrip { get; internal set; } = -1;

    /// <summary>Dense id of a member's parameter. <paramref name="member"/> counts from 0.</summary>
    public ParameterId Id(int member, ParameterSpec spec) => new(Base + (member * Layout.Size) + spec.Offset);

    /// <summary>Id in a family without numbers.</summary>
    public ParameterId Id(ParameterSpec spec) => Id(0, spec);

    /// <summary>The spec of a path below a member, or null.</summary>
    public ParameterSpec? Find(ReadOnlySpan<char> path) => bySpan.TryGetValue(path, out var spec) ? spec : null;

    /// <summary>Address of a member, as in "/ch/9".</summary>
    public string AddressOf(int member) => IsNumbered ? $"{Root}/{member + 1}" : Root;
}
