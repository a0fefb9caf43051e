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

    /// <summary>[audio] Whether a plan waits and the last worn one has been fetched.</summary>
    public bool IsWaiting => Volatile.Read(ref _next) is not null && Volatile.Read(ref _retired) is null;

    /// <summary>[audio] Takes the plan that waits, giving the worn one back.</summary>
    [RealTime]
    public RenderPlan? Take(RenderPlan? worn)
    {
        var plan = Interlocked.Exchange(ref _next, null);
        if (plan is not null && worn is not null) Volatile.Write(ref _retired, worn);
        return plan;
    }

    /// <summary>[control] Fetches a worn plan to free it.</summary>
    public RenderPlan? Collect() => Interlocked.Exchange(ref _retired, null);
}
