namespace MixConsole.Model.Parameters;

/// <summary>Dense index of a parameter in the tree: an index into value arrays, valid for one build of the catalog, never stored.</summary>
public readonly record struct ParameterId(int Index)
{
    /// <summary>No parameter.</summary>
    public static ParameterId None => new(-1);

    /// <summary>False for <see cref="None"/>.</summary>
    public bool IsSome => Index >= 0;
}
