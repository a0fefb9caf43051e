using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Plan;

namespace MixConsole.Engine.Boundary;

/// <summary>Hands compiled plans to the audio thread and worn ones back, so that the audio thread never frees anything.</summary>
public sealed class PlanExchange
{
    private RenderPlan? _next;
    private RenderPlan? _retired;

    /// <summary>[control] Offers a plan; one that was offered before and not yet taken comes back.</summary>
    public RenderPlan? Offer(RenderPlan plan) => Interlocked.Exchange(ref _next, plan);

    /// <summary>[audio] Whether a plan waits.</summary>
    public bool IsWaiting => Volatile.Read(ref _next) is not null;

    /// <summary>[audio] Takes the plan that waits, giving the worn one back.</summary>
    [RealTime]
    public RenderPlan? Take(RenderPlan? worn)
    {
        var plan = Interlocked.Exchange(ref _next, null);
        if (plan is null || worn is null) return plan;

        // Worn plans wait in a chain, so that a control thread that is late to fetch one does not hold up the next.
        do worn.NextRetired = Volatile.Read(ref _retired);
        while (Interlocked.CompareExchange(ref _retired, worn, worn.NextRetired) != worn.NextRetired);
        return plan;
    }

    /// <summary>[control] Frees worn plans.</summary>
    public void Collect()
    {
        for (var worn = Interlocked.Exchange(ref _retired, null); worn is not null; worn = worn.NextRetired) worn.Dispose();
    }
}
