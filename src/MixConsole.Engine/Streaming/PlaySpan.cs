using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Streaming;

/// <summary>
/// A stretch of playing: where in the song it began and whether it loops. Maps frames played since then to song frames; the disk and the audio thread share the same arithmetic.
/// </summary>
/// <param name="Number">Counts stretches; 0 is none.</param>
/// <param name="Start">Song frame of the first played frame.</param>
/// <param name="LoopFrom">Song frame where the loop begins.</param>
/// <param name="LoopTo">Song frame where it ends; not above LoopFrom for no loop.</param>
[RealTime]
public readonly record struct PlaySpan(int Number, long Start, long LoopFrom, long LoopTo)
{
    private bool Loops => LoopTo > LoopFrom && Start < LoopTo;

    /// <summary>Song frame of a played frame.</summary>
    public long Song(long played)
    {
        if (!Loops || played < LoopTo - Start) return Start + played;
        return LoopFrom + ((played - (LoopTo - Start)) % (LoopTo - LoopFrom));
    }

    /// <summary>Frames from a played frame until the song jumps.</summary>
    public long Straight(long played) => Loops ? LoopTo - Song(played) : long.MaxValue;
}
