using System.Globalization;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// Names of strips in files. A strip that can hold a track has a random key for life ("k3f9"), so that it keeps its audio and its edits when strips are reordered;
/// everything else is known by its place ("bus/3", "main"). Safe from any thread.
/// </summary>
public sealed class StripKeys
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz"; // without i, l, o, u: none is mistaken for another
    private const int Longest = 16;

    private readonly Lock gate = new();
    private readonly string?[] byStrip;
    private readonly Dictionary<string, int> byKey = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public StripKeys(ParameterTree tree)
    {
        Tree = tree;
        byStrip = new string?[tree.StripCount];
        bySpan = byKey.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public ParameterTree Tree { get; }

    /// <summary>Whether members of a family have keys of their own: those that can play a track.</summary>
    public static bool Has(Family family) => family.FirstStrip >= 0 && family.Find(StripCatalog.InputSource.Path) is not null;

    /// <summary>The key of a member of a keyed family, or null while it has none.</summary>
    public string? Find(Family family, int member)
    {
        lock (gate) return byStrip[family.FirstStrip + member];
    }

    /// <summary>The key of a member of a keyed family; made on first use.</summary>
    public string Ensure(Family family, int member)
    {
        var strip = family.FirstStrip + member;
        lock (gate)
        {
            if (byStrip[strip] is { } known) return known;
            string key;
            do key = "k" + new string(Random.Shared.GetItems<char>(Letters, 3));
            while (byKey.ContainsKey(key) || IsPlace(key));
            Set(key, strip);
            return key;
        }
    }

    /// <summary>Takes over a key from a file. False where it is no key, or belongs to another strip.</summary>
    public bool TrySet(string key, Family family, int member)
    {
        if (key.Length is 0 or > Longest || !key.All(char.IsAsciiLetterOrDigit) || IsPlace(key)) return false;
        var strip = family.FirstStrip + member;
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var owner)) return owner == strip;
            Set(key, strip);
            return true;
        }
    }

    /// <summary>Finds the parameter of a path that begins with a key or a place, as in "k3f9/mix/fader" or "bus/3/mix/fader".</summary>
    public bool TryFind(ReadOnlySpan<char> path, out ParameterId id)
    {
        id = ParameterId.None;
        var slash = path.IndexOf('/');
        if (slash <= 0) return false;
        int strip;
        lock (gate)
        {
            if (!bySpan.TryGetValue(path[..slash], out strip)) strip = -1;
        }

        if (strip < 0) return Tree.TryFind($"/{path}", out id);
        var (family, member) = Tree.Strip(strip);
        if (family.Find(path[(slash + 1)..]) is not { } spec) return false;
        id = family.Id(member, spec);
        return true;
    }

    /// <summary>Where a member stands, as in "ch/9" or "main".</summary>
    public static string Place(Family family, int member) => family.AddressOf(member)[1..];

    /// <summary>Finds a member by where it stands.</summary>
    public bool TryPlace(ReadOnlySpan<char> place, out Family family, out int member)
    {
        foreach (var candidate in Tree.Families)
        {
            family = candidate;
            member = 0;
            var root = candidate.Root.AsSpan(1);
            if (!place.StartsWith(root, StringComparison.Ordinal)) continue;
            var rest = place[root.Length..];
            if (!candidate.IsNumbered && rest.IsEmpty) return true;
            if (!candidate.IsNumbered || rest.Length < 2 || rest[0] != '/') continue;
            if (!int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > candidate.Count) continue;
            member = number - 1;
            return true;
        }

        family = Tree.Families[0];
        member = 0;
        return false;
    }

    private bool IsPlace(string key) => Tree.Families.Any(f => f.Root.AsSpan(1).StartsWith(key, StringComparison.Ordinal));

    private void Set(string key, int strip)
    {
        if (byStrip[strip] is { } old) byKey.Remove(old);
        byStrip[strip] = key;
        byKey[key] = strip;
    }
}
