using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Plan;

/// <summary>
/// Makes up for the latency of the levels that a connection skips. Only written while something flows there, so after a pause it fills up before it lets anything through: the old sound in it is never heard.
/// </summary>
/// <param name="frames">Its delay.</param>
[RealTime]
public sealed unsafe class SkipLine : IDisposable
{
    private readonly LaneDelay _line;
    private readonly int _frames;
    private long _tile = -2;
    private int _empty;

    public SkipLine(int frames)
    {
        _frames = frames;
        _line = new LaneDelay(frames);
        Array.Fill(_line.Delays, frames);
    }

    /// <summary>Delays a tile in place; returns the first frame of it that may be used.</summary>
    /// <param name="tile">[frames][8].</param>
    /// <param name="frames">1 to <see cref="Lanes.TileFrames"/>.</param>
    /// <param name="number">Counts the plan's tiles without gaps.</param>
    public int Process(float* tile, int frames, long number)
    {
        if (_tile != number - 1) _empty = _frames;
        _tile = number;
        _line.Process(tile, frames);
        var from = Math.Min(_empty, frames);
        _empty -= from;
        return from;
    }

    /// <summary>Whether it was written in a tile.</summary>
    public bool IsFlowing(long number) => _tile == number;

    /// <summary>Takes over the past of a lane, as if the line had been written until the tile <paramref name="number"/>.</summary>
    public void AdoptState(int lane, SkipLine from, int fromLane, long number)
    {
        _line.AdoptState(lane, from._line, fromLane);
        _tile = number;
    }

    public void Dispose() => _line.Dispose();
}
