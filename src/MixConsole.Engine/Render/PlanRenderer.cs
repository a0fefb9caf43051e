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
    private Vector256<float> _mainPeak, _mainSum;

    /// <summary>
    /// Renders a tile. Channel banks have their sources set; afterwards main is in the plan's MainLeft and MainRight, the monitor's inputs in its bank.
    /// </summary>
    public void Render(RenderPlan plan, int frames)
    {
        plan.Tile++;
        Clear(plan, frames);
        var starts = plan.LevelStarts;
        for (var level = 0; level + 1 < starts.Length; level++)
        {
            var main = plan.Banks[plan.Main.Bank].Fader;
            (_mainPeak, _mainSum) = (main->PostPeak, main->SquareSum);
            var bank = starts[level];
            var end = Math.Min(starts[level + 1], plan.Banks.Length - 1);
            Team?.Clear();
            while (bank < end)
            {
                Gather(plan, ref bank, end, frames);
                if (_work.Count == 0) continue;
                if (Team is not null)
                {
                    Team.Add(_work);
                    continue;
                }

                _work.Process(plan, frames);
                for (var b = 0; b < _work.Count; b++) Finish(plan, _work[b], frames);
            }

            if (Team is not { Count: > 0 } team) continue;
            team.Process(plan, frames);
            for (var b = 0; b < team.Count; b++) Finish(plan, team[b], frames);
        }
    }

    /// <summary>More hands, offline; null for the calling thread alone.</summary>
    public RenderTeam? Team { get; set; }

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
        while (next < end && _work.Count < StripWork.Size)
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
        if (bank.Awake > 0) return true;
        NativeMemory.Clear(bank.Pre, Lanes.TileFloats * sizeof(float)); // keys and device outputs still look here
        NativeMemory.Clear(bank.Post, Lanes.TileFloats * sizeof(float));
        return false;
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
            Effects(plan, bank, frames);
            if (bank.Trim->Remaining == 0)
            {
                bank.InputPeak = Lanes.Max(peak, LaneTransfer.Scale(bank.Input, bank.Pre, frames, bank.Trim->Current));
                return;
            }

            NativeMemory.Copy(bank.Input, bank.Pre, (nuint)(frames * Lanes.Width * sizeof(float)));
        }

        var moving = Math.Min(frames, bank.Trim->Remaining);
        bank.Trim->Move(bank.Pre, moving);
        var still = bank.Pre + (moving * Lanes.Width);
        LaneTransfer.Scale(still, still, frames - moving, bank.Trim->Current);
        bank.InputPeak = Lanes.Max(peak, LaneTransfer.Scale(bank.Pre, bank.Pre, frames, Vector256.Create(1f)));
    }

    private static void Effects(RenderPlan plan, PlanBank bank, int frames)
    {
        for (var lane = 0; lane < Lanes.Width; lane += 2)
        {
            if (bank.Strips[lane] < 0 || plan.Find(bank.Strips[lane]) is not { Kind: StripKind.Effect } node) continue;
            if (plan.Rooms[node.Member] is not { } room) continue;
            float* left = plan.Scratch, right = plan.Scratch + Lanes.TileFrames;
            LaneTransfer.Store(bank.Input, lane, left, frames);
            LaneTransfer.Store(bank.Input, lane + 1, right, frames);
            for (var f = 0; f < frames; f++) left[f] = 0.5f * (left[f] + right[f]);
            room.Process(left, left, right, frames);
            LaneTransfer.Load(left, bank.Input, lane, frames);
            LaneTransfer.Load(right, bank.Input, lane + 1, frames);
        }
    }

    private void Finish(RenderPlan plan, PlanBank bank, int frames)
    {
        if (plan.Main.Bank == bank.Index) LimitMain(plan, bank, frames);
        bank.Loudness?.Process(bank.Post, frames);
        var packed = bank.IsPacked ? 2 : 0;
        if (packed > 0) bank.Packed->Add(bank.Post, plan.Banks[bank.ActivePost[0]].Input, plan.Banks[bank.ActivePost[1]].Input, frames);
        var changed = Mix(plan, bank.Post, bank.PostMixes, bank.ActivePost, packed, bank.ActivePostCount, bank.PostSkips, frames);
        changed |= Mix(plan, bank.Pre, bank.PreMixes, bank.ActivePre, 0, bank.ActivePreCount, bank.PreSkips, frames);
        if (!changed) return;
        MixLists.Refresh(plan, bank);
        MixLists.CountFeeders(plan);
    }

    private void LimitMain(RenderPlan plan, PlanBank bank, int frames)
    {
        var lane = plan.Main.Lane;
        LaneTransfer.Store(bank.Post, lane, plan.MainLeft, frames);
        LaneTransfer.Store(bank.Post, lane + 1, plan.MainRight, frames);
        plan.Image.Process(plan.MainLeft, plan.MainRight, frames);
        plan.Limiter.Process(plan.MainLeft, plan.MainRight, frames);
        LaneTransfer.Load(plan.MainLeft, bank.Post, lane, frames);
        LaneTransfer.Load(plan.MainRight, bank.Post, lane + 1, frames);
        bank.Fader->MeasureAgain(_mainPeak, _mainSum, bank.Post, frames);
    }

    // Adds a tile to its destinations; true when a move ended, so that the lists want to be made anew.
    private static bool Mix(RenderPlan plan, float* tile, LaneMix* mixes, int* active, int first, int count, SkipLine?[] skips, int frames)
    {
        var arrived = false;
        int delayedFor = -1, ready = 0;
        var scratch = plan.Scratch + Lanes.TileFloats;
        for (var i = first; i < count; i++)
        {
            var to = plan.Banks[active[i]];
            var source = tile;
            var from = 0;
            if (skips[to.Level] is { } line)
            {
                if (delayedFor != to.Level)
                {
                    NativeMemory.Copy(tile, scratch, (nuint)(frames * Lanes.Width * sizeof(float)));
                    ready = line.Process(scratch, frames, plan.Tile);
                    delayedFor = to.Level;
                }

                source = scratch;
                from = ready;
                if (from == frames) continue;
            }

            var mix = mixes + active[i];
            var moving = mix->IsMoving;
            mix->Add(source + (from * Lanes.Width), to.Input + (from * Lanes.Width), frames - from);
            arrived |= moving && !mix->IsMoving;
        }

        return arrived;
    }
}
