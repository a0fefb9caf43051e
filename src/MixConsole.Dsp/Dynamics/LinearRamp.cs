using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Dynamics;

/// <summary>A setting that glides in a straight line, counted in frames so that block sizes do not matter.</summary>
[RealTime]
internal unsafe struct LinearRamp(float value)
{
    private float _from = value;
    private float _to = value;
    private int _at;
    private int _length;

    public readonly bool Moving => _at < _length;

    public readonly float Value => Moving ? _from + (_to - _from) * ((float)_at / _length) : _to;

    /// <summary>Heads for a new value from where it is now; 0 frames = at once.</summary>
    public void Go(float to, int frames)
    {
        if (to == _to && (Moving || frames > 0))
        {
            return;
        }

        (_from, _to, _at, _length) = (Value, to, 0, frames);
    }

    public void Jump() => _at = _length = 0;

    public void Fill(float* values, int frames)
    {
        if (!Moving)
        {
            new Span<float>(values, frames).Fill(_to);
            return;
        }

        for (var n = 0; n < frames; n++)
        {
            _at = Math.Min(_at + 1, _length);
            values[n] = Value;
        }
    }
}
