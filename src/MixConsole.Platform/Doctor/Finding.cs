namespace MixConsole.Platform.Doctor;

/// <summary>One line of the examination: what was looked at, whether it is as it should be, what was found, and what to do where it is not (empty where it is).</summary>
public sealed record Finding(string Name, bool Ok, string Detail, string Remedy)
{
    internal static Finding Good(string name, string detail) => new(name, true, detail, "");

    internal static Finding Bad(string name, string detail, string remedy) => new(name, false, detail, remedy);
}
