using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Import;

/// <summary>From stems to strips, before a byte is written: order, pairs, channels, rate, places in time.</summary>
internal static class StemPlan
{
    /// <summary>The rate most stems have; among equals the higher, which loses nothing.</summary>
    public static int Rate(IReadOnlyList<Stem> stems, double lowest, double highest) =>
        stems.Where(s => s.Rate >= lowest && s.Rate <= highest).GroupBy(s => s.Rate).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault()?.Key ?? 48_000;

    /// <summary>Strips in the order of the stems; a lone pair of sides takes the place of the first.</summary>
    public static List<StemStrip> Strips(IReadOnlyList<Stem> stems, List<ImportProblem> problems)
    {
        var pairs = Pairs(stems);
        List<StemStrip> strips = [];
        HashSet<Stem> taken = [];
        foreach (var stem in stems)
        {
            if (!taken.Add(stem)) continue;
            if (pairs.TryGetValue(stem, out var pair))
            {
                taken.Add(pair.Left);
                taken.Add(pair.Right);
                strips.Add(new(pair.Name, pair.Left, pair.Right, 0, 2));
            }
            else if (stem.Channels <= 2)
            {
                strips.Add(new(stem.Name, stem, null, 0, stem.Channels));
            }
            else
            {
                Split(stem, strips);
                problems.Add(new(stem.File, $"{stem.File} has {stem.Channels} channels and became {(stem.Channels + 1) / 2} strips of one or two: link or pan them as you need."));
            }
        }

        return strips;
    }

    /// <summary>
    /// Where a stem begins on the timeline, in frames at <paramref name="rate"/>: its stamp after the earliest of all stamps. Without a stamp it begins at 0.
    /// A stamp of more than a day is no time since midnight and counts as none.
    /// </summary>
    public static Func<Stem, long> Starts(IReadOnlyList<Stem> stems, int rate, List<ImportProblem> problems)
    {
        foreach (var stem in stems.Where(s => s.Stamp is not null && Time(s) is null))
            problems.Add(new(stem.File, $"{stem.File} has a time stamp of more than a day, which was ignored: check that it begins where it should."));
        var earliest = stems.Min(s => Time(s));
        return stem => Time(stem) is { } time && earliest is { } first ? (long)decimal.Round((time - first) * rate) : 0;

        static decimal? Time(Stem stem) => stem.Stamp is { } stamp and >= 0 && stamp <= 86_400L * stem.Rate ? (decimal)stamp / stem.Rate : null;
    }

    private static Dictionary<Stem, (Stem Left, Stem Right, string Name)> Pairs(IReadOnlyList<Stem> stems)
    {
        Dictionary<Stem, (Stem, Stem, string)> pairs = [];
        var sides = stems.Select(s => (Stem: s, Is: StemNames.TrySide(s.Name, out var source, out var side), Source: source, Side: side)).Where(s => s.Is);
        foreach (var group in sides.GroupBy(s => s.Source, StringComparer.OrdinalIgnoreCase))
        {
            if (group.Count() != 2) continue;
            var left = group.FirstOrDefault(s => s.Side == 'L').Stem;
            var right = group.FirstOrDefault(s => s.Side == 'R').Stem;
            if (left is null || right is null || left.Channels != 1 || right.Channels != 1 || left.Rate != right.Rate || left.Stamp != right.Stamp) continue;
            pairs[left] = pairs[right] = (left, right, group.Key);
        }

        return pairs;
    }

    private static void Split(Stem stem, List<StemStrip> strips)
    {
        for (var first = 0; first < stem.Channels; first += 2)
            strips.Add(new($"{stem.Name} {(first / 2) + 1}", stem, null, first, Math.Min(2, stem.Channels - first)));
    }
}
