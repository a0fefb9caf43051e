using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Plan;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Processors;

/// <summary>Sets what flows from one strip to another: level, pan, width and tap as gains of the mix between their banks.</summary>
[RealTime]
internal static unsafe class Connections
{
    /// <summary>Connects a strip to another; both taps are set, one of them to nothing.</summary>
    /// <param name="gain">Linear; 0 for no flow.</param>
    /// <param name="pan">-100..100.</param>
    public static void Connect(RenderPlan plan, PlanNode from, PlanNode to, bool post, double gain, double pan, bool jump)
    {
        if (to.Level <= from.Level) return; // compiled without this path
        Lanes2 sides = to.Stereo ? new(to.Lane, to.Lane + 1) : new(to.Lane, -1);
        Connect(plan, from, to.Bank, sides, post, gain, pan, jump);
        Connect(plan, from, to.Bank, sides, !post, 0, pan, jump);
    }

    /// <summary>Connects a strip to lanes of a bank, one tap only.</summary>
    public static void Connect(RenderPlan plan, PlanNode from, int toBank, Lanes2 to, bool post, double gain, double pan, bool jump)
    {
        var bank = plan.Banks[from.Bank];
        var mix = (post ? bank.PostMixes : bank.PreMixes) + toBank;
        var before = mix->IsActive;
        var ramp = plan.Rate / 100; // 10 ms, as faders
        if (!from.Stereo)
        {
            if (to.Right < 0) Set(mix, from.Lane, to.Left, gain, ramp, jump);
            else
            {
                var (left, right) = Panning.Mono(pan, (int)plan.Value(from.Strip, StripCatalog.PanLaw));
                Set(mix, from.Lane, to.Left, gain * left, ramp, jump);
                Set(mix, from.Lane, to.Right, gain * right, ramp, jump);
            }
        }
        else if (to.Right < 0)
        {
            Set(mix, from.Lane, to.Left, gain * 0.5, ramp, jump);
            Set(mix, from.Lane + 1, to.Left, gain * 0.5, ramp, jump);
        }
        else
        {
            // Width scales the side signal: L' = (1+w)/2 L + (1-w)/2 R, then balance.
            var (left, right) = Panning.Balance(pan);
            var width = plan.Value(from.Strip, StripCatalog.Width) / 100;
            double same = (1 + width) / 2, other = (1 - width) / 2;
            Set(mix, from.Lane, to.Left, gain * left * same, ramp, jump);
            Set(mix, from.Lane + 1, to.Left, gain * left * other, ramp, jump);
            Set(mix, from.Lane, to.Right, gain * right * other, ramp, jump);
            Set(mix, from.Lane + 1, to.Right, gain * right * same, ramp, jump);
        }

        if (mix->IsMoving) bank.IsPacked = false;
        if (mix->IsActive == before || jump) return; // while compiling, the lists are made at the end
        MixLists.Refresh(plan, bank);
        MixLists.CountFeeders(plan);
    }

    private static void Set(Dsp.Gain.LaneMix* mix, int from, int to, double gain, int ramp, bool jump) => mix->Set(from, to, (float)gain, ramp, jump);
}

/// <summary>Left and right lane of a destination; right is -1 where it is mono.</summary>
internal readonly record struct Lanes2(int Left, int Right);
