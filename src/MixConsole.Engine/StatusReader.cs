using MixConsole.Model.Links;

namespace MixConsole.Engine;

/// <summary>Puts the counters of engine, backend and garbage collector together.</summary>
internal sealed class StatusReader(ConsoleEngine engine)
{
    private int _collectionsBefore;
    private TimeSpan _paused;
    private double _worstPause;

    /// <summary>The console goes on air: what the collector did to get it there no longer counts.</summary>
    public void Begin()
    {
        _collectionsBefore = GC.CollectionCount(0);
        _paused = GC.GetTotalPauseDuration();
        _worstPause = 0;
    }

    public EngineStatus Read()
    {
        var account = engine.Loop.Account;
        var supervisor = engine.Supervisor;
        ReadPauses();
        return new EngineStatus
        {
            Backend = supervisor?.Name ?? "none",
            Rate = engine.Rate,
            Frames = supervisor?.Frames ?? 0,
            Misses = account.Misses,
            Stalls = account.Stalls,
            Worst = account.WorstMilliseconds,
            P999 = account.P999Milliseconds,
            Load = account.LoadPercent,
            Allocated = account.Allocated,
            Jitted = account.Jitted,
            Collections = GC.CollectionCount(0) - _collectionsBefore,
            Pause = _worstPause,
            Xruns = supervisor?.Xruns ?? 0,
            Starved = engine.Loop.Starved,
            HeardP99 = account.HeardP99Milliseconds,
            Report = Report(supervisor),
        };
    }

    private string Report(Backends.BackendSupervisor? supervisor)
    {
        if (supervisor is { Report.Length: > 0 }) return supervisor.Report;
        if (engine.Pool.AnyHangs) return "The disk of a track does not answer; the track is silent until it does. Check the disk or its network.";
        return engine.Pool.AnyBroken ? "A track gives fewer samples than its file promised; it is silent there. Check the disk and the file." : "";
    }

    // By the sum, which costs no object to read: two pauses between two readings count as one long one, never as less than they were.
    private void ReadPauses()
    {
        var paused = GC.GetTotalPauseDuration();
        _worstPause = Math.Max(_worstPause, (paused - _paused).TotalMilliseconds);
        _paused = paused;
    }
}
