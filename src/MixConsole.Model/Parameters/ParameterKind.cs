namespace MixConsole.Model.Parameters;

/// <summary>What kind of value a parameter holds.</summary>
public enum ParameterKind
{
    /// <summary>A real number in its unit.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>On or off; the number is 1 or 0.</summary>
    Switch,

    /// <summary>One of a list of words; the number is the index.</summary>
    Choice,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A verb: takes arguments, keeps nothing.</summary>
    Action,
}
