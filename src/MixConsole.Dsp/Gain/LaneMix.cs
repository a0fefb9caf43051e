using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Eight channels into eight destinations: one row of eight destination gains per source lane. Sources are summed in the order of their lanes, always.
/// </summary>
[RealTime]
public unsafe struct LaneMix
{
    private Rows _now, _step, _to;
    private int _remaining;

    /// <summary>Whether anything flows or still fades.</summary>
    public bool IsActive { get; private set; }

    /// <summary>
    /// Sets the gain from a source lane to a destination lane. The move takes <paramref name="rampFrames"/>, counted; <paramref name="jump"/> arrives at once, before the first sound.
    /// </summary>
    public void Set(int source, int destination, float gain, int rampFrames, bool jump)
    {
        if (jump)
        {
            Lanes.Set(ref _now[source], destination, gain);
            Lanes.Set(ref _to[source], destination, gain);
            Lanes.Set(ref _step[source], destination, 0);
        }
        else if (Lanes.Get(ref _to[source], destination) != gain)
        {
            Lanes.Set(ref _to[source], destination, gain);
            Slope(rampFrames);
        }

        IsActive = Flows();
    }

    /// <summary>Fades in from nothing to the targets.</summary>
    public void StartSilent(int rampFrames)
    {
        _now = default;
        Slope(rampFrames);
    }

    /// <summary>Fades from what another mix lets through now.</summary>
    public void Adopt(int source, int destination, ref LaneMix from, int fromSource, int fromDestination, int rampFrames)
    {
        Lanes.Set(ref _now[source], destination, Lanes.Get(ref from._now[fromSource], fromDestination));
        Slope(rampFrames);
        IsActive = Flows();
    }

    /// <summary>Adds a tile [frames][8] of sources to a tile of destinations.</summary>
    public void Add(float* sources, float* destinations, int frames)
    {
        var moving = Math.Min(frames, _remaining);
        if (moving > 0)
        {
            AddMoving(sources, destinations, moving);
            sources += moving * Lanes.Width;
            destinations += moving * Lanes.Width;
        }

        if (frames > moving) AddStill(sources, destinations, frames - moving);
    }

    private void Slope(int frames)
    {
        for (var lane = 0; lane < Lanes.Width; lane++) _step[lane] = (_to[lane] - _now[lane]) * (1f / frames);
        _remaining = frames;
    }

    private bool Flows()
    {
        if (_remaining > 0) return true;
        for (var lane = 0; lane < Lanes.Width; lane++)
            if (_to[lane] != Vector256<float>.Zero) return true;
        return false;
    }

    private void AddMoving(float* sources, float* destinations, int frames)
    {
        for (var f = 0; f < frames; f++)
        {
            var x = sources + (f * Lanes.Width);
            var row = destinations + (f * Lanes.Width);
            var sum = Vector256.Load(row);
            for (var lane = 0; lane < Lanes.Width; lane++)
            {
                _now[lane] += _step[lane];
                sum = Lanes.Fma(Vector256.Create(x[lane]), _now[lane], sum);
            }

            sum.Store(row);
        }

        _remaining -= frames;
        if (_remaining > 0) return;
        _now = _to;
        IsActive = Flows();
    }

    private readonly void AddStill(float* sources, float* destinations, int frames)
    {
        Vector256<float> g0 = _now[0], g1 = _now[1], g2 = _now[2], g3 = _now[3];
        Vector256<float> g4 = _now[4], g5 = _now[5], g6 = _now[6], g7 = _now[7];
        var f = 0;
        for (; f + 4 <= frames; f += 4)
        {
            var x = sources + (f * Lanes.Width);
            var row = destinations + (f * Lanes.Width);
            Vector256<float> a = Vector256.Load(row), b = Vector256.Load(row + 8), c = Vector256.Load(row + 16), d = Vector256.Load(row + 24);
            Add(x, g0, ref a, ref b, ref c, ref d);
            Add(x + 1, g1, ref a, ref b, ref c, ref d);
            Add(x + 2, g2, ref a, ref b, ref c, ref d);
            Add(x + 3, g3, ref a, ref b, ref c, ref d);
            Add(x + 4, g4, ref a, ref b, ref c, ref d);
            Add(x + 5, g5, ref a, ref b, ref c, ref d);
            Add(x + 6, g6, ref a, ref b, ref c, ref d);
            Add(x + 7, g7, ref a, ref b, ref c, ref d);
            a.Store(row);
            b.Store(row + 8);
            c.Store(row + 16);
            d.Store(row + 24);
        }

        for (; f < frames; f++)
        {
            var x = sources + (f * Lanes.Width);
            var row = destinations + (f * Lanes.Width);
            var a = Vector256.Load(row);
            a = Lanes.Fma(Vector256.Create(x[0]), g0, a);
            a = Lanes.Fma(Vector256.Create(x[1]), g1, a);
            a = Lanes.Fma(Vector256.Create(x[2]), g2, a);
            a = Lanes.Fma(Vector256.Create(x[3]), g3, a);
            a = Lanes.Fma(Vector256.Create(x[4]), g4, a);
            a = Lanes.Fma(Vector256.Create(x[5]), g5, a);
            a = Lanes.Fma(Vector256.Create(x[6]), g6, a);
            a = Lanes.Fma(Vector256.Create(x[7]), g7, a);
            a.Store(row);
        }
    }

    // One source lane of four frames.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* x, Vector256<float> gain, ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        a = Lanes.Fma(Vector256.Create(x[0]), gain, a);
        b = Lanes.Fma(Vector256.Create(x[8]), gain, b);
        c = Lanes.Fma(Vector256.Create(x[16]), gain, c);
        d = Lanes.Fma(Vector256.Create(x[24]), gain, d);
    }

    [InlineArray(Lanes.Width)]
    private struct Rows
    {
        private Vector256<float> _first;
    }
}
