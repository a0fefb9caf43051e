using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Filters;

/// <summary>
/// Filter sections of eight channels in series. Slots that no lane uses cost nothing; a lane that is out passes through. Coefficients move in straight lines over a counted time,
/// so any division into blocks gives the same samples.
/// </summary>
[RealTime]
public sealed unsafe class LaneCascade : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly int _slots;
    private readonly int _rampFrames;
    private readonly int _lingerFrames;
    private readonly LaneSection* _sections;
    private readonly double* _gains; // [slot][lane], b0 of each lane; 1 where out
    private readonly uint* _used; // [slot], bit per lane
    private readonly uint* _warm; // [slot], lanes that have sounded since the last rest
    private readonly int* _active; // slots in work, in order
    private int _activeCount;
    private Vector256<float> _gain, _gainStep, _gainTo;
    private int _moving, _lingering;

    /// <param name="slots">Sections at most.</param>
    /// <param name="rate">Frames per second.</param>
    public LaneCascade(int slots, int rate)
    {
        _slots = slots;
        _rampFrames = rate / 100; // 10 ms: long enough not to click, short enough to feel immediate
        _lingerFrames = rate / 2; // what a low filter still rings after it was taken out
        _sections = _memory.Take<LaneSection>(slots);
        _gains = _memory.Take<double>(slots * Lanes.Width);
        _used = _memory.Take<uint>(slots);
        _warm = _memory.Take<uint>(slots);
        _active = _memory.Take<int>(slots);
        new Span<double>(_gains, slots * Lanes.Width).Fill(1);
        _gain = _gainTo = Vector256.Create(1f);
    }

    /// <summary>Whether any section has work.</summary>
    public bool IsActive => _activeCount > 0;

    /// <summary>Sets the filter of one lane in a slot. While <paramref name="jump"/>, without a move: before the first sound.</summary>
    public void Set(int slot, int lane, in Biquad filter, bool jump)
    {
        var bit = 1u << lane;
        Pause();
        _gains[(slot * Lanes.Width) + lane] = filter.B0;
        _sections[slot].Aim(lane, DeltaCoefficients.From(filter));
        if ((_warm[slot] & bit) == 0) _sections[slot].Thaw(lane);
        _used[slot] |= bit;
        _warm[slot] |= bit;
        Retune(jump);
    }

    /// <summary>Takes a lane out of a slot.</summary>
    public void Clear(int slot, int lane, bool jump)
    {
        var bit = 1u << lane;
        if ((_used[slot] & bit) == 0) return;
        Pause();
        _used[slot] &= ~bit;
        _gains[(slot * Lanes.Width) + lane] = 1;
        _sections[slot].Open(lane);
        Retune(jump);
    }

    /// <summary>Filters a tile in place.</summary>
    /// <param name="tile">[frames][8].</param>
    /// <param name="frames">1 to <see cref="Lanes.TileFrames"/>.</param>
    public void Process(float* tile, int frames)
    {
        if (_activeCount == 0) return;
        while (frames > 0)
        {
            var n = _moving > 0 ? Math.Min(frames, _moving) : _lingering > 0 ? Math.Min(frames, _lingering) : frames;
            if (_moving > 0) ProcessMoving(tile, n);
            else ProcessStill(tile, n);
            frames -= n;
            tile += n * Lanes.Width;
        }
    }

    /// <summary>Forgets the sound; keeps filters.</summary>
    public void Reset()
    {
        for (var s = 0; s < _slots; s++) _sections[s].Clear();
        Arrive();
    }

    /// <summary>Takes over the ringing of a lane from another cascade, where both run the same slots.</summary>
    public void AdoptState(int lane, LaneCascade from, int fromLane)
    {
        for (var s = 0; s < Math.Min(_slots, from._slots); s++)
        {
            Lanes.Set(ref _sections[s].W, lane, Lanes.Get(ref from._sections[s].W, fromLane));
            Lanes.Set(ref _sections[s].V, lane, Lanes.Get(ref from._sections[s].V, fromLane));
        }
    }

    public void Dispose() => _memory.Dispose();

    private void Retune(bool jump)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            var product = 1.0;
            for (var s = 0; s < _slots; s++) product *= _gains[(s * Lanes.Width) + lane];
            Lanes.Set(ref _gainTo, lane, (float)product);
        }

        _activeCount = 0;
        for (var s = 0; s < _slots; s++)
            if (_warm[s] != 0) _active[_activeCount++] = s;

        if (jump)
        {
            Arrive();
            return;
        }

        var perFrame = 1f / _rampFrames;
        for (var a = 0; a < _activeCount; a++) _sections[_active[a]].Slope(perFrame);
        _gainStep = (_gainTo - _gain) * perFrame;
        _moving = _rampFrames;
        _lingering = 0;
    }

    // A move that is under way ends where it is; a frame's coefficients are counted from a move's beginning, since adding up steps would add up their rounding.
    private void Pause()
    {
        if (_moving == 0) return;
        var moved = _rampFrames - _moving;
        for (var a = 0; a < _activeCount; a++) _sections[_active[a]].Pause(moved);
        _gain = Lanes.Fma(_gainStep, Vector256.Create((float)moved), _gain);
        _moving = 0;
    }

    private void Arrive()
    {
        _moving = 0;
        _gain = _gainTo;
        var idle = false;
        for (var a = 0; a < _activeCount; a++)
        {
            _sections[_active[a]].Arrive();
            idle |= _warm[_active[a]] != _used[_active[a]];
        }

        _lingering = idle ? _lingerFrames : 0;
    }

    // Lanes that have rung out leave; slots without lanes stop costing time.
    private void Rest()
    {
        _lingering = 0;
        _activeCount = 0;
        for (var s = 0; s < _slots; s++)
        {
            var rested = _warm[s] & ~_used[s];
            for (var lane = 0; rested != 0; lane++, rested >>= 1)
                if ((rested & 1) != 0) _sections[s].Leave(lane);
            _warm[s] = _used[s];
            if (_warm[s] != 0) _active[_activeCount++] = s;
        }
    }

    private void ProcessMoving(float* tile, int frames)
    {
        var moved = _rampFrames - _moving;
        var k = Vector256.Create((float)moved);
        for (var f = 0; f < frames; f++)
        {
            k += Vector256.Create(1f);
            var row = tile + (f * Lanes.Width);
            (Vector256.Load(row) * Lanes.Fma(_gainStep, k, _gain)).Store(row);
        }

        for (var a = 0; a < _activeCount; a++) LaneCascadeKernels.Moving(ref _sections[_active[a]], tile, frames, moved);
        _moving -= frames;
        if (_moving == 0) Arrive();
    }

    private void ProcessStill(float* tile, int frames)
    {
        var gain = _gain;
        var one = Vector256.Create(1f);
        var a = 0;
        while (a < _activeCount)
        {
            var left = _activeCount - a;
            if (left >= 5)
            {
                LaneCascadeKernels.Five(tile, frames, gain, ref _sections[_active[a]], ref _sections[_active[a + 1]], ref _sections[_active[a + 2]], ref _sections[_active[a + 3]], ref _sections[_active[a + 4]]);
                a += 5;
            }
            else if (left >= 4)
            {
                LaneCascadeKernels.Four(tile, frames, gain, ref _sections[_active[a]], ref _sections[_active[a + 1]], ref _sections[_active[a + 2]], ref _sections[_active[a + 3]]);
                a += 4;
            }
            else if (left >= 2)
            {
                LaneCascadeKernels.Two(tile, frames, gain, ref _sections[_active[a]], ref _sections[_active[a + 1]]);
                a += 2;
            }
            else
            {
                LaneCascadeKernels.One(tile, frames, gain, ref _sections[_active[a]]);
                a++;
            }

            gain = one;
        }

        if (_lingering > 0)
        {
            _lingering -= frames;
            if (_lingering == 0) Rest();
        }
    }
}
