using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Processors;

namespace MixConsole.Engine.Render;

/// <summary>Carries what sounds from a worn plan into its successor, lane by lane, so that new routing does not click.</summary>
[RealTime]
internal static unsafe class StateHandover
{
    /// <summary>Every strip that both plans have goes on where it is; its connections fade from what they were.</summary>
    public static void Carry(RenderPlan from, RenderPlan to)
    {
        var ramp = to.Rate / 100;
        foreach (var bank in to.Banks)
        {
            for (var other = 0; other < to.Banks.Length; other++)
            {
                if (bank.PostMixes[other].IsActive) bank.PostMixes[other].StartSilent(ramp);
                if (bank.PreMixes[other].IsActive) bank.PreMixes[other].StartSilent(ramp);
            }
        }

        foreach (var node in to.Nodes)
        {
            if (from.Find(node.Strip) is not { } old || old.Stereo != node.Stereo) continue;
            for (var side = 0; side < node.Lanes; side++)
            {
                Carry(from.Banks[old.Bank], old.Lane + side, to.Banks[node.Bank], node.Lane + side, to.Rate);
                CarrySkips(from.Banks[old.Bank].PostSkips, old.Lane + side, from.Tile, to.Banks[node.Bank].PostSkips, node.Lane + side, to.Tile);
                CarrySkips(from.Banks[old.Bank].PreSkips, old.Lane + side, from.Tile, to.Banks[node.Bank].PreSkips, node.Lane + side, to.Tile);
            }

            CarryMixes(from, old, to, node, ramp);
        }

        foreach (var bank in to.Banks) MixLists.Refresh(to, bank);
        MixLists.CountFeeders(to);
        CarryMain(from, to);
        CarryRooms(from, to);
    }

    // What cannot be taken apart into lanes is handed over whole; the worn plan gets the fresh one to free.
    private static void CarryMain(RenderPlan from, RenderPlan to)
    {
        (from.Limiter, to.Limiter) = (to.Limiter, from.Limiter);
        (from.Image, to.Image) = (to.Image, from.Image);
        StripTuning.Tune(to, to.Main, new(Part.Limiter, 0), false);
        StripTuning.Tune(to, to.Main, new(Part.Mix, 0), false);
    }

    private static void CarryRooms(RenderPlan from, RenderPlan to)
    {
        for (var slot = 0; slot < to.Rooms.Length; slot++)
        {
            if (from.Rooms[slot] is null || to.Rooms[slot] is null) continue;
            (from.Rooms[slot], to.Rooms[slot]) = (to.Rooms[slot], from.Rooms[slot]);
            if (to.Find(Model.Parameters.Catalog.ConsoleCatalog.Effects.FirstStrip + slot) is { } node) StripTuning.Tune(to, node, new(Part.Effect, 0), false);
        }
    }

    private static void Carry(PlanBank from, int fromLane, PlanBank to, int toLane, int rate)
    {
        to.Trim->Adopt(toLane, ref *from.Trim, fromLane, rate / 100);
        to.Gate->AdoptState(toLane, ref *from.Gate, fromLane);
        to.Compressor->AdoptState(toLane, ref *from.Compressor, fromLane, rate);
        to.Fader->AdoptState(toLane, ref *from.Fader, fromLane);
        if (to.EqFirst == from.EqFirst)
        {
            to.Filters.AdoptState(toLane, from.Filters, fromLane);
            if (!to.EqFirst) to.Equaliser.AdoptState(toLane, from.Equaliser, fromLane);
        }

        to.GateKeyFilter.AdoptState(toLane, from.GateKeyFilter, fromLane);
        to.CompKeyFilter.AdoptState(toLane, from.CompKeyFilter, fromLane);
        to.Loudness?.AdoptState(toLane, from.Loudness, fromLane);
        if (to.Delay is { } delay && from.Delay is { } oldDelay) delay.AdoptState(toLane, oldDelay, fromLane);
        if (to.Lookahead is { } look && from.Lookahead is { } oldLook) look.AdoptState(toLane, oldLook, fromLane);
    }

    // All lines of a bank hold the same sound: whichever flows, the one with the longest memory tells the past.
    private static void CarrySkips(SkipLine?[] from, int fromLane, long fromTile, SkipLine?[] to, int toLane, long toTile)
    {
        SkipLine? past = null;
        foreach (var line in from)
            if (line is not null && line.IsFlowing(fromTile)) past = line;
        if (past is null) return;
        foreach (var line in to) line?.AdoptState(toLane, past, fromLane, toTile);
    }

    private static void CarryMixes(RenderPlan from, PlanNode old, RenderPlan to, PlanNode node, int ramp)
    {
        var oldBank = from.Banks[old.Bank];
        var bank = to.Banks[node.Bank];
        for (var tap = 0; tap < 2; tap++)
        {
            var count = tap == 0 ? oldBank.ActivePostCount : oldBank.ActivePreCount;
            for (var i = 0; i < count; i++)
            {
                var target = tap == 0 ? oldBank.ActivePost[i] : oldBank.ActivePre[i];
                for (var lane = 0; lane < Lanes.Width; lane++)
                {
                    if (!Place(from, target, lane, to, out var newBank, out var newLane)) continue;
                    var mix = (tap == 0 ? bank.PostMixes : bank.PreMixes) + newBank;
                    var oldMix = (tap == 0 ? oldBank.PostMixes : oldBank.PreMixes) + target;
                    for (var side = 0; side < node.Lanes; side++) mix->Adopt(node.Lane + side, newLane, ref *oldMix, old.Lane + side, lane, ramp);
                }
            }
        }
    }

    // Where a destination lane of the old plan is in the new one.
    private static bool Place(RenderPlan from, int bank, int lane, RenderPlan to, out int newBank, out int newLane)
    {
        (newBank, newLane) = (to.Monitor.Index, lane);
        if (bank == from.Monitor.Index) return lane < 4;
        var strip = from.Banks[bank].Strips[lane];
        if (strip < 0 || to.Find(strip) is not { } node || from.Find(strip) is not { } old || node.Stereo != old.Stereo) return false;
        (newBank, newLane) = (node.Bank, node.Lane + lane - old.Lane);
        return true;
    }
}
