using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Desk;

/// <summary>
/// From set to heard: fader = set + its DCAs, mute = own or mute group or DCA or solo elsewhere, solo = own or DCA. Works on the strips that a batch touched, and publishes them together.
/// Owned by the desk thread; <see cref="Heard"/> numbers and <see cref="Causes"/> may be read from others.
/// </summary>
internal sealed class HeardMix
{
    private readonly ParameterTree tree;
    private readonly ParameterValues set;
    private readonly SoloInPlace inPlace;
    private readonly uint[] dcas;
    private readonly uint[] muteGroups;
    private readonly bool[] soloed;
    private readonly HeardCause[] causes;
    private readonly bool[] isDirty;
    private readonly List<HeardStrip> changed;
    private uint mutesOn;
    private bool isAnyDirty = true;
    private bool isAllDirty = true;
    private bool isSoloDirty = true;

    public HeardMix(ParameterTree tree, ParameterValues set)
    {
        this.tree = tree;
        this.set = set;
        Heard = new(tree);
        Heard.CopyFrom(set);
        inPlace = new(tree, set);
        dcas = new uint[tree.StripCount];
        muteGroups = new uint[tree.StripCount];
        soloed = new bool[tree.StripCount];
        causes = new HeardCause[tree.StripCount];
        isDirty = new bool[tree.StripCount];
        changed = new(tree.StripCount);
        for (var strip = 0; strip < tree.StripCount; strip++) ReadMembership(strip);
    }

    /// <summary>What the engine plays; texts too.</summary>
    public ParameterValues Heard { get; }

    /// <summary>Strips whose heard values changed; whoever publishes them clears the list.</summary>
    public List<HeardStrip> Changed => changed;

    /// <summary>Whether anything is soloed, a DCA without members too.</summary>
    public bool IsSoloActive { get; private set; }

    public HeardCause Causes(int strip) => causes[strip];

    /// <summary>
    /// Takes over a set value; true where it is heard as it was set, false where <see cref="Settle"/> works out what is heard.
    /// </summary>
    public bool Take(in Place place, ParameterId id)
    {
        var spec = place.Spec!;
        if (spec.Kind is ParameterKind.Text) Heard.SetText(id, set.Text(id));
        if (place.Family.FirstStrip >= 0) return TakeStrip(spec, id, place.Family.FirstStrip + place.Member);

        Heard[id] = set[id];
        if (place.Family == ConsoleCatalog.Dcas)
        {
            MarkMembers(dcas, place.Member);
            isSoloDirty |= spec == DcaCatalog.Solo;
        }
        else if (place.Family == ConsoleCatalog.MuteGroups) MarkMembers(muteGroups, place.Member);
        else if (spec == MonitorCatalog.SoloMode) isSoloDirty = true;
        return true;
    }

    /// <summary>Works out what is heard and adds every change of it for the engine, with the times of its cause.</summary>
    public void Settle(List<EngineChange> changes, long receivedAt, long atFrame)
    {
        if (isSoloDirty) SettleSolo();
        if (!isAnyDirty) return;
        mutesOn = Bits(ConsoleCatalog.MuteGroups, MuteGroupCatalog.On);
        if (isAllDirty) Array.Fill(isDirty, true);
        isAnyDirty = isAllDirty = false;
        for (var next = isDirty.AsSpan().IndexOf(true); next >= 0; next = isDirty.AsSpan().IndexOf(true))
        {
            isDirty[next] = false;
            SettleStrip(next, changes, receivedAt, atFrame);
        }
    }

    private bool TakeStrip(ParameterSpec spec, ParameterId id, int strip)
    {
        if (spec == StripCatalog.Fader || spec == StripCatalog.Mute)
        {
            isAnyDirty = isDirty[strip] = true;
            return false;
        }

        if (spec == StripCatalog.Solo)
        {
            isSoloDirty = true;
            return false;
        }

        Heard[id] = set[id];
        if (spec == StripCatalog.Dcas || spec == StripCatalog.MuteGroups)
        {
            ReadMembership(strip);
            isSoloDirty = true; // a DCA may be soloed
        }

        isSoloDirty |= spec == StripCatalog.SoloSafe || spec == StripCatalog.OutputGroup || spec == StripCatalog.OutputMain;
        return true;
    }

    private void SettleSolo()
    {
        isSoloDirty = false;
        var dcaSolos = Bits(ConsoleCatalog.Dcas, DcaCatalog.Solo);
        var isActive = dcaSolos != 0;
        for (var strip = 0; strip < soloed.Length; strip++)
        {
            soloed[strip] = set[tree.Id(strip, StripCatalog.Solo)] > 0 || (dcas[strip] & dcaSolos) != 0;
            isActive |= soloed[strip];
        }

        IsSoloActive = isActive;
        inPlace.Settle(soloed);
        isAnyDirty = isAllDirty = true;
    }

    private void SettleStrip(int strip, List<EngineChange> changes, long receivedAt, long atFrame)
    {
        ParameterId faderId = tree.Id(strip, StripCatalog.Fader), muteId = tree.Id(strip, StripCatalog.Mute), soloId = tree.Id(strip, StripCatalog.Solo);
        var fader = set[faderId];
        var why = set[muteId] > 0 ? HeardCause.OwnMute : HeardCause.None;
        for (var bits = dcas[strip]; bits != 0; bits &= bits - 1)
        {
            var dca = System.Numerics.BitOperations.TrailingZeroCount(bits);
            fader += set[ConsoleCatalog.Dcas.Id(dca, DcaCatalog.Fader)]; // minus infinity stays minus infinity
            if (set[ConsoleCatalog.Dcas.Id(dca, DcaCatalog.Mute)] > 0) why |= HeardCause.DcaMute;
        }

        if ((muteGroups[strip] & mutesOn) != 0) why |= HeardCause.MuteGroup;
        if (inPlace.Silences(strip)) why |= HeardCause.SoloElsewhere;

        var isChanged = Change(faderId, fader) | Change(muteId, why == HeardCause.None ? 0 : 1) | Change(soloId, soloed[strip] ? 1 : 0) | causes[strip] != why;
        causes[strip] = why;
        if (isChanged) changed.Add(new(strip, fader, why, soloed[strip]));

        bool Change(ParameterId id, double value)
        {
            if (Heard[id].Equals(value)) return false;
            Heard[id] = value;
            changes.Add(new(id, value, atFrame, receivedAt));
            return true;
        }
    }

    private uint Bits(Family family, ParameterSpec spec)
    {
        var bits = 0u;
        for (var member = 0; member < family.Count; member++)
            if (set[family.Id(member, spec)] > 0) bits |= 1u << member;
        return bits;
    }

    private void MarkMembers(uint[] membership, int member)
    {
        isAnyDirty = true;
        for (var strip = 0; strip < membership.Length; strip++) isDirty[strip] |= (membership[strip] & (1u << member)) != 0;
    }

    private void ReadMembership(int strip)
    {
        // A file written by hand may hold anything: what is no list is no membership.
        if (!NumberList.TryParse(set.Text(tree.Id(strip, StripCatalog.Dcas)), ConsoleCatalog.Dcas.Count, out dcas[strip], out _)) dcas[strip] = 0;
        if (!NumberList.TryParse(set.Text(tree.Id(strip, StripCatalog.MuteGroups)), ConsoleCatalog.MuteGroups.Count, out muteGroups[strip], out _)) muteGroups[strip] = 0;
    }
}
