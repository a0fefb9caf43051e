using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;
using MixConsole.Engine.Plan;

namespace MixConsole.Engine.Render;

/// <summary>
/// Renders a plan, up to <see cref="Lanes.TileFrames"/> frames at a time, level by level. What goes into a destination is summed in the order of its sources' banks, always, so the sum has the same bits whoever computes it.
/// </summary>
[RealTime]
internal sealed unsafe class PlanRenderer(int rate) : IDisposable
{
    private readonly StripWork _work = new(rate);

    /// <summary>
    /// Renders a tile. Channel banks have their sources set; afterwards main is in the plan's MainLeft and MainRight, the monitor's inputs in its bank.
    /// </summary>
    public void Render(RenderPlan plan, int frames)
    {
        Clear(plan, frames);
        var starts = plan.LevelStarts;
        for (var level = 0; level + 1 < starts.Length; level++)
        {
            var bank = starts[level];
            while (bank < starts[level + 1] && bank < plan.Banks.Length - 1)
            {
                Gather(plan, ref bank, starts[level + 1], frames);
                if (_work.Count == 0) continue;
                _work.Process(plan, frames);
                for (var b = 0; b < _work.Count; b++) Finish(plan, _work[b], frames);
            }
        }
    }

    public void Dispose() => _work.Dispose();

    private static void Clear(RenderPlan plan, int frames)
    {
        foreach (var bank in plan.Banks)
        {
            if (bank.IsInput || (bank.Awake <= 0 && bank.Feeders == 0)) continue;
            NativeMemory.Clear(bank.Input, (nuint)(frames * Lanes.Width * sizeof(float)));
        }
    }

    // The next up to four banks of a level that are awake and share their order, with their inputs in the pre tiles.
    private void Gather(RenderPlan plan, ref int next, int end, int frames)
    {
        _work.Clear();
        while (next < end && next < plan.Banks.Length - 1 && _work.Count < StripWork.Size)
        {
            var bank = plan.Banks[next];
            if (_work.Count > 0 && bank.Order != _work[0].Order) return;
            next++;
            if (!IsAwake(bank, frames)) continue;
            LoadInput(plan, bank, frames);
            _work.Add(bank);
        }
    }

    private static bool IsAwake(PlanBank bank, int frames)
    {
        if (bank.IsInput || bank.Feeders > 0) return true;
        if (bank.Awake <= 0) return false;
        bank.Awake -= frames;
        return true;
    }

    private static void LoadInput(RenderPlan plan, PlanBank bank, int frames)
    {
        var peak = bank.InputPeak;
        if (bank.IsInput)
        {
            if (bank.Trim->Remaining == 0)
            {
                bank.InputPeak = Lanes.Max(peak, LaneTransfer.Load(bank.Sources, frames, bank.Trim->Current, bank.Pre));
                return;
            }

            LaneTransfer.Load(bank.Sources, frames, Vector256.Create(1f), bank.Pre);
        }
        else
        {
            LaneTransfer.Copy(bank.Input, bank.Pre, frames);
            Effects(plan, bank, frames);
        }

        var moving = Math.Min(frames, bank.Trim->Remaining);
        if (moving > 0) bank.Trim->Move(bank.Pre, moving);
        bank.InputPeak = Lanes.Max(peak, LaneTransfer.Scale(bank.Pre, moving, frames, bank.Trim->Current));
    }

    private static void Effects(RenderPlan plan, PlanBank bank, int frames)
    {
        for (var lane = 0; lane < Lanes.Width; lane += 2)
        {
            if (bank.Strips[lane] < 0 || plan.Find(bank.Strips[lane]) is not { Kind: StripKind.Effect } node) continue;
            if (plan.Rooms[node.Member] is not { } room) continue;
            float* left = plan.Scratch, right = plan.Scratch + Lanes.TileFrames;
            LaneTransfer.Store(bank.Pre, lane, left, frames);
            LaneTransfer.Store(bank.Pre, lane + 1, right, frames);
            for (var f = 0; f < frames; f++) left[f] = 0.5f * (left[f] + right[f]);
            room.Process(left, left, right, frames);
            LaneTransfer.Load(left, bank.Pre, lane, frames);
            LaneTransfer.Load(right, bank.Pre, lane + 1, frames);
        }
    }

    private static void Finish(RenderPlan plan, PlanBank bank, int frames)
    {
        if (plan.Main.Bank == bank.Index) LimitMain(plan, bank, frames);
        bank.Fader->Measure(bank.Pre, bank.Post, frames);
        bank.Loudness?.Process(bank.Post, frames);
        var changed = Mix(plan, bank, bank.Post, bank.PostMixes, bank.ActivePost, bank.ActivePostCount, bank.PostSkips, frames);
        changed |= Mix(plan, bank, bank.Pre, bank.PreMixes, bank.ActivePre, bank.ActivePreCount, bank.PreSkips, frames);
        if (!changed) return;
        MixLists.Refresh(plan, bank);
        MixLists.CountFeeders(plan);
    }

    private static void LimitMain(RenderPlan plan, PlanBank bank, int frames)
    {
        var lane = plan.Main.Lane;
        LaneTransfer.Store(bank.Post, lane, plan.MainLeft, frames);
        LaneTransfer.Store(bank.Post, lane + 1, plan.MainRight, frames);
        plan.Limiter.Process(plan.MainLeft, plan.MainRight, frames);
        LaneTransfer.Load(plan.MainLeft, bank.Post, lane, frames);
        LaneTransfer.Load(plan.MainRight, bank.Post, lane + 1, frames);
    }

    private static bool Mix(RenderPlan plan, PlanBank bank, float* tile, LaneMix* mixes, int* active, int count, LaneDelay?[] skips, int frames)
    {
        var faded = false;
        var delayedFor = -1;
        var scratch = plan.Scratch + Lanes.TileFloats;
        for (var i = 0; i < count; i++)
        {
            var to = plan.Banks[active[i]];
            var source = tile;
            if (skips[to.Level] is { } line)
            {
                if (delayedFor != to.Level)
                {
                    NativeMemory.Copy(tile, scratch, (nuint)(frames * Lanes.Width * sizeof(float)));
                    line.Process(scratch, frames);
                    delayedFor = to.Level;
                }

                source = scratch;
            }

            var mix = mixes + active[i];
            mix->Add(source, to.Input, frames);
            faded |= !mix->IsActive;
        }

        return faded;
    }
}
