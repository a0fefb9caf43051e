using System.Runtime.InteropServices;

namespace MixConsole.Dsp.Buffers;

/// <summary>A delay line of eight channels, whole frames, one length per lane.</summary>
[RealTime]
public sealed unsafe class LaneDelay : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly float* _ring;
    private readonly int _mask;
    private long _written;

    /// <param name="longest">Longest delay in frames.</param>
    public LaneDelay(int longest)
    {
        var frames = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(longest + Lanes.TileFrames));
        _mask = frames - 1;
        _ring = _memory.Take<float>(frames * Lanes.Width);
        Delays = new int[Lanes.Width];
    }

    /// <summary>Frames of delay of each lane for <see cref="Process(float*, int)"/>.</summary>
    public int[] Delays { get; }

    /// <summary>Takes a tile in.</summary>
    public void Write(float* tile, int frames)
    {
        var at = (int)(_written & _mask);
        var first = Math.Min(frames, _mask + 1 - at);
        NativeMemory.Copy(tile, _ring + (at * Lanes.Width), (nuint)(first * Lanes.Width * sizeof(float)));
        if (first < frames) NativeMemory.Copy(tile + (first * Lanes.Width), _ring, (nuint)((frames - first) * Lanes.Width * sizeof(float)));
        _written += frames;
    }

    /// <summary>Reads the last written tile with other delays for each lane.</summary>
    public void Read(int[] delays, float* tile, int frames)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            var from = _written - frames - delays[lane];
            for (var f = 0; f < frames; f++) tile[(f * Lanes.Width) + lane] = _ring[((int)((from + f) & _mask) * Lanes.Width) + lane];
        }
    }

    /// <summary>Delays a tile in place.</summary>
    public void Process(float* tile, int frames)
    {
        Write(tile, frames);
        Read(Delays, tile, frames);
    }

    /// <summary>Takes over the past of a lane; as much as both lines hold.</summary>
    public void AdoptState(int lane, LaneDelay from, int fromLane)
    {
        var frames = Math.Min(_mask, from._mask);
        for (var f = 1; f <= frames; f++)
            _ring[((int)((_written - f) & _mask) * Lanes.Width) + lane] = from._ring[((int)((from._written - f) & from._mask) * Lanes.Width) + fromLane];
    }

    /// <summary>Forgets the past.</summary>
    public void Reset() => NativeMemory.Clear(_ring, (nuint)((_mask + 1) * Lanes.Width * sizeof(float)));

    public void Dispose() => _memory.Dispose();
}
