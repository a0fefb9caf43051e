using System.Globalization;

namespace MixConsole.Storage.Sessions;

/// <summary>Names of the files inside a session folder.</summary>
public static class SessionFiles
{
    /// <summary>Ending of a session folder's name.</summary>
    public const string Extension = ".mixsession";

    /// <summary>Everything but audio and lanes.</summary>
    public const string Current = "session.json";

    /// <summary>A save on its way; becomes <see cref="Current"/> by one rename.</summary>
    public const string Next = "session.json.new";

    /// <summary>The save before the current one: with the journals since then it holds the same state, should <see cref="Current"/> be damaged.</summary>
    public const string Previous = "session.json.bak";

    /// <summary>Audio files of the session.</summary>
    public const string Audio = "audio";

    /// <summary>Mixes and stems rendered from it.</summary>
    public const string Export = "export";

    /// <summary>What can be made again: may be deleted.</summary>
    public const string Cache = "cache";

    /// <summary>What is put behind the name of a damaged file that is set aside.</summary>
    public const string Bad = ".bad";

    private const string JournalStart = "journal-";
    private const string JournalEnd = ".jsonl";

    /// <summary>Edits since a generation was saved.</summary>
    public static string Journal(string folder, long generation) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{JournalStart}{generation}{JournalEnd}"));

    /// <summary>Generations that have a journal in the folder, rising.</summary>
    public static IReadOnlyList<long> Journals(string folder) =>
        [.. Directory.EnumerateFiles(folder, JournalStart + "*" + JournalEnd).Select(GenerationOf).Where(g => g >= 0).Order()];

    /// <summary>Name of a session for people: its folder without the ending.</summary>
    public static string NameOf(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && name.Length > Extension.Length ? name[..^Extension.Length] : name;
    }

    private static long GenerationOf(string path)
    {
        var name = Path.GetFileName(path.AsSpan())[JournalStart.Length..^JournalEnd.Length];
        return long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : -1;
    }
}
