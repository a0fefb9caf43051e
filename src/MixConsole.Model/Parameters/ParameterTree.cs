using System.Collections.Frozen;

namespace MixConsole.Model.Parameters;

/// <summary>
/// All parameters of the console: address to id and back. Immutable, safe from any thread; finding an address allocates nothing.
/// </summary>
public sealed class ParameterTree
{
    private readonly FrozenDictionary<string, Family>.AlternateLookup<ReadOnlySpan<char>> byRoot;
    private readonly Family[] byStrip;

    public ParameterTree(IEnumerable<Family> families, IReadOnlyList<Family> strips)
    {
        Families = [.. families];
        var next = 0;
        foreach (var family in Families)
        {
            family.Base = next;
            next += family.Count * family.Layout.Size;
        }

        Count = next;
        byRoot = Families.ToFrozenDictionary(f => f.Root).GetAlternateLookup<ReadOnlySpan<char>>();

        var strip = 0;
        List<Family> owners = [];
        foreach (var family in strips)
        {
            family.FirstStrip = strip;
            strip += family.Count;
            owners.AddRange(Enumerable.Repeat(family, family.Count));
        }

        byStrip = [.. owners];
    }

    public IReadOnlyList<Family> Families { get; }

    /// <summary>Size of value arrays: ids run from 0 to Count-1; some may lack a spec.</summary>
    public int Count { get; }

    /// <summary>Number of strips of every kind that carry sound; strip numbers run over channels, groups, buses, returns, matrices, main.</summary>
    public int StripCount => byStrip.Length;

    /// <summary>The family and member (from 0) of a strip number.</summary>
    public (Family Family, int Member) Strip(int strip) => (byStrip[strip], strip - byStrip[strip].FirstStrip);

    /// <summary>The id of a parameter of a strip.</summary>
    public ParameterId Id(int strip, ParameterSpec spec) => byStrip[strip].Id(strip - byStrip[strip].FirstStrip, spec);

    /// <summary>Address of a strip, as in "/ch/9".</summary>
    public string StripAddress(int strip) => byStrip[strip].AddressOf(strip - byStrip[strip].FirstStrip);

    /// <summary>Where an id lives. Throws for an id outside the tree.</summary>
    public Place Locate(ParameterId id)
    {
        int low = 0, high = Families.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Families[middle].Base <= id.Index) low = middle;
            else high = middle - 1;
        }

        var family = Families[low];
        var (member, offset) = Math.DivRem(id.Index - family.Base, family.Layout.Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(member, family.Count, nameof(id));
        return new(family, member, family.Specs[offset]);
    }

    /// <summary>The spec of an id, or null where nothing lives.</summary>
    public ParameterSpec? Spec(ParameterId id) => Locate(id).Spec;

    /// <summary>Default number of an id; 0 where nothing lives.</summary>
    public double Default(ParameterId id)
    {
        var place = Locate(id);
        return place.Spec is null ? 0 : place.Family.Default(place.Spec);
    }

    /// <summary>The address of an id. Allocates; keep the result on paths that run often.</summary>
    public string Address(ParameterId id)
    {
        var place = Locate(id);
        return place.Spec is null ? "" : $"{place.Family.AddressOf(place.Member)}/{place.Spec.Path}";
    }

    /// <summary>Every id that has a spec, in catalog order.</summary>
    public IEnumerable<ParameterId> Ids()
    {
        foreach (var family in Families)
            for (var member = 0; member < family.Count; member++)
                foreach (var spec in family.Specs)
                    if (spec is not null) yield return family.Id(member, spec);
    }

    /// <summary>Finds the parameter of an address; numbers may be zero-padded. Allocates nothing.</summary>
    public bool TryFind(ReadOnlySpan<char> address, out ParameterId id)
    {
        id = ParameterId.None;
        if (address.Length < 2 || address[0] != '/') return false;

        // The root is one part ("/ch"), or two ("/status/audio").
        for (var end = NextSlash(address, 1); end > 0; end = NextSlash(address, end + 1))
        {
            if (!byRoot.TryGetValue(address[..end], out var family)) continue;
            var rest = address[(end + 1)..];
            var member = 0;
            if (family.IsNumbered)
            {
                var slash = rest.IndexOf('/');
                if (slash <= 0 || !int.TryParse(rest[..slash], System.Globalization.NumberStyles.None, null, out var number)) return false;
                if (number < 1 || number > family.Count) return false;
                member = number - 1;
                rest = rest[(slash + 1)..];
            }

            if (family.Find(rest) is not { } spec) continue;
            id = family.Id(member, spec);
            return true;
        }

        return false;
    }

    private static int NextSlash(ReadOnlySpan<char> text, int from)
    {
        if (from >= text.Length) return -1;
        var found = text[from..].IndexOf('/');
        return found < 0 ? -1 : from + found;
    }
}

/// <summary>Where a parameter lives: family, member (from 0) and its spec (null where the family lacks that offset).</summary>
public readonly record struct Place(Family Family, int Member, ParameterSpec? Spec);
