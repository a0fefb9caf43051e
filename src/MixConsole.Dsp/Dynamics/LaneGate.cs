using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Dynamics;

/// <summary>
/// Gate or downward expander of eight channels. The level is a peak that falls exponentially; the gate opens above the threshold, closes below it less the hysteresis once the hold is over,
/// and its gain goes to 1 or to the range in exponential steps (63 % times).
/// </summary>
[RealTime]
public unsafe struct LaneGate
{
    private const float Always = -1; // a threshold that every level is above: the lane is open

    private Vector256<float> _envelope, _target, _gain, _count;
    private Vector256<float> _fall, _open, _close, _floor, _rise, _release, _hold;
    private Vector256<float> _expander, _ratio, _openLog, _floorLog, _link, _lowest;
    private uint _on, _holding, _expanding, _linked;

    /// <summary>Whether the stage has work: a lane is in, or not yet back at unity.</summary>
    public readonly bool IsActive => _on != 0 || _gain != Vector256.Create(1f);

    /// <summary>All lanes open.</summary>
    public void Initialise(int rate)
    {
        this = default;
        _gain = _target = Vector256.Create(1f);
        _fall = Vector256.Create((float)ExactMath.Exp(-1 / (0.020 * rate))); // 20 ms: follows a syllable, rides over a period of 50 Hz
        _open = _close = Vector256.Create(Always);
        _floor = _lowest = Vector256.Create(1f);
        _rise = _release = Vector256.Create(1f - (float)ExactMath.Exp(-1 / (0.005 * rate)));
    }

    /// <summary>Sets one lane. Levels in dB, times in ms.</summary>
    public void Set(int lane, bool on, double threshold, double hysteresis, double range, double ratio, double attack, double hold, double release, int rate, double fall = 20)
    {
        var bit = 1u << lane;
        _on = on ? _on | bit : _on & ~bit;
        var expands = on && ratio < 99.5;
        _expanding = expands ? _expanding | bit : _expanding & ~bit;
        _holding = on && hold > 0 ? _holding | bit : _holding & ~bit;
        Lanes.SetMask(ref _expander, lane, expands);
        Lanes.Set(ref _open, lane, on ? (float)ExactMath.DecibelsToGain(threshold) : Always);
        Lanes.Set(ref _close, lane, on ? (float)ExactMath.DecibelsToGain(threshold - hysteresis) : Always);
        Lanes.Set(ref _floor, lane, (float)ExactMath.DecibelsToGain(range));
        Lanes.Set(ref _rise, lane, on ? Coefficient(attack, rate) : Coefficient(5, rate));
        Lanes.Set(ref _release, lane, on ? Coefficient(release, rate) : Coefficient(5, rate));
        Lanes.Set(ref _fall, lane, 1 - Coefficient(fall, rate));
        Lanes.Set(ref _hold, lane, (float)(hold * 0.001 * rate));
        Lanes.Set(ref _ratio, lane, (float)(ratio - 1));
        Lanes.Set(ref _openLog, lane, (float)(threshold / LaneMath.DecibelsPerOctave));
        Lanes.Set(ref _floorLog, lane, (float)(range / LaneMath.DecibelsPerOctave));
    }

    /// <summary>Starts a lane as if it had heard silence for ever: closed.</summary>
    public void Settle(int lane)
    {
        var closed = Lanes.Select(_expander, Expanded(Vector256<float>.Zero), _floor);
        var start = (_on >> lane & 1) != 0 ? Lanes.Get(ref closed, lane) : 1;
        Lanes.Set(ref _gain, lane, start);
        Lanes.Set(ref _target, lane, start);
        Lanes.Set(ref _envelope, lane, 0);
        Lanes.Set(ref _count, lane, 0);
    }

    /// <summary>Makes both lanes of a stereo pair follow the louder one.</summary>
    public void Link(int lane, bool on)
    {
        Lanes.SetMask(ref _link, lane, on);
        _linked = on ? _linked | (1u << lane) : _linked & ~(1u << lane);
    }

    /// <summary>Takes over how a lane of another bank sounds now.</summary>
    public void AdoptState(int lane, ref LaneGate from, int fromLane)
    {
        Lanes.Set(ref _gain, lane, Lanes.Get(ref from._gain, fromLane));
        Lanes.Set(ref _target, lane, Lanes.Get(ref from._target, fromLane));
        Lanes.Set(ref _envelope, lane, Lanes.Get(ref from._envelope, fromLane));
        Lanes.Set(ref _count, lane, Lanes.Get(ref from._count, fromLane));
    }

    /// <summary>Called at fixed frames of the engine's time: gains that have all but arrived arrive.</summary>
    public void Snap()
    {
        var near = Vector256.LessThanOrEqual(Vector256.Abs(_target - _gain), Vector256.Create(3e-5f) * _target);
        _gain = Lanes.Select(near, _target, _gain);
    }

    /// <summary>Deepest gain since the last call, as reduction in octaves of amplitude, positive.</summary>
    public Vector256<float> TakeReduction()
    {
        var reduction = -LaneMath.Log2(Lanes.Max(_lowest, Vector256.Create(1e-9f)));
        _lowest = Vector256.Create(1f);
        return reduction;
    }

    /// <summary>Two banks at once, since each waits for its own last sample. Tiles in place; the detector listens to the key tiles.</summary>
    public static void Process(LaneGate* a, float* tileA, float* keyA, LaneGate* b, float* tileB, float* keyB, int frames)
    {
        var special = a->_holding | a->_expanding | a->_linked | b->_holding | b->_expanding | b->_linked;
        if (special == 0) Plain(a, tileA, keyA, b, tileB, keyB, frames);
        else
        {
            Full(a, tileA, keyA, frames);
            Full(b, tileB, keyB, frames);
        }
    }

    private static float Coefficient(double milliseconds, int rate) => (float)(1 - ExactMath.Exp(-1000 / (milliseconds * rate)));

    private static void Plain(LaneGate* a, float* tileA, float* keyA, LaneGate* b, float* tileB, float* keyB, int frames)
    {
        Vector256<float> ae = a->_envelope, at = a->_target, ag = a->_gain, al = a->_lowest;
        Vector256<float> be = b->_envelope, bt = b->_target, bg = b->_gain, bl = b->_lowest;
        for (var f = 0; f < frames; f++)
        {
            var at0 = f * Lanes.Width;
            Step(a, Vector256.Abs(Vector256.Load(keyA + at0)), ref ae, ref at, ref ag);
            Step(b, Vector256.Abs(Vector256.Load(keyB + at0)), ref be, ref bt, ref bg);
            (Vector256.Load(tileA + at0) * ag).Store(tileA + at0);
            (Vector256.Load(tileB + at0) * bg).Store(tileB + at0);
            al = Lanes.Min(al, ag);
            bl = Lanes.Min(bl, bg);
        }

        (a->_envelope, a->_target, a->_gain, a->_lowest) = (ae, at, ag, al);
        (b->_envelope, b->_target, b->_gain, b->_lowest) = (be, bt, bg, bl);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(LaneGate* s, Vector256<float> level, ref Vector256<float> e, ref Vector256<float> target, ref Vector256<float> gain)
    {
        e = Lanes.Max(level, e * s->_fall);
        target = Lanes.Select(Vector256.LessThan(e, s->_close), s->_floor, target);
        target = Lanes.Select(Vector256.GreaterThan(e, s->_open), Vector256.Create(1f), target);
        var k = Lanes.Select(Vector256.GreaterThan(target, gain), s->_rise, s->_release);
        gain = Lanes.Fma(k, target - gain, gain);
    }

    // Gain of an expander at a level: below the threshold every octave becomes ratio octaves, down to the range.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<float> Expanded(Vector256<float> level)
    {
        var below = _ratio * (LaneMath.Log2(Lanes.Max(level, Vector256.Create(1e-6f))) - _openLog);
        return LaneMath.Exp2(Lanes.Max(Lanes.Min(below, Vector256<float>.Zero), _floorLog));
    }

    private static void Full(LaneGate* s, float* tile, float* key, int frames)
    {
        Vector256<float> e = s->_envelope, target = s->_target, gain = s->_gain, count = s->_count, lowest = s->_lowest;
        var one = Vector256.Create(1f);
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            var level = Vector256.Abs(Vector256.Load(key + at));
            level = Lanes.Max(level, Lanes.SwapPairs(level) & s->_link);
            e = Lanes.Max(level, e * s->_fall);
            var above = Vector256.GreaterThanOrEqual(e, s->_close);
            count = Lanes.Select(above, s->_hold, count - one);
            var closes = Vector256.AndNot(Vector256.LessThanOrEqual(count, Vector256<float>.Zero), above);
            var expanded = s->Expanded(e);
            target = Lanes.Select(closes, s->_floor, target);
            target = Lanes.Select(Vector256.GreaterThan(e, s->_open), one, target);
            var waiting = Vector256.GreaterThan(count, Vector256<float>.Zero);
            target = Lanes.Select(s->_expander, Lanes.Select(waiting, Lanes.Max(target, expanded), expanded), target);
            var k = Lanes.Select(Vector256.GreaterThan(target, gain), s->_rise, s->_release);
            gain = Lanes.Fma(k, target - gain, gain);
            (Vector256.Load(tile + at) * gain).Store(tile + at);
            lowest = Lanes.Min(lowest, gain);
        }

        (s->_envelope, s->_target, s->_gain, s->_count, s->_lowest) = (e, target, gain, count, lowest);
    }
}
