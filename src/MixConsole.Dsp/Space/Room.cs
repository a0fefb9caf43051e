using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;

namespace MixConsole.Dsp.Space;

/// <summary>
/// Reverberation after Schroeder and Moorer: per side eight low-pass combs side by side, then four all-passes in a row; the right side's lines are 25 frames longer.
/// Comb: y = b[n-len]; lp = (1 - damping) y + damping lp; b[n] = x + decay lp. All-pass: y = b[n-len]; b[n] = x + y/2; out = y - x.
/// The eight combs of a side run in the lanes of one vector; all-passes, whose delay is longer than a vector, run along time.
/// </summary>
[RealTime]
public sealed unsafe class Room
{
    private const int MaxBlock = 64;
    private const int Lanes = 8;
    private const int Spread = 25;
    private const float Faintest = 1e-15f; // -300 dBFS: where the tail ends, far above subnormals
    private const float Absurd = 1e6f;     // +120 dBFS: broken input, as NaN is; it would ring on for ever

    private static readonly int[] CombFrames = [1215, 1293, 1390, 1476, 1548, 1623, 1695, 1760]; // at 48 kHz
    private static readonly int[] AllPassFrames = [605, 480, 371, 245];

    private readonly Side _left;
    private readonly Side _right;
    private readonly PinnedFloats _work = new(3 * (MaxBlock + Lanes));
    private readonly int _rampFrames;
    private LinearRamp _decay = new(0.84f);
    private LinearRamp _damping = new(0.2f);
    private bool _fresh = true;
    private int _position;

    /// <param name="rate">Frames per second, from 8000.</param>
    public Room(int rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 8000);
        _left = new Side(rate, 0);
        _right = new Side(rate, Spread);
        _rampFrames = rate / 50; // 20 ms: the tail itself is slower than any hand
    }

    /// <summary>Feedback 0..0.98 and damping 0..0.95 of the combs; both glide over 20 ms, unless nothing has sounded yet.</summary>
    public void Configure(double decay, double damping)
    {
        var glide = _fresh ? 0 : _rampFrames;
        _decay.Go((float)Math.Clamp(decay, 0, 0.98), glide);
        _damping.Go((float)Math.Clamp(damping, 0, 0.95), glide);
    }

    /// <summary>Forgets all that still rings.</summary>
    public void Reset()
    {
        _left.Clear();
        _right.Clear();
        _decay.Jump();
        _damping.Jump();
        _fresh = true;
        _position = 0;
    }

    /// <summary>
    /// Mono in, wet stereo out, 1..64 frames; outputs may be the input's buffer. The cut into calls does not change a bit.
    /// </summary>
    public void Process(float* input, float* left, float* right, int frames)
    {
        _fresh = false;
        var x = _work.At;
        var decay = x + MaxBlock + Lanes;
        var damping = decay + MaxBlock + Lanes;
        Clean(input, x, frames);

        _decay.Fill(decay, frames);
        _damping.Fill(damping, frames);

        // Steps end at multiples of eight of the position, wherever the call began, so that what happens there happens at the same frames for every cut.
        for (int n = 0, count; n < frames; n += count)
        {
            count = Math.Min(Lanes - (_position & (Lanes - 1)), frames - n);
            Combs(x + n, decay + n, damping + n, count);
            Put(_left.AllPasses(_position), left + n, count);
            Put(_right.AllPasses(_position), right + n, count);
            _position += count;
        }
    }

    private void Combs(float* x, float* decay, float* damping, int count)
    {
        _left.Read(_position);
        _right.Read(_position);
        var l = _left.Lane;
        var r = _right.Lane;
        var (lowLeft, lowRight) = (_left.Low, _right.Low);
        for (var n = 0; n < count; n++)
        {
            // Both sides in one loop: two chains of multiply-adds hide each other's latency.
            var d = Vector256.Create(damping[n]);
            var bright = Vector256.Create(1f - damping[n]);
            lowLeft = Vector256.FusedMultiplyAdd(d, lowLeft, bright * Vector256.Load(l + n * Lanes));
            lowRight = Vector256.FusedMultiplyAdd(d, lowRight, bright * Vector256.Load(r + n * Lanes));
            var feedback = Vector256.Create(decay[n]);
            var dry = Vector256.Create(x[n]);
            Vector256.FusedMultiplyAdd(feedback, lowLeft, dry).Store(l + n * Lanes);
            Vector256.FusedMultiplyAdd(feedback, lowRight, dry).Store(r + n * Lanes);
        }

        if ((_position & (MaxBlock - Lanes)) == 0)
        {
            lowLeft = Audible(lowLeft);
            lowRight = Audible(lowRight);
        }

        _left.Low = lowLeft;
        _right.Low = lowRight;
        _left.Write(_position);
        _right.Write(_position);
    }

    private static void Clean(float* from, float* to, int frames)
    {
        var limit = Vector256.Create(Absurd);
        var n = 0;
        for (; n <= frames - Lanes; n += Lanes)
        {
            var x = Vector256.Load(from + n);
            (x & Vector256.LessThan(Vector256.Abs(x), limit)).Store(to + n);
        }

        for (; n < frames; n++)
        {
            to[n] = Math.Abs(from[n]) < Absurd ? from[n] : 0f;
        }
    }

    private static void Put(Vector256<float> wet, float* to, int count)
    {
        if (count == Lanes)
        {
            wet.Store(to);
            return;
        }

        for (var n = 0; n < count; n++)
        {
            to[n] = wet[n];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Audible(Vector256<float> x) => x & Vector256.GreaterThan(Vector256.Abs(x), Vector256.Create(Faintest));

    /// <summary>The lines of one side. Rings have a power of two of frames and a tail that mirrors their beginning, so every read is one plain load.</summary>
    private sealed class Side
    {
        private readonly int[] _combs = new int[CombFrames.Length];
        private readonly int[] _passes = new int[AllPassFrames.Length];
        private readonly PinnedFloats _rings;
        private readonly PinnedFloats _lanes = new(2 * Lanes * Lanes); // by frame, then by comb
        private readonly int _frames;
        private readonly int _stride;
        private Vector256<float> _sum;

        public Side(int rate, int spread)
        {
            for (var n = 0; n < _combs.Length; n++)
            {
                _combs[n] = At(CombFrames[n]);
            }

            for (var n = 0; n < _passes.Length; n++)
            {
                _passes[n] = At(AllPassFrames[n]);
            }

            _frames = (int)BitOperations.RoundUpToPowerOf2((uint)(At(CombFrames[^1]) + Lanes));
            _stride = _frames + Lanes;
            _rings = new PinnedFloats((_combs.Length + _passes.Length) * _stride);
            Lane = _lanes.At;

            int At(int frames) => (int)(((long)(frames + spread) * rate + 24_000) / 48_000);
        }

        /// <summary>Eight frames of eight combs, frame by frame.</summary>
        public float* Lane { get; }

        /// <summary>State of the eight low-passes.</summary>
        public Vector256<float> Low { get; set; }

        public void Clear()
        {
            _rings.Clear();
            Low = default;
        }

        /// <summary>Takes the next eight frames out of every comb.</summary>
        public void Read(int position)
        {
            var y = Lane + Lanes * Lanes;
            var sum = Vector256<float>.Zero;
            for (var comb = 0; comb < Lanes; comb++)
            {
                var tail = Audible(Vector256.Load(_rings.At + comb * _stride + ((position - _combs[comb]) & (_frames - 1))));
                tail.Store(y + comb * Lanes);
                sum += tail;
            }

            _sum = sum;
            Transpose8.Run(y, Lanes, Lane, Lanes);
        }

        /// <summary>Puts eight frames back; what lies beyond the step is overwritten by the next before it is read.</summary>
        public void Write(int position)
        {
            var at = position & (_frames - 1);
            Transpose8.Run(Lane, Lanes, _rings.At + at, _stride);
            if (at < Lanes)
            {
                for (var comb = 0; comb < Lanes; comb++)
                {
                    Mirror(_rings.At + comb * _stride);
                }
            }
        }

        /// <summary>The sum of the combs through the four all-passes.</summary>
        public Vector256<float> AllPasses(int position)
        {
            var x = _sum;
            var at = position & (_frames - 1);
            for (var pass = 0; pass < _passes.Length; pass++)
            {
                var ring = _rings.At + (Lanes + pass) * _stride;
                var y = Audible(Vector256.Load(ring + ((position - _passes[pass]) & (_frames - 1))));
                Vector256.FusedMultiplyAdd(y, Vector256.Create(0.5f), x).Store(ring + at);
                x = y - x;
                if (at < Lanes)
                {
                    Mirror(ring);
                }
            }

            return x;
        }

        private void Mirror(float* ring) => Vector256.Load(ring).Store(ring + _frames);
    }
}
