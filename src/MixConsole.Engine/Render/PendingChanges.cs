using MixConsole.Dsp.Buffers;
using MixConsole.Model.Links;

namespace MixConsole.Engine.Render;

/// <summary>Changes that shall sound at a later frame, in the order of their frames. When it is full, a change sounds early rather than never.</summary>
[RealTime]
internal sealed class PendingChanges
{
    private const int Capacity = 4096;
    private readonly EngineChange[] _changes = new EngineChange[Capacity];
    private int _first, _count;

    /// <summary>Frame of the next change, or long.MaxValue.</summary>
    public long Next => _count == 0 ? long.MaxValue : _changes[_first].AtFrame;

    /// <summary>Keeps a change for later; false when full. Changes of one frame keep their order.</summary>
    public bool TryAdd(in EngineChange change)
    {
        if (_first + _count == Capacity)
        {
            if (_first == 0) return false;
            Array.Copy(_changes, _first, _changes, 0, _count);
            _first = 0;
        }

        var at = _first + _count;
        while (at > _first && _changes[at - 1].AtFrame > change.AtFrame)
        {
            _changes[at] = _changes[at - 1];
            at--;
        }

        _changes[at] = change;
        _count++;
        return true;
    }

    /// <summary>Takes the next change when its frame has come.</summary>
    public bool TryTake(long frame, out EngineChange change)
    {
        change = default;
        if (Next > frame) return false;
        change = _changes[_first++];
        _count--;
        if (_count == 0) _first = 0;
        return true;
    }
}
