using System.Diagnostics;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>One hand on the wire: who it is, and what waits to be told to it. What waits is a set of parameters, not a queue, so a slow peer takes no more memory than a quick one.</summary>
public sealed class OscPeer : IControlOrigin
{
    private readonly OscOutbox outbox;
    private long lastHeard = Stopwatch.GetTimestamp();

    internal OscPeer(IOscLink link, OscOutbox outbox)
    {
        Link = link;
        this.outbox = outbox;
        Author = $"osc {link.Name}";
    }

    public IOscLink Link { get; }

    /// <summary>What it calls itself, or its address until it does.</summary>
    public string Author { get; internal set; }

    /// <summary>Stopwatch ticks of its last packet.</summary>
    public long LastHeard
    {
        get => Volatile.Read(ref lastHeard);
        internal set => Volatile.Write(ref lastHeard, value);
    }

    /// <summary>Whether it may hold a control, which is then let go when it falls silent.</summary>
    internal bool HasTouched { get; set; }

    /// <summary>Set once it has been silent for too long; its next packet makes a new peer.</summary>
    internal volatile bool Gone;

    /// <summary>Answers on their way; bounded, so that asking without reading costs nobody else.</summary>
    internal int Waiting;

    /// <summary>What the sending thread knows of it; null until there is anything.</summary>
    internal OscSubscription? Subscription { get; set; }

    public void Answer(ParameterId parameter, double number, string? text) => outbox.Answer(this, parameter, number, text);

    public void Refuse(ParameterId parameter, string sentence) => outbox.Refuse(this, parameter, sentence);

    /// <summary>Refuses something that is no parameter.</summary>
    internal void Refuse(string address, string sentence) => outbox.Refuse(this, address, sentence);
}
