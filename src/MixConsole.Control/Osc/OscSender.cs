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
    private readonly IdSet held; // controls that somebody holds now
    private readonly List<OscPeer> listening = [];
    private readonly object gate = new();
    private readonly Thread thread;
    private readonly OscMeters meters;
    private readonly float[] levels;
    private readonly Queue<OscNote> early = new();
    private int signalled;
    private volatile bool stopping;
    private long flushed;
    private long swept;
    private double budget = TotalBurst;
    private long budgetAt = Stopwatch.GetTimestamp();
    private int first;
    private long allocated;

    public OscSender(OscHub hub)
    {
        this.hub = hub;
        changes = new(hub.Desk.Tree.Count);
        held = new(hub.Desk.Tree.Count);
        datagram = new(hub);
        meters = new(hub.Desk);
        levels = new float[hub.Desk.Tree.StripCount];
        thread = new(Run) { Name = "osc send", IsBackground = true };
    }

    /// <summary>Bytes that the sending thread has allocated.</summary>
    public long Allocated => Volatile.Read(ref allocated);

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
        meters.Listen(false);
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
            Volatile.Write(ref allocated, GC.GetAllocatedBytesForCurrentThread());
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
            if (subscription.Meters is { } wish) due = Math.Min(due, wish.Due);
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
        hub.Sweep(now);
        var metering = false;
        for (var i = listening.Count - 1; i >= 0; i--)
        {
            if (listening[i].Gone) listening.RemoveAt(i);
            else metering |= listening[i].Subscription!.Meters is not null;
        }

        meters.Listen(metering);
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
                if (Listen(peer).Subscribe(note.Address!, note.Ids!)) peer.Subscription!.MarkHolds(held);
                else
                    datagram.Refusal(peer, note.Address!, $"A peer may subscribe to {OscSubscription.MaxPrefixes} prefixes; subscribe to a shorter one that holds several.");
                break;
            case OscNoteKind.Unsubscribe:
                if (peer.Subscription?.Unsubscribe(note.Address) != true)
                    datagram.Refusal(peer, note.Address ?? "/", "Not subscribed.");
                break;
            case OscNoteKind.Resync:
                if (peer.Subscription?.Resync() == true) peer.Subscription.MarkHolds(held);
                else datagram.Refusal(peer, note.Address!, "Nothing is subscribed; subscribe to a prefix first.");
                break;
            case OscNoteKind.Meters:
                Listen(peer).Meters = note.Number > 0 ? new([.. hub.Strips(note.Ids!)], (long)(Stopwatch.Frequency / note.Number)) : null;
                meters.Listen(listening.Exists(p => p.Subscription!.Meters is not null));
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
        if (changes.IsEmpty) return;
        for (var id = changes.Next(0); id.IsSome; id = changes.Next(id.Index + 1))
        {
            if (hub.Desk.HeldBy(id).Length > 0) held.Add(id);
            else held.Remove(id);
        }

        foreach (var peer in listening) peer.Subscription!.MarkHolds(changes);
    }

    private void SendMeters(long now)
    {
        var isDue = false;
        foreach (var peer in listening) isDue |= peer.Subscription!.Meters is { } wish && wish.Due <= now;
        if (!isDue) return;
        if (meters.Take(levels))
            foreach (var peer in listening) peer.Subscription!.Meters?.Join(levels);
        foreach (var peer in listening)
        {
            if (peer.Subscription!.Meters is not { } wish || wish.Due > now) continue;
            wish.Tell(levels, now);
            datagram.Meters(peer, levels.AsSpan(0, wish.Count));
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
