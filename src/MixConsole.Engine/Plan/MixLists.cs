using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Plan;

/// <summary>Keeps the short lists of what flows where, so that connections without flow cost nothing.</summary>
[RealTime]
public static unsafe class MixLists
{
    /// <summary>Lists the destinations of a bank anew, after its mixes changed.</summary>
    public static void Refresh(RenderPlan plan, PlanBank bank)
    {
        int post = 0, pre = 0;
        for (var to = 0; to < plan.Banks.Length; to++)
        {
            if (bank.PostMixes[to].IsActive) bank.ActivePost[post++] = to;
            if (bank.PreMixes[to].IsActive) bank.ActivePre[pre++] = to;
        }

        bank.ActivePostCount = post;
        bank.ActivePreCount = pre;
        Pack(plan, bank);
    }

    /// <summary>Packs the first two mixes of a bank in one where they fit and are at rest. Called when gains begin and cease to move.</summary>
    public static void Pack(RenderPlan plan, PlanBank bank)
    {
        bank.IsPacked = false;
        if (bank.ActivePostCount < 2) return;
        int first = bank.ActivePost[0], second = bank.ActivePost[1];
        if (bank.PostSkips[plan.Banks[first].Level] is not null || bank.PostSkips[plan.Banks[second].Level] is not null) return;
        bank.IsPacked = bank.Packed->TryPack(ref bank.PostMixes[first], ref bank.PostMixes[second]);
    }

    /// <summary>Counts who feeds whom: a bank that nobody feeds sleeps once its tails are over.</summary>
    public static void CountFeeders(RenderPlan plan)
    {
        foreach (var bank in plan.Banks) bank.Feeders = 0;
        foreach (var bank in plan.Banks)
        {
            for (var i = 0; i < bank.ActivePostCount; i++) Feed(plan.Banks[bank.ActivePost[i]]);
            for (var i = 0; i < bank.ActivePreCount; i++) Feed(plan.Banks[bank.ActivePre[i]]);
        }

        void Feed(PlanBank bank)
        {
            bank.Feeders++;
            bank.Awake = plan.Rate * 10; // 10 s: longer than any tail that can still be heard
        }
    }
}
