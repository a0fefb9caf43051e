using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>What one peer has asked to be told, and what of it is still to be sent. Owned by the sending thread.</summary>
internal sealed class OscSubscription(int size)
{
    /// <summary>Prefixes that one peer may hold.</summary>
    public const int MaxPrefixes = 64;

    private readonly List<(string Prefix, IdSet Ids)> prefixes = [];
    private readonly IdSet wanted = new(size);

    /// <summary>Changed, and not yet told.</summary>
    public IdSet Dirty { get; } = new(size);

    /// <summary>Held or let go, and not yet told.</summary>
    public IdSet Holds { get; } = new(size);

    /// <summary>Asked for by a pattern, and not yet told.</summary>
    public IdSet Asked { get; } = new(size);

    /// <summary>Full states that are due, in order; the first is on its way when <see cref="Cursor"/> is 0 or more.</summary>
    public Queue<(string Prefix, IdSet Ids)> Snapshots { get; } = new();

    /// <summary>Next id of the snapshot on its way; -1 before its opening frame.</summary>
    public int Cursor { get; set; } = -1;

    /// <summary>Whether anything is subscribed; then every datagram is numbered.</summary>
    public bool IsActive => prefixes.Count > 0;

    /// <summary>Tells one row of numbers from the next.</summary>
    public int Epoch { get; private set; }

    /// <summary>Number of the last datagram.</summary>
    public int Sequence { get; set; }

    /// <summary>Bytes that may be sent now; grows with time.</summary>
    public double Budget { get; set; } = OscSender.Burst;

    /// <summary>Stopwatch ticks at which <see cref="Budget"/> was counted.</summary>
    public long BudgetAt { get; set; }

    /// <summary>The meters it wants; null for none.</summary>
    public OscMeterWish? Meters { get; set; }

    /// <summary>Whether something waits, apart from meters.</summary>
    public bool HasWork => Snapshots.Count > 0 || !Dirty.IsEmpty || !Asked.IsEmpty || !Holds.IsEmpty;

    public bool Wants(ParameterId id) => wanted.Contains(id);

    /// <summary>Adds a prefix and its full state. A prefix that is known already gets its full state again. False: too many.</summary>
    public bool Subscribe(string prefix, IdSet ids)
    {
        var known = prefixes.FindIndex(p => p.Prefix == prefix);
        if (known < 0 && prefixes.Count >= MaxPrefixes) return false;
        if (prefixes.Count == 0)
        {
            Epoch = Random.Shared.Next(1, int.MaxValue);
            Sequence = 0;
        }

        if (known < 0) prefixes.Add((prefix, ids));
        wanted.Add(ids);
        Enqueue(prefix, ids);
        return true;
    }

    /// <summary>Takes a prefix away; null takes all. False where it was not subscribed.</summary>
    public bool Unsubscribe(string? prefix)
    {
        if (prefixes.RemoveAll(p => prefix is null || p.Prefix == prefix) == 0) return false;
        wanted.Clear();
        foreach (var (_, ids) in prefixes) wanted.Add(ids);
        var keep = Snapshots.Where(s => prefixes.Exists(p => p.Prefix == s.Prefix)).ToList();
        if (Snapshots.TryPeek(out var first) && (keep.Count == 0 || keep[0].Prefix != first.Prefix)) Cursor = -1;
        Snapshots.Clear();
        foreach (var snapshot in keep) Snapshots.Enqueue(snapshot);
        if (prefixes.Count == 0)
        {
            Dirty.Clear();
            Holds.Clear();
        }

        return true;
    }

    /// <summary>Full state of every prefix once more. False where there is none.</summary>
    public bool Resync()
    {
        Snapshots.Clear();
        Cursor = -1;
        foreach (var (prefix, ids) in prefixes) Enqueue(prefix, ids);
        return prefixes.Count > 0;
    }

    /// <summary>Marks what the peer wants of these changes.</summary>
    public void Mark(IdSet changes) => Dirty.AddCommon(wanted, changes);

    /// <summary>Marks what the peer wants of these holds.</summary>
    public void MarkHolds(IdSet changes) => Holds.AddCommon(wanted, changes);

    private void Enqueue(string prefix, IdSet ids)
    {
        // Asked again before the first was even begun: one is enough.
        if (!Snapshots.Skip(Cursor >= 0 ? 1 : 0).Any(s => s.Prefix == prefix)) Snapshots.Enqueue((prefix, ids));
    }
}
