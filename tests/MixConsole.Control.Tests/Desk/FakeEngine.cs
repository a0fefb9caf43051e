using MixConsole.Model.Edits;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Tests.Desk;

/// <summary>An engine that remembers what it was told.</summary>
internal sealed class FakeEngine : IEngineLink
{
    public List<EngineChange> Changes { get; } = new(4096);

    public List<string> Calls { get; } = [];

    public int Reroutes { get; private set; }

    public bool IsFull { get; set; }

    public Func<ParameterValues, string?> Refuses { get; set; } = _ => null;

    public IReadOnlyList<string> Missing { get; set; } = [];

    public ParameterValues? Heard { get; private set; }

    public EnginePosition Position { get; set; } = new(1000, 0, false);

    public EngineStatus Status { get; set; } = new() { Backend = "clock" };

    public IReadOnlyList<string> Load(Session session, ParameterValues heard)
    {
        Heard = heard;
        return Missing;
    }

    public string? Reroute(ParameterValues heard)
    {
        Reroutes++;
        return Refuses(heard);
    }

    public bool Send(ReadOnlySpan<EngineChange> changes)
    {
        if (IsFull) return false;
        Changes.AddRange(changes);
        return true;
    }

    public void Play() => Calls.Add("play");

    public void Stop() => Calls.Add("stop");

    public void Locate(long frame) => Calls.Add($"locate {frame}");

    public void SetLoop(bool on, long from, long to) => Calls.Add($"loop {on} {from} {to}");

    public long FrameAt(long timestamp) => timestamp;

    public void ReadMeters(MeterFrame into) => into.Number++;

    /// <summary>The last value sent for a parameter, or null.</summary>
    public double? Last(ParameterId id) => Changes.FindLastIndex(c => c.Parameter == id) is var i and >= 0 ? Changes[i].Value : null;
}

/// <summary>A journal in memory.</summary>
internal sealed class FakeJournal : IJournal
{
    public List<Edit> Edits { get; } = new(4096);

    public string Trouble { get; set; } = "";

    public void Append(in Edit edit) => Edits.Add(edit);
}
