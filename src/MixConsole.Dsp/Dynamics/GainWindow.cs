using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Dynamics;

/// <summary>
/// Turns the gain that each frame demands into one smooth gain that meets every demand in time: minimum over the look-ahead, slow recovery, then the mean
/// over the look-ahead. Taps of the mean are positive and no longer than the hold, so the result never exceeds the demand of the frame it is applied to.
/// Minimum and mean are trees of doublings: every frame sees the same operations in the same order, however the signal is cut into blocks.
/// </summary>
[RealTime]
internal sealed unsafe class GainWindow
{
    private const int MaxBlock = 64;
    private const int Pad = 8; // one vector: loops run in whole vectors over both ends
    private const int OneBits = 0x3F800000;
    private const double Silent = 1e-9; // far below half a step of float next to 1: ends the tail before subnormals

    private readonly int _look;
    private readonly int _hold;
    private readonly int _past;      // demands before the block that its first frame can see
    private readonly PinnedFloats _demand;
    private readonly PinnedFloats _held;
    private readonly PinnedFloats _scratch;
    private double _reduction;       // 1 - held gain; double, or the last 1e-4 of a slow recovery would round to a standstill
    private double _eager;           // the same after one pole only
    private long _openFrames;        // consecutive frames that demanded nothing
    private bool _open;

    /// <param name="look">Frames of look-ahead, a power of two.</param>
    /// <param name="hold">Frames by which a demand is held longer than the look-ahead; at least 1.</param>
    public GainWindow(int look, int hold)
    {
        _look = look;
        _hold = hold;
        _past = look + hold + Pad;
        _demand = new PinnedFloats(_past + MaxBlock + 2 * Pad);
        _held = new PinnedFloats(look + MaxBlock + 2 * Pad);
        _scratch = new PinnedFloats(_past + MaxBlock + 2 * Pad);
        Reset();
    }

    /// <summary>Where the block's demands (0 &lt; gain &lt;= 1) are to be written before <see cref="Process"/>; room for 72.</summary>
    public float* Demand => _demand.At + _past;

    public void Reset()
    {
        new Span<float>(_demand.At, _demand.Length).Fill(1f);
        new Span<float>(_held.At, _held.Length).Fill(1f);
        _reduction = _eager = 0;
        _openFrames = _past;
        _open = true;
    }

    /// <summary>Gain for the frame that lies <c>look</c> frames back. <paramref name="recover"/> is the coefficient of each of the two poles of the recovery, 0 = none.</summary>
    /// <returns>Whether the gain is 1 throughout.</returns>
    public bool Process(float* gain, int frames, double recover)
    {
        _open = Open(frames);
        if (_open)
        {
            new Span<float>(gain, frames).Fill(1f);
            return true;
        }

        Minimum(frames);
        Recover(frames, recover);
        Mean(gain, frames);
        Advance(_demand.At, _past, frames);
        Advance(_held.At, _look + Pad, frames);
        return false;
    }

    /// <summary>True when nothing that this block's windows can see is below 1: the rings then hold ones and need not even move.</summary>
    private bool Open(int frames)
    {
        var closed = LastBelowOne(Demand, frames);
        var seen = _openFrames;
        _openFrames = closed < 0 ? seen + frames : frames - 1 - closed;
        if (closed >= 0 || seen < _past || (!_open && LastBelowOne(_held.At, _look + Pad) >= 0))
        {
            return false;
        }

        _reduction = _eager = 0;
        return true;
    }

    private static int LastBelowOne(float* gain, int frames) => new ReadOnlySpan<int>(gain, frames).LastIndexOfAnyExcept(OneBits);

    private void Minimum(int frames)
    {
        var s = _scratch.At + Pad;
        var end = _past + frames;
        Copy(_demand.At, s, end);
        var low = 0;
        for (var step = 1; step < _look; step *= 2)
        {
            low += step;
            for (var n = end - 8; n > low - 8; n -= 8)
            {
                Least(Vector256.Load(s + n), Vector256.Load(s + n - step)).Store(s + n);
            }
        }

        var held = _held.At + _look + Pad;
        for (var n = 0; n < frames; n += 8)
        {
            Least(Vector256.Load(s + _past + n), Vector256.Load(s + _past + n - _hold)).Store(held + n);
        }
    }

    private void Recover(int frames, double recover)
    {
        var held = _held.At + _look + Pad;
        var reduction = _reduction;
        if (recover == 0)
        {
            _reduction = _eager = 1.0 - held[frames - 1];
            return;
        }

        // Two poles in a row: a recovery that begins gently bends the waveform of a bass note far less than a single pole of the same length.
        var eager = _eager;
        for (var n = 0; n < frames; n++)
        {
            var asked = 1.0 - held[n];
            eager *= recover;
            eager = eager > Silent ? eager : 0;
            eager = eager > asked ? eager : asked;
            reduction = Math.FusedMultiplyAdd(recover, reduction - eager, eager);
            reduction = reduction > eager ? reduction : eager;
            reduction = reduction > Silent ? reduction : 0;
            held[n] = (float)(1.0 - reduction);
        }

        _eager = eager;
        _reduction = reduction;
    }

    private void Mean(float* gain, int frames)
    {
        var past = _look + Pad;
        var end = past + frames;
        var s = _scratch.At + Pad;
        Copy(_held.At, s, end);
        var low = 0;
        for (var step = 1; step < _look; step *= 2)
        {
            low += step;
            for (var n = end - 8; n > low - 8; n -= 8)
            {
                (Vector256.Load(s + n) + Vector256.Load(s + n - step)).Store(s + n);
            }
        }

        var scale = Vector256.Create(1f / _look);
        for (var n = 0; n < frames; n += 8)
        {
            (Vector256.Load(s + past + n) * scale).Store(gain + n);
        }
    }

    private static void Advance(float* ring, int past, int frames) => Copy(ring + frames, ring, past);

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    private static Vector256<float> Least(Vector256<float> a, Vector256<float> b) => Vector256.MinNative(a, b);
}
