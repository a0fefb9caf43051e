using MixConsole.Dsp.Buffers;
using MixConsole.Model.Links;

namespace MixConsole.Engine.Boundary;

/// <summary>
/// Wishes from one control thread to the audio thread. When it is full the wish is not taken: the caller raises the resync flag, and the engine takes all values from where the desk keeps them. Late, never lost.
/// </summary>
[RealTime]
public sealed class CommandRing
{
    private const int Capacity = 16_384;
    private readonly EngineCommand[] _slots = GC.AllocateUninitializedArray<EngineCommand>(Capacity);
    private long _written;
    private long _read;

    /// <summary>[control] Puts a wish in; false when full.</summary>
    public bool TryWrite(in EngineCommand command)
    {
        var at = _written;
        if (at - Volatile.Read(ref _read) >= Capacity) return false;
        _slots[at & (Capacity - 1)] = command;
        Volatile.Write(ref _written, at + 1);
        return true;
    }

    /// <summary>[control] Puts the changes of one commit in, seen all at once or, when they do not fit, not at all.</summary>
    public bool TryWriteAll(ReadOnlySpan<EngineChange> changes)
    {
        var at = _written;
        if (at + changes.Length - Volatile.Read(ref _read) > Capacity) return false;
        foreach (ref readonly var change in changes) _slots[at++ & (Capacity - 1)] = new(EngineVerb.Change, change);
        Volatile.Write(ref _written, at);
        return true;
    }

    /// <summary>[audio] Takes the next wish out.</summary>
    public bool TryRead(out EngineCommand command)
    {
        var at = _read;
        if (at >= Volatile.Read(ref _written))
        {
            command = default;
            return false;
        }

        command = _slots[at & (Capacity - 1)];
        Volatile.Write(ref _read, at + 1);
        return true;
    }
}
