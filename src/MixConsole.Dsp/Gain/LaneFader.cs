using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Fader, mute and the meters around them for eight channels. The gain follows its target through a 10 ms one-pole, so steps of a hand do not click;
/// a mute is a target of 0.
/// </summary>
[RealTime]
public unsafe struct LaneFader
{
    private Vector256<float> _gain, _target, _k;

    /// <summary>Peak of each lane before and after the fader since the last reading, and the sum of squares after it.</summary>
    public Vector256<float> PrePeak, PostPeak, SquareSum;

    /// <summary>Gain that all lanes are on their way to.</summary>
    public readonly Vector256<float> Target => _target;

    /// <summary>Unity on all lanes.</summary>
    public void Initialise(int rate)
    {
        this = default;
        _gain = _target = Vector256.Create(1f);
        _k = Vector256.Create((float)(1 - ExactMath.Exp(-1 / (0.010 * rate)))); // 10 ms: long enough not to click, short enough to feel immediate
    }

    /// <summary>Sets where a lane goes; <paramref name="jump"/> at once, before the first sound.</summary>
    public void Set(int lane, float gain, bool jump)
    {
        Lanes.Set(ref _target, lane, gain);
        if (jump) Lanes.Set(ref _gain, lane, gain);
    }

    /// <summary>Takes over how a lane of another bank sounds now.</summary>
    public void AdoptState(int lane, ref LaneFader from, int fromLane) => Lanes.Set(ref _gain, lane, Lanes.Get(ref from._gain, fromLane));

    /// <summary>Called at fixed frames of the engine's time: gains that have all but arrived arrive, so that moved and never moved faders end on the same bits.</summary>
    public void Snap()
    {
        var near = Vector256.LessThanOrEqual(Vector256.Abs(_target - _gain), Vector256.Create(3e-5f)); // -90 dB: inaudible as a step
        _gain = Lanes.Select(near, _target, _gain);
    }

    /// <summary>Four banks at once: post = pre x gain. Spare places point to a spare state and tiles.</summary>
    public static void Process(LaneFader** s, float** pre, float** post, int frames)
    {
        LaneFader* a = s[0], b = s[1], c = s[2], d = s[3];
        float* xa = pre[0], xb = pre[1], xc = pre[2], xd = pre[3];
        float* ya = post[0], yb = post[1], yc = post[2], yd = post[3];
        Vector256<float> ga = a->_gain, gb = b->_gain, gc = c->_gain, gd = d->_gain;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            ga = Step(a, ga, xa + at, ya + at);
            gb = Step(b, gb, xb + at, yb + at);
            gc = Step(c, gc, xc + at, yc + at);
            gd = Step(d, gd, xd + at, yd + at);
        }

        (a->_gain, b->_gain, c->_gain, d->_gain) = (ga, gb, gc, gd);
    }

    /// <summary>Reads the peaks and the power of a bank's tiles.</summary>
    public void Measure(float* pre, float* post, int frames)
    {
        Vector256<float> prePeak = PrePeak, postPeak = PostPeak, sum = SquareSum;
        for (var f = 0; f < frames; f++)
        {
            var at = f * Lanes.Width;
            prePeak = Lanes.Max(prePeak, Vector256.Abs(Vector256.Load(pre + at)));
            var y = Vector256.Load(post + at);
            postPeak = Lanes.Max(postPeak, Vector256.Abs(y));
            sum = Lanes.Fma(y, y, sum);
        }

        (PrePeak, PostPeak, SquareSum) = (prePeak, postPeak, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Step(LaneFader* s, Vector256<float> gain, float* x, float* y)
    {
        gain = Lanes.Fma(s->_k, s->_target - gain, gain);
        (Vector256.Load(x) * gain).Store(y);
        return gain;
    }
}
