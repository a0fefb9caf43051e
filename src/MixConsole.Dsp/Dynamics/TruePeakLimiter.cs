using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Dynamics;

/// <summary>
/// Stereo look-ahead limiter, both sides under one gain. Two rounds: the first brings every peak under the ceiling over a look-ahead of 64 frames at 48 kHz;
/// because a moving gain makes new peaks between the samples (0.1 to 0.3 dB), the second measures the result again, closer, and takes that rest away
/// over 16 frames, where so small a correction moves too little to make peaks of its own. Below the ceiling every sample passes bit for bit.
/// In sample-peak mode the second round rests: gain = mean over 64 of the minimum over 65 of min(1, ceiling / peak), with recovery 0.
/// </summary>
public sealed unsafe class TruePeakLimiter
{
    private const int MaxBlock = 64;
    private const int Pad = 8;          // one vector: kernels work in whole vectors
    private const int Room = MaxBlock + Pad;
    private const int CoarseReach = 24; // samples on either side that the first round looks at, and the second
    private const int FineReach = 48;
    private const int CoarseAhead = CoarseReach - 1;
    private const int FineAhead = FineReach - 1;
    private const int Old = 1024;       // frames; beyond every window here
    private const double LowestCeiling = -120, HighestCeiling = 24; // dB
    private const double TwoPoles = 2.1462; // (1 + t) exp(-t) = 1/e: two equal poles in a row take this many time constants
    private const float Doubt = 1.5f;   // disputed part counted on top of a peak: holds white noise under the ceiling in every sieve tried, costs music nothing
    private const float Absurd = 1e18f; // +360 dBFS: not sound but a broken stage, as NaN and infinity are

    private readonly int _rate;
    private readonly int _look;
    private readonly int _trim;
    private readonly int _rampFrames;
    private readonly InterSamplePeak _coarseDetector = new(8, CoarseReach);
    private readonly InterSamplePeak _fineDetector = new(16, FineReach);
    private readonly GainWindow _coarse;
    private readonly GainWindow _fine;
    private readonly StereoLine _input;
    private readonly StereoLine _middle;
    private readonly PinnedFloats _work = new(8 * Room);
    private readonly float* _ceilings;
    private readonly float* _amounts;
    private readonly float* _gains;
    private readonly float* _rests;
    private readonly float* _peaks;
    private readonly float* _disputes;
    private readonly float* _otherDisputes;
    private readonly float* _ages;

    private bool _truePeak = true;
    private double _recover;
    private double _ceilingDb = double.NaN;
    private double _releaseMs = double.NaN;
    private LinearRamp _ceiling = new(1f);
    private LinearRamp _amount = new(0f);
    private bool _fresh = true;
    private long _steady;      // frames since the settings last moved
    private long _untouched;   // frames of whole blocks since the first round last changed one
    private int _age = Old;    // frames since the first round last changed one, up to Old
    private float _least = 1f;

    /// <param name="rate">Frames per second.</param>
    public TruePeakLimiter(int rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1000);
        _rate = rate;
        _look = rate <= 64_000 ? 64 : rate <= 128_000 ? 128 : 256; // 1.33 ms at 48, 96 and 192 kHz; the windows double
        _trim = _look / 4;
        _rampFrames = Math.Max(1, rate / 200); // 5 ms: no click, and at once to a hand
        _coarse = new GainWindow(_look, 1);
        _fine = new GainWindow(_trim, 1);
        _input = new StereoLine(_look + 2 * CoarseReach);
        _middle = new StereoLine(_trim + 2 * FineReach);
        _ceilings = _work.At;
        _amounts = _ceilings + Room;
        _gains = _amounts + Room;
        _rests = _gains + Room;
        _peaks = _rests + Room;
        _disputes = _peaks + Room;
        _otherDisputes = _disputes + Room;
        _ages = _otherDisputes + Room;
        Latency = CoarseAhead + _look + FineAhead + _trim;
    }

    /// <summary>Frames by which the output lags the input: always, in both modes and when off. 150 at 48 kHz.</summary>
    public int Latency { get; }

    /// <summary>Largest gain reduction in dB, positive, since <see cref="TakeReduction"/>.</summary>
    public float Reduction => _least < 1f ? -(float)ExactMath.GainToDecibels(Math.Max(_least, 1e-18f)) : 0f;

    /// <summary>Reads <see cref="Reduction"/> and begins anew.</summary>
    [RealTime]
    public float TakeReduction()
    {
        var reduction = Reduction;
        _least = 1f;
        return reduction;
    }

    /// <summary>
    /// New settings from the next frame on; ceiling and switch glide over 5 ms, unless nothing has sounded yet. <paramref name="ceilingDb"/> in dBFS or dBTP;
    /// <paramref name="releaseMs"/> to 63 % of recovery, 0 = as fast as the look-ahead lets go.
    /// </summary>
    [RealTime]
    public void Configure(bool on, double ceilingDb, double releaseMs, bool truePeak)
    {
        var glide = _fresh ? 0 : _rampFrames;
        ceilingDb = ceilingDb > LowestCeiling ? Math.Min(ceilingDb, HighestCeiling) : LowestCeiling; // NaN too: a gain of 0 / 0 would never heal
        if (ceilingDb != _ceilingDb)
        {
            _ceilingDb = ceilingDb;
            _ceiling.Go((float)ExactMath.DecibelsToGain(ceilingDb), glide);
        }

        if (releaseMs != _releaseMs)
        {
            _releaseMs = releaseMs;
            _recover = releaseMs > 0 ? ExactMath.Exp(-1000.0 * TwoPoles / (releaseMs * _rate)) : 0;
        }

        _amount.Go(on ? 1f : 0f, glide);
        if (truePeak != _truePeak)
        {
            _truePeak = truePeak;
            _steady = 0;
        }
    }

    /// <summary>Silence in every line, gain 1, settings where they were heading.</summary>
    [RealTime]
    public void Reset()
    {
        _input.Clear();
        _middle.Clear();
        _coarse.Reset();
        _fine.Reset();
        _ceiling.Jump();
        _amount.Jump();
        _fresh = true;
        _steady = 0;
        _untouched = 0;
        _age = Old;
        _least = 1f;
    }

    /// <summary>Limits <paramref name="frames"/> (1..64) frames in place. The cut into calls does not change a bit.</summary>
    [RealTime]
    public void Process(float* left, float* right, int frames)
    {
        _fresh = false;
        var moving = _ceiling.Moving || _amount.Moving;
        _ceiling.Fill(_ceilings, frames);
        _amount.Fill(_amounts, frames);
        var off = !moving && _amounts[0] == 0f;

        Sanity.Copy(left, _input.Left, frames, Absurd);
        Sanity.Copy(right, _input.Right, frames, Absurd);
        Demand(_coarseDetector, _input, _coarse.Demand, frames, off, false);
        var open = _coarse.Process(_gains, frames, _recover);
        Apply(_input.Left - CoarseAhead - _look, _gains, _middle.Left, frames);
        Apply(_input.Right - CoarseAhead - _look, _gains, _middle.Right, frames);

        // What the first round let through untouched it has found under the ceiling already, unless a setting moved in between.
        _steady = moving ? 0 : _steady;
        _untouched = open ? _untouched + frames : 0;
        var known = off || !_truePeak || (_steady >= Latency + 2 * FineReach && _untouched >= 2 * FineReach + frames);
        Age(frames, open);

        Demand(_fineDetector, _middle, _fine.Demand, frames, known, true);
        open &= _fine.Process(_rests, frames, 0);
        Apply(_middle.Left - FineAhead - _trim, _rests, left, frames);
        Apply(_middle.Right - FineAhead - _trim, _rests, right, frames);
        _steady += frames;

        _input.Advance(frames);
        _middle.Advance(frames);
        if (!open)
        {
            Watch(frames);
        }
    }

    /// <summary>Gain that would bring each frame under the ceiling, <paramref name="detector"/>.Reach - 1 frames back in the line.</summary>
    private void Demand(InterSamplePeak detector, StereoLine line, float* demand, int frames, bool known, bool afterFirst)
    {
        var ahead = detector.Reach - 1;
        var left = line.Left - ahead;
        var right = line.Right - ahead;
        if (known || (_truePeak && Faint(detector, left, right, frames)))
        {
            new Span<float>(demand, frames).Fill(1f);
            return;
        }

        if (_truePeak)
        {
            detector.Process(left, demand, _disputes, frames);
            detector.Process(right, _peaks, _otherDisputes, frames);
        }

        var one = Vector256<float>.One;
        for (var n = 0; n < frames; n += Pad)
        {
            var peak = Vector256.MaxNative(Vector256.Abs(Vector256.Load(left + n)), Vector256.Abs(Vector256.Load(right + n)));
            var ceiling = Vector256.Load(_ceilings + n);
            if (_truePeak)
            {
                peak = Vector256.MaxNative(Vector256.Load(demand + n), Vector256.Load(_peaks + n));
                var dispute = Vector256.MaxNative(Vector256.Load(_disputes + n), Vector256.Load(_otherDisputes + n)) * Vector256.Create(Doubt);
                var weigh = afterFirst ? Vector256.LessThan(Vector256.Load(_ages + n), Vector256.Create(2f * FineReach)) : Vector256.GreaterThan(peak, ceiling);
                peak += dispute & weigh;
            }

            var gain = Vector256.MinNative(ceiling / peak, one);
            var amount = Vector256.Load(_amounts + n);
            var partly = Vector256.FusedMultiplyAdd(amount, gain - one, one);
            Vector256.ConditionalSelect(Vector256.Equals(amount, one), gain, partly).Store(demand + n);
        }
    }

    /// <summary>True where even the worst signs of such samples could not add up to the ceiling.</summary>
    private bool Faint(InterSamplePeak detector, float* left, float* right, int frames)
    {
        var greatest = Vector256<float>.Zero;
        for (var n = -detector.Reach; n < frames + detector.Reach - 1; n += Pad)
        {
            greatest = Vector256.MaxNative(greatest, Vector256.MaxNative(Vector256.Abs(Vector256.Load(left + n)), Vector256.Abs(Vector256.Load(right + n))));
        }

        var ceiling = Math.Min(_ceilings[0], _ceilings[frames - 1]);
        return Vector256.LessThanAll(greatest, Vector256.Create(ceiling / detector.Worst));
    }

    private static void Apply(float* from, float* gain, float* to, int frames)
    {
        var n = 0;
        for (; n <= frames - Pad; n += Pad)
        {
            (Vector256.Load(from + n) * Vector256.Load(gain + n)).Store(to + n);
        }

        for (; n < frames; n++)
        {
            to[n] = from[n] * gain[n];
        }
    }

    /// <summary>How long ago, per frame, the first round last moved a sample: only then do disputed peaks count in the second, so that what was fine stays bit for bit.</summary>
    private void Age(int frames, bool open)
    {
        if (open && _age == Old)
        {
            new Span<float>(_ages, frames).Fill(Old);
            return;
        }

        for (var n = 0; n < frames; n++)
        {
            _age = _gains[n] < 1f ? 0 : Math.Min(_age + 1, Old);
            _ages[n] = _age;
        }
    }

    private void Watch(int frames)
    {
        for (var n = 0; n < frames; n++)
        {
            var gain = _gains[n] * _rests[n];
            _least = gain < _least ? gain : _least;
        }
    }
}
