using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Fader, mute and the meters around them for eight channels. The gain follows its target through a 10 ms one-pole, f += k (target - f), so steps of a hand do not click;
/// a mute is a target of 0.
/// </summary>
[RealTime]
public unsafe struct LaneFader
{
    // What is left to go: halves again and again, and the gain is the target less that. So a fader at rest is exactly at its target, however it got there.
    private Vector256<float> _rest, _target, _decay;

    /// <summary>Peak of each lane before and after the fader since the last reading, and the sum of squares after it.</summary>
    public Vector256<float> PrePeak, PostPeak, SquareSum;

    /// <summary>Gain that all lanes are on their way to.</summary>
    public readonly Vector256<float> Target => _target;

    /// <summary>Unity on all lanes.</summary>
    public void Initialise(int rate)
    {
        this = default;
        _target = Vector256.Create(1f);
        _decay = Vector256.Create((float)ExactMath.Exp(-1 / (0.010 * rate))); // 10 ms: long enough not to click, short enough to feel immediate
    }

    /// <summary>Sets where a lane goes; <paramref name="jump"/> at once, before the first sound.</summary>
    public void Set(int lane, float gain, bool jump)
    {
        var rest = jump ? 0 : gain - (Lanes.Get(ref _target, lane) - Lanes.Get(ref _rest, lane));
        Lanes.Set(ref _rest, lane, rest);
        Lanes.Set(ref _target, lane, gain);
    }

    /// <summary>Takes over how a lane of another bank sounds now.</summary>
    public void AdoptState(int lane, ref LaneFader from, int fromLane)
    {
        var sounding = Lanes.Get(ref from._target, fromLane) - Lanes.Get(ref from._rest, fromLane);
        Lanes.Set(ref _rest, lane, Lanes.Get(ref _target, lane) - sounding);
    }

    /// <summary>Four banks at once: post = pre x gain, and the meters of both. Spare places point to a spare state and tiles.</summary>
    public static void Process(LaneFader** s, float** pre, float** post, int frames)
    {
        LaneFader* a = s[0], b = s[1], c = s[2], d = s[3];
        float* xa = pre[0], xb = pre[1], xc = pre[2], xd = pre[3];
        float* ya = post[0], yb = post[1], yc = post[2], yd = post[3];
        Vector256<float> ra = a->_rest, rb = b->_rest, rc = c->_rest, rd = d->_rest, decay = a->_decay;
        Vector256<float> ta = a->_target, tb = b->_target, tc = c->_target, td = d->_target;
        Vector256<float> qa = a->SquareSum, qb = b->SquareSum, qc = c->SquareSum, qd = d->SquareSum;
        Vector256<float> pa = a->PrePeak, pb = b->PrePeak, pc = c->PrePeak, pd = d->PrePeak;
        Vector256<float> oa = a->PostPeak, ob = b->PostPeak, oc = c->PostPeak, od = d->PostPeak;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            ra *= decay;
            rb *= decay;
            rc *= decay;
            rd *= decay;
            Step(ta - ra, xa + at, ya + at, ref pa, ref oa, ref qa);
            Step(tb - rb, xb + at, yb + at, ref pb, ref ob, ref qb);
            Step(tc - rc, xc + at, yc + at, ref pc, ref oc, ref qc);
            Step(td - rd, xd + at, yd + at, ref pd, ref od, ref qd);
        }

        a->Store(ra, pa, oa, qa);
        b->Store(rb, pb, ob, qb);
        c->Store(rc, pc, oc, qc);
        d->Store(rd, pd, od, qd);
    }

    /// <summary>Two banks at once.</summary>
    public static void Process(LaneFader* a, float* xa, float* ya, LaneFader* b, float* xb, float* yb, int frames)
    {
        Vector256<float> ra = a->_rest, rb = b->_rest, decay = a->_decay, ta = a->_target, tb = b->_target;
        Vector256<float> pa = a->PrePeak, pb = b->PrePeak, oa = a->PostPeak, ob = b->PostPeak, qa = a->SquareSum, qb = b->SquareSum;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            ra *= decay;
            rb *= decay;
            Step(ta - ra, xa + at, ya + at, ref pa, ref oa, ref qa);
            Step(tb - rb, xb + at, yb + at, ref pb, ref ob, ref qb);
        }

        a->Store(ra, pa, oa, qa);
        b->Store(rb, pb, ob, qb);
    }

    /// <summary>Reads the peak and the power after the fader again, where something came behind it: main's limiter.</summary>
    public void MeasureAgain(Vector256<float> peakBefore, Vector256<float> sumBefore, float* post, int frames)
    {
        Vector256<float> peak = peakBefore, sum = sumBefore;
        for (var f = 0; f < frames; f++)
        {
            var y = Vector256.Load(post + (f * Lanes.Width));
            peak = Lanes.Max(peak, Vector256.Abs(y));
            sum = Lanes.Fma(y, y, sum);
        }

        (PostPeak, SquareSum) = (peak, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(Vector256<float> gain, float* pre, float* post, ref Vector256<float> prePeak, ref Vector256<float> postPeak, ref Vector256<float> sum)
    {
        var x = Vector256.Load(pre);
        var y = x * gain;
        y.Store(post);
        prePeak = Lanes.Max(prePeak, Vector256.Abs(x));
        postPeak = Lanes.Max(postPeak, Vector256.Abs(y));
        sum = Lanes.Fma(y, y, sum);
    }

    private void Store(Vector256<float> rest, Vector256<float> prePeak, Vector256<float> postPeak, Vector256<float> sum) =>
        (_rest, PrePeak, PostPeak, SquareSum) = (rest, prePeak, postPeak, sum);
}
