namespace MixConsole.Control.Osc;

/// <summary>What the wire has brought since start. Any thread.</summary>
public sealed class OscCounters
{
    private long received;
    private long bad;
    private long refused;
    private long sent;

    /// <summary>Messages read, those in bundles one by one.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Packets that could not be read and were dropped.</summary>
    public long Bad => Volatile.Read(ref bad);

    /// <summary>Wishes that were refused, or answers that a peer asked for faster than it can be told.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Packets sent.</summary>
    public long Sent => Volatile.Read(ref sent);

    internal void CountReceived() => Interlocked.Increment(ref received);

    internal void CountBad() => Interlocked.Increment(ref bad);

    internal void CountRefused() => Interlocked.Increment(ref refused);

    internal void CountSent() => Interlocked.Increment(ref sent);
}
