using MixConsole.Model.Links;

namespace MixConsole.Engine;

/// <summary>Puts the counters of engine, backend and garbage collector together.</summary>
internal sealed class StatusReader(ConsoleEngine engine)
{
    private readonly int _collectionsAtStart = GC.CollectionCount(0);
    private long _lastIndex;
    private double _worstPause;

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
            Collections = GC.CollectionCount(0) - _collectionsAtStart,
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

    private void ReadPauses()
    {
        var info = GC.GetGCMemoryInfo(GCKind.Any);
        if (info.Index == _lastIndex) return;
        _lastIndex = info.Index;
        foreach (var pause in info.PauseDurations) _worstPause = Math.Max(_worstPause, pause.TotalMilliseconds);
    }
}
