using System.Diagnostics;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// The one thread that speaks to all peers: answers at once, changes at once when it was quiet and every few milliseconds when not, full states and long answers at a pace that a peer's buffers survive.
/// It waits for nobody; what a peer does not read is lost to that peer alone, and the numbers of the datagrams tell it so.
/// </summary>
internal sealed class OscSender : IDisposable
{
    /// <summary>Bytes that a peer may get in one go: a fraction of the receive buffer that systems give by default (200 KB, counted with overhead).</summary>
    public const double Burst = 32_000;

    private const double PeerRate = 1_000_000; // bytes per second: about what a script parses
    private const double TotalRate = 24_000_000; // bytes per second: a quarter of a core on a small machine
    private const double TotalBurst = 400_000;
    private const int PacketOverhead = 64; // headers, and the fixed cost of a packet
    private static readonly long Tick = Stopwatch.Frequency / 200; // 5 ms: below what a hand notices
    private static readonly long Sweep = Stopwatch.Frequency;

    private readonly OscHub hub;
    private readonly OscDatagram datagram;
    private readonly IdSet changes;
    private readonly List<OscPeer> listening = [];
    private readonly object gate = new();
    private readonly Thread thread;
    private readonly float[] levels;
    private readonly Queue<OscNote> early = new();
    private int signalled;
    private volatile bool stopping;
    private long flushed;
    private long swept;
    private double budget = TotalBurst;
    private long budgetAt = Stopwatch.GetTimestamp();
    private int first;

    public OscSender(OscHub hub)
    {
        this.hub = hub;
        changes = new(hub.Desk.Tree.Count);
        datagram = new(hub);
        levels = new float[hub.Desk.Tree.StripCount];
        thread = new(Run) { Name = "osc send", IsBackground = true };
    }

    public void Start() => thread.Start();

    /// <summary>Any thread; costs next to nothing while the sender is awake already.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref signalled, 1) != 0) return;
        lock (gate) Monitor.Pulse(gate);
    }

    public void Dispose()
    {
        stopping = true;
        Wake();
        if (thread.IsAlive) thread.Join();
    }

    private void Run()
    {
        while (!stopping)
        {
            var pause = Pause();
            lock (gate)
            {
                if (Volatile.Read(ref signalled) == 0 && pause > 0) Monitor.Wait(gate, pause);
            }

            Volatile.Write(ref signalled, 0);
            Work(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Milliseconds until something is due without anybody waking us.</summary>
    private int Pause()
    {
        var now = Stopwatch.GetTimestamp();
        var due = now + Sweep;
        if (hub.Mirror.HasChanges || hub.Mirror.HasHolds) due = Math.Min(due, flushed + Tick);
        foreach (var peer in listening)
        {
            var subscription = peer.Subscription!;
            if (subscription.HasWork) due = Math.Min(due, now + Tick);
            if (subscription.MeterStrips is not null) due = Math.Min(due, subscription.MeterDue);
        }

        return (int)Math.Clamp((due - now + (Stopwatch.Frequency / 1000) - 1) * 1000 / Stopwatch.Frequency, 0, 1000);
    }

    private void Work(long now)
    {
        TakeNotes();
        if (now - flushed >= Tick && (hub.Mirror.HasChanges || hub.Mirror.HasHolds)) TakeChanges(now);
        SendMeters(now);
        budget = Math.Min(TotalBurst, budget + (TotalRate * (now - budgetAt) / Stopwatch.Frequency));
        budgetAt = now;
        for (var i = 0; i < listening.Count; i++)
        {
            var peer = listening[(first + i) % listening.Count];
            if (peer.Subscription!.HasWork) Pump(peer, now);
        }

        first++; // nobody is always first when all share the total
        if (now - swept < Sweep) return;
        swept = now;
        listening.RemoveAll(p => p.Gone);
        hub.Sweep(now);
    }

    private void TakeNotes()
    {
        while (hub.IsReady && early.TryDequeue(out var wish)) CarryOut(wish);
        while (hub.Outbox.TryTake(out var note))
        {
            // Full states wait until the desk has told all its values.
            if (note.Kind is OscNoteKind.Answer or OscNoteKind.Refusal || hub.IsReady) CarryOut(note);
            else early.Enqueue(note);
        }

        datagram.Send();
    }

    private void CarryOut(in OscNote note)
    {
        var peer = note.Peer;
        if (peer.Gone) return;
        switch (note.Kind)
        {
            case OscNoteKind.Answer:
                datagram.Answer(peer, note.Parameter, note.Number, note.Text);
                break;
            case OscNoteKind.Refusal:
                datagram.Refusal(peer, note.Address!, note.Text!);
                break;
            case OscNoteKind.Subscribe:
                TakeChanges(Stopwatch.GetTimestamp()); // older changes belong to the full state, not behind it
                if (!Listen(peer).Subscribe(note.Address!, note.Ids!))
                    datagram.Refusal(peer, note.Address!, $"A peer may subscribe to {OscSubscription.MaxPrefixes} prefixes; subscribe to a shorter one that holds several.");
                break;
            case OscNoteKind.Unsubscribe:
                if (peer.Subscription?.Unsubscribe(note.Address) != true)
                    datagram.Refusal(peer, note.Address ?? "/", "Not subscribed.");
                break;
            case OscNoteKind.Resync:
                if (peer.Subscription?.Resync() != true) datagram.Refusal(peer, note.Address!, "Nothing is subscribed; subscribe to a prefix first.");
                break;
            case OscNoteKind.Meters:
                Listen(peer).MeterStrips = note.Number > 0 ? [.. note.Ids is null ? [] : hub.Strips(note.Ids)] : null;
                peer.Subscription!.MeterInterval = note.Number > 0 ? (long)(Stopwatch.Frequency / note.Number) : 0;
                peer.Subscription.MeterDue = 0;
                break;
            default:
                Listen(peer).Asked.Add(note.Ids!);
                break;
        }
    }

    private OscSubscription Listen(OscPeer peer)
    {
        if (peer.Subscription is { } known) return known;
        peer.Subscription = new(hub.Desk.Tree.Count);
        listening.Add(peer);
        return peer.Subscription;
    }

    private void TakeChanges(long now)
    {
        flushed = now;
        changes.Clear();
        hub.Mirror.TakeChanges(changes);
        if (!changes.IsEmpty)
            foreach (var peer in listening) peer.Subscription!.Mark(changes);
        changes.Clear();
        hub.Mirror.TakeHolds(changes);
        if (!changes.IsEmpty)
            foreach (var peer in listening) peer.Subscription!.MarkHolds(changes);
    }

    private void SendMeters(long now)
    {
        var read = false;
        foreach (var peer in listening)
        {
            var subscription = peer.Subscription!;
            if (subscription.MeterStrips is null || subscription.MeterDue > now || hub.Meters is null) continue;
            if (!read) hub.Meters.ReadPostFader(levels);
            read = true;
            // A late one is not made up for: the next is due one interval from here.
            subscription.MeterDue = Math.Max(subscription.MeterDue + subscription.MeterInterval, now);
            datagram.Meters(peer, subscription.MeterStrips, levels);
        }

        datagram.Send();
    }

    /// <summary>Tells a peer as much as its pace allows.</summary>
    private void Pump(OscPeer peer, long now)
    {
        var subscription = peer.Subscription!;
        subscription.Budget = Math.Min(Burst, subscription.Budget + (PeerRate * (now - subscription.BudgetAt) / Stopwatch.Frequency));
        subscription.BudgetAt = now;
        while (subscription.Budget > 0 && budget > 0 && subscription.HasWork)
        {
            datagram.Fill(peer, subscription);
            var cost = datagram.Send() + PacketOverhead;
            subscription.Budget -= cost;
            budget -= cost;
        }
    }
}
