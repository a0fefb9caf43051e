using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Dynamics;

/// <summary>
/// Feed-forward compressor of eight channels, gain computer and smoothing in octaves of amplitude (6.02 dB): quadratic soft knee, branching one-pole with 63 % times, make-up, parallel mix.
/// Peak detectors hold a peak for half a period, so that a steady tone reads its peak; RMS is the root of two 5 ms means of the square in a row: as quick as one of 10 ms, with a third of its ripple at 100 Hz.
/// </summary>
[RealTime]
public unsafe struct LaneCompressor
{
    private const float Quietest = 1e-6f; // -120 dBFS: below, the level does not matter and the logarithm must not fail

    private Vector256<float> _reduction, _peak, _count, _square, _mean;
    private Vector256<float> _kneeStart, _knee, _curve, _slope, _attack, _release, _hold, _meanK;
    private Vector256<float> _rms, _link, _deepest;
    private LaneRamp _makeup, _wet, _dry;
    private uint _on, _detecting, _linked;

    /// <summary>Whether the stage has work.</summary>
    public readonly bool IsActive => _on != 0 || _wet.Remaining > 0;

    /// <summary>All lanes out.</summary>
    public void Initialise(int rate)
    {
        this = default;
        _meanK = Vector256.Create((float)(1 - ExactMath.Exp(-1 / (0.005 * rate))));
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            _dry.Jump(lane, 1);
            Set(lane, false, 0, 1, 0, 10, 100, 0, false, false, 0, 100, rate, true);
        }
    }

    /// <summary>Sets one lane. Levels in dB, times in ms, mix in percent; <paramref name="jump"/> without ramps, before the first sound.</summary>
    public void Set(
        int lane, bool on, double threshold, double ratio, double knee, double attack, double release, double makeup, bool autoMakeup,
        bool rms, double hold, double mix, int rate, bool jump)
    {
        var bit = 1u << lane;
        _on = on ? _on | bit : _on & ~bit;
        var slope = 1 - (1 / ratio);
        var width = Math.Max(knee, 1e-3) / LaneMath.DecibelsPerOctave; // a hard knee is a very narrow one
        Lanes.Set(ref _kneeStart, lane, (float)((threshold / LaneMath.DecibelsPerOctave) - (width / 2)));
        Lanes.Set(ref _knee, lane, (float)width);
        Lanes.Set(ref _curve, lane, (float)(slope / (2 * width)));
        Lanes.Set(ref _slope, lane, (float)slope);
        Lanes.Set(ref _attack, lane, 1f - (float)ExactMath.Exp(-1000 / (attack * rate))); // so rounded that 1 - k is exact too: smoothing then keeps a level as it is
        Lanes.Set(ref _release, lane, 1f - (float)ExactMath.Exp(-1000 / (release * rate)));
        Lanes.Set(ref _hold, lane, (float)(hold * 0.001 * rate));
        Lanes.SetMask(ref _rms, lane, rms);
        var detects = on && (rms || hold > 0);
        _detecting = detects ? _detecting | bit : _detecting & ~bit;

        if (autoMakeup) makeup += -threshold * slope / 2; // half of what a full-scale signal loses
        var frames = rate / 100;
        Move(ref _makeup, lane, (float)(makeup / LaneMath.DecibelsPerOctave), frames, jump);
        var wet = on ? (float)(mix / 100) : 0;
        Move(ref _wet, lane, wet, frames, jump);
        Move(ref _dry, lane, 1 - wet, frames, jump);
    }

    /// <summary>Makes both lanes of a stereo pair follow the louder one.</summary>
    public void Link(int lane, bool on)
    {
        Lanes.SetMask(ref _link, lane, on);
        _linked = on ? _linked | (1u << lane) : _linked & ~(1u << lane);
    }

    /// <summary>Takes over how a lane of another bank sounds now.</summary>
    public void AdoptState(int lane, ref LaneCompressor from, int fromLane, int rate)
    {
        Lanes.Set(ref _reduction, lane, Lanes.Get(ref from._reduction, fromLane));
        Lanes.Set(ref _peak, lane, Lanes.Get(ref from._peak, fromLane));
        Lanes.Set(ref _count, lane, Lanes.Get(ref from._count, fromLane));
        Lanes.Set(ref _square, lane, Lanes.Get(ref from._square, fromLane));
        Lanes.Set(ref _mean, lane, Lanes.Get(ref from._mean, fromLane));
        _makeup.Adopt(lane, ref from._makeup, fromLane, rate / 100);
        _wet.Adopt(lane, ref from._wet, fromLane, rate / 100);
        _dry.Adopt(lane, ref from._dry, fromLane, rate / 100);
    }

    /// <summary>Forgets the sound.</summary>
    public void Reset() => _reduction = _peak = _count = _square = _mean = _deepest = Vector256<float>.Zero;

    /// <summary>Deepest reduction since the last call in octaves of amplitude, positive.</summary>
    public Vector256<float> TakeReduction()
    {
        var deepest = _deepest;
        _deepest = Vector256<float>.Zero;
        for (var lane = 0; lane < Lanes.Width; lane++)
            if ((_on >> lane & 1) == 0) Lanes.Set(ref deepest, lane, 0); // it listens along while its neighbours work
        return deepest;
    }

    /// <summary>
    /// Compresses four banks, tiles in place. Every pass runs over all of them, so that recursions of one bank fill the waiting times of the others.
    /// </summary>
    /// <param name="s">Four states; spare places point to a spare state.</param>
    /// <param name="tiles">Four tiles [frames][8], in place.</param>
    /// <param name="keys">Four tiles for the detectors; a key may be its tile.</param>
    /// <param name="work">Four tiles of working memory.</param>
    /// <param name="banks">Places in use, 1 to 4.</param>
    /// <param name="frames">1 to <see cref="Lanes.TileFrames"/>.</param>
    public static void Process(LaneCompressor** s, float** tiles, float** keys, float** work, int banks, int frames)
    {
        for (var b = 0; b < banks; b++)
        {
            var level = keys[b];
            if (s[b]->_detecting != 0) Detect(s[b], level, level = work[b], frames);
            else if (s[b]->_linked != 0) Join(s[b], level, level = work[b], frames);
            Curve(s[b], level, work[b], frames);
        }

        if (banks > 2) Smooth(s[0], s[1], s[2], s[3], work[0], work[1], work[2], work[3], frames);
        else Smooth(s[0], s[1], work[0], work[1], frames);
        for (var b = 0; b < banks; b++) Apply(s[b], tiles[b], work[b], frames);
    }

    private static void Move(ref LaneRamp ramp, int lane, float value, int frames, bool jump)
    {
        if (jump) ramp.Jump(lane, value);
        else ramp.Aim(lane, value, frames);
    }

    // Stereo link, peak hold and mean square: only banks that use one of them come here.
    private static void Detect(LaneCompressor* s, float* key, float* level, int frames)
    {
        Vector256<float> peak = s->_peak, count = s->_count, square = s->_square, mean = s->_mean;
        var one = Vector256.Create(1f);
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            var a = Vector256.Abs(Vector256.Load(key + at));
            var swapped = Lanes.SwapPairs(a) & s->_link;
            a = Lanes.Max(a, swapped);
            var fresh = Vector256.GreaterThanOrEqual(a, peak) | Vector256.LessThanOrEqual(count, Vector256<float>.Zero);
            peak = Lanes.Select(fresh, a, peak);
            count = Lanes.Select(fresh, s->_hold, count - one);
            square = Lanes.Fma(s->_meanK, Lanes.Fma(a, a, -square), square);
            mean = Lanes.Fma(s->_meanK, square - mean, mean);
            Lanes.Select(s->_rms, Vector256.Sqrt(mean), peak).Store(level + at);
        }

        (s->_peak, s->_count, s->_square, s->_mean) = (peak, count, square, mean);
    }

    // Stereo link alone.
    private static void Join(LaneCompressor* s, float* key, float* level, int frames)
    {
        var link = s->_link;
        for (var at = 0; at < frames * Lanes.Width; at += Lanes.Width)
        {
            var a = Vector256.Abs(Vector256.Load(key + at));
            Lanes.Max(a, Lanes.SwapPairs(a) & link).Store(level + at);
        }
    }

    // Level to wanted reduction, four frames side by side: no recursion here.
    private static void Curve(LaneCompressor* s, float* level, float* reduction, int frames)
    {
        Vector256<float> start = s->_kneeStart, knee = s->_knee, curve = s->_curve, slope = s->_slope;
        var f = 0;
        var quietest = Vector256.Create(Quietest);
        for (; f + 4 <= frames; f += 4)
        {
            var at = f * Lanes.Width;
            var a = Lanes.Max(Vector256.Abs(Vector256.Load(level + at)), quietest);
            var b = Lanes.Max(Vector256.Abs(Vector256.Load(level + at + 8)), quietest);
            var c = Lanes.Max(Vector256.Abs(Vector256.Load(level + at + 16)), quietest);
            var d = Lanes.Max(Vector256.Abs(Vector256.Load(level + at + 24)), quietest);
            LaneMath.Log2(ref a, ref b, ref c, ref d);
            a = Lanes.Max(a - start, Vector256<float>.Zero);
            b = Lanes.Max(b - start, Vector256<float>.Zero);
            c = Lanes.Max(c - start, Vector256<float>.Zero);
            d = Lanes.Max(d - start, Vector256<float>.Zero);
            Vector256<float> ua = Lanes.Min(a, knee), ub = Lanes.Min(b, knee), uc = Lanes.Min(c, knee), ud = Lanes.Min(d, knee);
            Vector256<float> va = slope * (a - ua), vb = slope * (b - ub), vc = slope * (c - uc), vd = slope * (d - ud);
            Lanes.Fma(curve * ua, ua, va).Store(reduction + at);
            Lanes.Fma(curve * ub, ub, vb).Store(reduction + at + 8);
            Lanes.Fma(curve * uc, uc, vc).Store(reduction + at + 16);
            Lanes.Fma(curve * ud, ud, vd).Store(reduction + at + 24);
        }

        for (; f < frames; f++)
            Curve(Vector256.Load(level + (f * Lanes.Width)), start, knee, curve, slope).Store(reduction + (f * Lanes.Width));
    }

    // p = level over the knee's start, u = its part inside the knee: r = slope/(2 knee) u^2 + slope (p - u), no branches.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Curve(Vector256<float> level, Vector256<float> start, Vector256<float> knee, Vector256<float> curve, Vector256<float> slope)
    {
        var p = Lanes.Max(LaneMath.Log2(Lanes.Max(Vector256.Abs(level), Vector256.Create(Quietest))) - start, Vector256<float>.Zero);
        var u = Lanes.Min(p, knee);
        return Lanes.Fma(curve * u, u, slope * (p - u));
    }

    private static void Smooth(
        LaneCompressor* a, LaneCompressor* b, LaneCompressor* c, LaneCompressor* d, float* wa, float* wb, float* wc, float* wd, int frames)
    {
        Vector256<float> ra = a->_reduction, rb = b->_reduction, rc = c->_reduction, rd = d->_reduction;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            ra = Smooth(Vector256.Load(wa + at), ra, a->_attack, a->_release);
            rb = Smooth(Vector256.Load(wb + at), rb, b->_attack, b->_release);
            rc = Smooth(Vector256.Load(wc + at), rc, c->_attack, c->_release);
            rd = Smooth(Vector256.Load(wd + at), rd, d->_attack, d->_release);
            ra.Store(wa + at);
            rb.Store(wb + at);
            rc.Store(wc + at);
            rd.Store(wd + at);
        }

        (a->_reduction, b->_reduction, c->_reduction, d->_reduction) = (ra, rb, rc, rd);
    }

    private static void Smooth(LaneCompressor* a, LaneCompressor* b, float* wa, float* wb, int frames)
    {
        Vector256<float> ra = a->_reduction, rb = b->_reduction;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            ra = Smooth(Vector256.Load(wa + at), ra, a->_attack, a->_release);
            rb = Smooth(Vector256.Load(wb + at), rb, b->_attack, b->_release);
            ra.Store(wa + at);
            rb.Store(wb + at);
        }

        (a->_reduction, b->_reduction) = (ra, rb);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Smooth(Vector256<float> wanted, Vector256<float> now, Vector256<float> attack, Vector256<float> release)
    {
        // Both outcomes at once, so that only one multiply-add and the choice stand between two samples.
        var faster = Lanes.Fma(Vector256.Create(1f) - attack, now, attack * wanted);
        var slower = Lanes.Fma(Vector256.Create(1f) - release, now, release * wanted);
        return Lanes.Select(Vector256.GreaterThan(wanted, now), faster, slower);
    }

    private static void Apply(LaneCompressor* s, float* tile, float* reduction, int frames)
    {
        var moving = s->_makeup.Remaining | s->_wet.Remaining | s->_dry.Remaining;
        while (moving != 0 && frames > 0)
        {
            var n = Math.Min(frames, Math.Min(Next(s->_makeup), Math.Min(Next(s->_wet), Next(s->_dry))));
            ApplyMoving(s, tile, reduction, n);
            frames -= n;
            tile += n * Lanes.Width;
            reduction += n * Lanes.Width;
            moving = s->_makeup.Remaining | s->_wet.Remaining | s->_dry.Remaining;
        }

        if (frames > 0) ApplyStill(s, tile, reduction, frames);
    }

    private static int Next(in LaneRamp ramp) => ramp.Remaining > 0 ? ramp.Remaining : int.MaxValue;

    private static void ApplyMoving(LaneCompressor* s, float* tile, float* reduction, int frames)
    {
        Vector256<float> makeup = s->_makeup.Current, wet = s->_wet.Current, dry = s->_dry.Current, deepest = s->_deepest;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            makeup += s->_makeup.Delta;
            wet += s->_wet.Delta;
            dry += s->_dry.Delta;
            var r = Vector256.Load(reduction + at);
            deepest = Lanes.Max(deepest, r);
            var gain = Lanes.Fma(wet, LaneMath.Exp2(makeup - r), dry);
            (Vector256.Load(tile + at) * gain).Store(tile + at);
        }

        s->_makeup.Move(makeup, frames);
        s->_wet.Move(wet, frames);
        s->_dry.Move(dry, frames);
        s->_deepest = deepest;
    }

    private static void ApplyStill(LaneCompressor* s, float* tile, float* reduction, int frames)
    {
        Vector256<float> makeup = s->_makeup.Current, wet = s->_wet.Current, dry = s->_dry.Current;
        Vector256<float> d0 = s->_deepest, d1 = d0, d2 = d0, d3 = d0;
        var f = 0;
        for (; f + 4 <= frames; f += 4)
        {
            var at = f * Lanes.Width;
            Vector256<float> r0 = Vector256.Load(reduction + at), r1 = Vector256.Load(reduction + at + 8), r2 = Vector256.Load(reduction + at + 16), r3 = Vector256.Load(reduction + at + 24);
            d0 = Lanes.Max(d0, r0);
            d1 = Lanes.Max(d1, r1);
            d2 = Lanes.Max(d2, r2);
            d3 = Lanes.Max(d3, r3);
            r0 = makeup - r0;
            r1 = makeup - r1;
            r2 = makeup - r2;
            r3 = makeup - r3;
            LaneMath.Exp2(ref r0, ref r1, ref r2, ref r3);
            Apply(tile + at, r0, wet, dry);
            Apply(tile + at + 8, r1, wet, dry);
            Apply(tile + at + 16, r2, wet, dry);
            Apply(tile + at + 24, r3, wet, dry);
        }

        for (; f < frames; f++)
        {
            var at = f * Lanes.Width;
            var r = Vector256.Load(reduction + at);
            d0 = Lanes.Max(d0, r);
            Apply(tile + at, LaneMath.Exp2(makeup - r), wet, dry);
        }

        s->_deepest = Lanes.Max(Lanes.Max(d0, d1), Lanes.Max(d2, d3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply(float* row, Vector256<float> gain, Vector256<float> wet, Vector256<float> dry) =>
        (Vector256.Load(row) * Lanes.Fma(wet, gain, dry)).Store(row);
}
