using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Eight gains that move in straight lines: a new target is reached after a fixed number of frames, counted, so that any division of time into blocks gives the same samples.
/// </summary>
[RealTime]
public unsafe struct LaneRamp
{
    private Vector256<float> _current;
    private Vector256<float> _delta;
    private Vector256<float> _target;
    private int _remaining;

    /// <summary>Frames left of the present move; 0 when still.</summary>
    public readonly int Remaining => _remaining;

    /// <summary>Gains now.</summary>
    public readonly Vector256<float> Current => _current;

    /// <summary>Gains at the end of the move.</summary>
    public readonly Vector256<float> Target => _target;

    /// <summary>Jumps: before the first sound.</summary>
    public void Jump(int lane, float value)
    {
        Lanes.Set(ref _target, lane, value);
        Lanes.Set(ref _current, lane, value);
        Lanes.Set(ref _delta, lane, 0);
    }

    /// <summary>Sets a target; the move of all lanes starts anew and takes <paramref name="frames"/>. An equal target changes nothing.</summary>
    public void Aim(int lane, float value, int frames)
    {
        if (Lanes.Get(ref _target, lane) == value) return;
        Lanes.Set(ref _target, lane, value);
        _delta = (_target - _current) * (1f / frames);
        _remaining = frames;
    }

    /// <summary>Copies one lane from another ramp as it sounds now, keeping this one's target.</summary>
    public void Adopt(int lane, ref LaneRamp from, int fromLane, int frames)
    {
        Lanes.Set(ref _current, lane, Lanes.Get(ref from._current, fromLane));
        _delta = (_target - _current) * (1f / frames);
        _remaining = frames;
    }

    /// <summary>Gains for each of up to <see cref="Remaining"/> frames, times the tile. The caller splits at the end of a move.</summary>
    public void Move(float* tile, int frames)
    {
        var gain = _current;
        var delta = _delta;
        for (int f = 0; f < frames; f++)
        {
            gain += delta;
            float* row = tile + (f * Lanes.Width);
            (Vector256.Load(row) * gain).Store(row);
        }

        _current = gain;
        Advance(frames);
    }

    /// <summary>Time passes: after <see cref="Move"/> by others, with the gains they reached.</summary>
    public void Move(Vector256<float> reached, int frames)
    {
        _current = reached;
        Advance(frames);
    }

    /// <summary>Gain per frame while moving.</summary>
    public readonly Vector256<float> Delta => _delta;

    private void Advance(int frames)
    {
        _remaining -= frames;
        if (_remaining > 0) return;
        _remaining = 0;
        _current = _target;
        _delta = Vector256<float>.Zero;
    }
}
