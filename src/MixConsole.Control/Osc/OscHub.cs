using System.Diagnostics;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// What all OSC transports share: the mirror of the desk, the peers, and the thread that speaks to them. A transport makes peers with a link and feeds their packets to an <see cref="OscInbox"/> of its own.
/// </summary>
public sealed class OscHub : IDisposable
{
    private const int MaxPeers = 1024;

    private readonly List<OscPeer> peers = [];
    private readonly OscSender sender;
    private readonly StateReader reader;
    private long refreshed;

    public OscHub(IDesk desk)
    {
        Desk = desk;
        Values = new(desk.Tree);
        sender = new(this);
        Outbox = new(desk.Tree, Counters, sender.Wake);
        Mirror = new(desk.Tree, sender.Wake);
        FirstValue = desk.Tree.Ids().First(id => desk.Tree.Spec(id)!.Kind != ParameterKind.Action);
        reader = new(this);
        desk.Attach(Mirror);
        desk.ReadState(reader);
        sender.Start();
    }

    public OscCounters Counters { get; } = new();

    /// <summary>Bytes that the sending thread has allocated since it started.</summary>
    public long SenderAllocated => sender.Allocated;

    /// <summary>Peers heard from in the last minute.</summary>
    public int Peers
    {
        get
        {
            lock (peers) return peers.Count;
        }
    }

    internal IDesk Desk { get; }

    internal OscMirror Mirror { get; }

    internal OscValues Values { get; }

    internal OscOutbox Outbox { get; }

    internal OscTime Time { get; } = new();

    /// <summary>Some parameter that has a value.</summary>
    internal ParameterId FirstValue { get; }

    /// <summary>Whether the desk has told all its values.</summary>
    internal bool IsReady => reader.Done;

    /// <summary>Adds a peer; where there are too many already, the one that has been silent longest makes room, those that listen last.</summary>
    internal OscPeer Welcome(IOscLink link)
    {
        OscPeer peer = new(link, Outbox);
        lock (peers)
        {
            if (peers.Count >= MaxPeers) Forget(peers.MinBy(p => (p.Subscription is not null, p.LastHeard))!);
            peers.Add(peer);
        }

        return peer;
    }

    /// <summary>Forgets peers that have fallen silent, and looks at the wall clock now and then.</summary>
    internal void Sweep(long now)
    {
        lock (peers)
        {
            for (var i = peers.Count - 1; i >= 0; i--)
                if (Stopwatch.GetElapsedTime(peers[i].LastHeard, now) > Lease) Forget(peers[i]);
        }

        if (now - refreshed < 10 * Stopwatch.Frequency) return;
        refreshed = now;
        Time.Refresh();
    }

    /// <summary>Silence after which a peer is forgotten.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Ends a peer, as when its stream has closed; what it holds is let go.</summary>
    internal void Forget(OscPeer peer)
    {
        lock (peers) peers.Remove(peer);
        peer.Gone = true;
        if (peer.HasTouched) Desk.Post([new(peer, ControlVerb.Release, ParameterId.None)]);
    }

    /// <summary>Numbers of the strips that have any of these parameters, in order.</summary>
    internal IEnumerable<int> Strips(IdSet ids)
    {
        for (var strip = 0; strip < Desk.Tree.StripCount; strip++)
        {
            var (family, member) = Desk.Tree.Strip(strip);
            var from = family.Base + (member * family.Layout.Size);
            var found = ids.Next(from);
            if (found.IsSome && found.Index < from + family.Layout.Size) yield return strip;
        }
    }

    public void Dispose()
    {
        Desk.Detach(Mirror);
        sender.Dispose();
    }

    /// <summary>Takes the first full state into the mirror and knows when it is whole: the desk tells the tree in order.</summary>
    private sealed class StateReader(OscHub hub) : IDeskListener
    {
        private readonly ParameterId last = hub.Desk.Tree.Ids().Last(id => hub.Desk.Tree.Spec(id)!.Kind != ParameterKind.Action);

        public volatile bool Done;

        public void Committed(ReadOnlySpan<Commit> batch)
        {
            hub.Mirror.Committed(batch);
            if (batch.Length > 0 && batch[^1].Parameter == last) Done = true;
        }
    }
}
