namespace MixConsole.Architecture.Tests;

/// <summary>Assertions that print whole lines.</summary>
internal static class Expect
{
    /// <summary>Passes for an empty list; otherwise shows every line of it below the rule that it breaks.</summary>
    public static void None(string rule, IEnumerable<string?> offences)
    {
        var list = offences.ToArray();
        Assert.True(list.Length == 0, $"{rule}\n  {string.Join("\n  ", list)}");
    }
}
