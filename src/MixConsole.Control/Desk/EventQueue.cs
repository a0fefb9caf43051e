using MixConsole.Model.Parameters;

namespace MixConsole.Control.Desk;

/// <summary>
/// The way onto the desk thread: a bounded ring of structs, many writers, one reader. The lock is held for a copy, never with the audio thread; posting allocates nothing.
/// </summary>
internal sealed class EventQueue(int capacity)
{
    private readonly object gate = new(); // a monitor: the reader sleeps in it
    private readonly Slot[] slots = new Slot[capacity];
    private long written;
    private long read;
    private volatile bool isClosed;

    /// <summary>Whether the desk has ended or is about to.</summary>
    public bool IsClosed => isClosed;

    /// <summary>Queues wishes as one batch; false when they do not all fit.</summary>
    public bool TryPost(ReadOnlySpan<ControlEvent> events)
    {
        if (events.IsEmpty) return true;
        lock (gate)
        {
            if (isClosed || written - read + events.Length > slots.Length) return false;
            for (var i = 0; i < events.Length; i++) slots[written++ % slots.Length] = new(events[i], null, false, i == events.Length - 1);
            Monitor.Pulse(gate);
        }

        return true;
    }

    /// <summary>Queues a value of the console itself.</summary>
    public bool TryPublish(ParameterId parameter, double number, string? text) =>
        TryAdd(new(new(null!, ControlVerb.Set, parameter, number, text), null, true, true));

    /// <summary>Queues work for the desk thread.</summary>
    public bool TryAsk(Action request) => TryAdd(new(default, request, false, true));

    /// <summary>Moves as many events as there are, in order, into a buffer.</summary>
    public int Take(Span<Slot> into)
    {
        lock (gate)
        {
            var count = (int)Math.Min(into.Length, written - read);
            for (var i = 0; i < count; i++)
            {
                ref var slot = ref slots[read++ % slots.Length];
                into[i] = slot;
                slot = default; // lets go of origins and texts
            }

            return count;
        }
    }

    /// <summary>Sleeps until something is there or the time is up. Reader only.</summary>
    public void Wait(TimeSpan longest)
    {
        lock (gate)
            if (written == read && !isClosed) Monitor.Wait(gate, (int)Math.Ceiling(longest.TotalMilliseconds)); // rounded up: a wait of no time would spin
    }

    /// <summary>Takes nothing more.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }
    }

    private bool TryAdd(in Slot slot)
    {
        lock (gate)
        {
            if (isClosed || written - read == slots.Length) return false;
            slots[written++ % slots.Length] = slot;
            Monitor.Pulse(gate);
        }

        return true;
    }

    /// <param name="Wish">The wish of a hand, or the published value.</param>
    /// <param name="Request">Work in place of a wish.</param>
    /// <param name="IsPublished">The console itself says this.</param>
    /// <param name="EndsBatch">The last of what was posted together.</param>
    internal readonly record struct Slot(ControlEvent Wish, Action? Request, bool IsPublished, bool EndsBatch);
}
