using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Gain;

/// <summary>
/// Eight channels into eight destinations: one row of eight destination gains per source lane. Sources are summed in the order of their lanes, always, and the sum is added to what is there.
/// </summary>
[RealTime]
public unsafe struct LaneMix
{
    private LaneRows _now, _step, _to;
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

    /// <summary>Whether gains move.</summary>
    public readonly bool IsMoving => _remaining > 0;

    /// <summary>Bit per destination lane that anything flows to.</summary>
    public readonly uint Destinations
    {
        get
        {
            var any = Vector256<float>.Zero;
            for (var lane = 0; lane < Lanes.Width; lane++) any |= Vector256.Abs(_to[lane]);
            return Lanes.Bits(~Vector256.Equals(any, Vector256<float>.Zero));
        }
    }

    /// <summary>Gain from a source lane to a destination lane now.</summary>
    public float Gain(int source, int destination) => Lanes.Get(ref _now[source], destination);

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
            var sum = Vector256<float>.Zero;
            for (var lane = 0; lane < Lanes.Width; lane++)
            {
                _now[lane] += _step[lane];
                sum = Lanes.Fma(Vector256.Create(x[lane]), _now[lane], sum);
            }

            (Vector256.Load(row) + sum).Store(row);
        }

        _remaining -= frames;
        if (_remaining > 0) return;
        _now = _to;
        IsActive = Flows();
    }

    private readonly void AddStill(float* sources, float* destinations, int frames)
    {
        var rows = _now;
        var f = 0;
        for (; f + 4 <= frames; f += 4)
        {
            LaneProduct.Four(sources + (f * Lanes.Width), ref rows, out var a, out var b, out var c, out var d);
            var row = destinations + (f * Lanes.Width);
            (Vector256.Load(row) + a).Store(row);
            (Vector256.Load(row + 8) + b).Store(row + 8);
            (Vector256.Load(row + 16) + c).Store(row + 16);
            (Vector256.Load(row + 24) + d).Store(row + 24);
        }

        for (; f < frames; f++)
        {
            var row = destinations + (f * Lanes.Width);
            (Vector256.Load(row) + LaneProduct.One(sources + (f * Lanes.Width), ref rows)).Store(row);
        }
    }
}
