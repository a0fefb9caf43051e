using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Desk;

/// <summary>
/// Which strips stay open while something is soloed in place. A soloed or safe strip is open, and so are all groups that it goes through; a soloed group keeps its members open.
/// Buses, matrices and main are never muted, nor does their solo mute anything: it would silence what feeds them.
/// </summary>
internal sealed class SoloInPlace(ParameterTree tree, ParameterValues set)
{
    private readonly bool[] isOpen = new bool[tree.StripCount];
    private bool isAny;

    /// <summary>Whether a strip is silenced by the solo of another.</summary>
    public bool Silences(int strip) => isAny && !isOpen[strip];

    /// <summary>Works it out anew from heard solos.</summary>
    public void Settle(ReadOnlySpan<bool> soloed)
    {
        isAny = false;
        if (MonitorCatalog.SoloMode.Choices[(int)set[ConsoleCatalog.Monitor.Id(MonitorCatalog.SoloMode)]] != "in-place") return;

        for (var strip = 0; strip < isOpen.Length; strip++)
        {
            var isSoloed = soloed[strip] && CanBeSilenced(strip);
            isAny |= isSoloed;
            isOpen[strip] = isSoloed || !CanBeSilenced(strip) || set[tree.Id(strip, StripCatalog.SoloSafe)] > 0;
        }

        if (!isAny) return;
        OpenMembers(soloed);
        OpenGroups();
    }

    private static bool Holds(Family family, int strip) => strip >= family.FirstStrip && strip < family.FirstStrip + family.Count;

    private static bool CanBeSilenced(int strip) =>
        Holds(ConsoleCatalog.Channels, strip) || Holds(ConsoleCatalog.Groups, strip) || Holds(ConsoleCatalog.Effects, strip);

    /// <summary>The group that a strip goes through, or -1.</summary>
    private int GroupOf(int strip)
    {
        if (!CanBeSilenced(strip) || set[tree.Id(strip, StripCatalog.OutputMain)] <= 0) return -1;
        var group = (int)set[tree.Id(strip, StripCatalog.OutputGroup)];
        return group <= 0 ? -1 : ConsoleCatalog.Groups.FirstStrip + group - 1;
    }

    private void OpenMembers(ReadOnlySpan<bool> soloed)
    {
        for (var strip = 0; strip < isOpen.Length; strip++)
        {
            // A path is never longer than there are groups, even while a refused routing runs in a circle.
            var group = GroupOf(strip);
            for (var depth = 0; group >= 0 && depth < ConsoleCatalog.Groups.Count && !isOpen[strip]; depth++)
            {
                isOpen[strip] = soloed[group];
                group = GroupOf(group);
            }
        }
    }

    private void OpenGroups()
    {
        for (var strip = 0; strip < isOpen.Length; strip++)
        {
            if (!isOpen[strip]) continue;
            var group = GroupOf(strip);
            for (var depth = 0; group >= 0 && depth < ConsoleCatalog.Groups.Count; depth++)
            {
                isOpen[group] = true;
                group = GroupOf(group);
            }
        }
    }
}
