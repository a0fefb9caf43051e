using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Tests.Harness;

/// <summary>A track in memory that can be made to hang or to break off.</summary>
internal sealed class MemoryReader(float[][] channels, int rate = Rig.Rate) : ISampleReader
{
    public int Channels => channels.Length;

    public int Rate => rate;

    public long Frames => channels[0].Length;

    /// <summary>While reset, reading waits: a disk that hangs.</summary>
    public ManualResetEventSlim Gate { get; } = new(true);

    /// <summary>First frame that the medium cannot give.</summary>
    public long BreaksAt { get; set; } = long.MaxValue;

    /// <summary>What reading throws, against its promise.</summary>
    public Exception? Trouble { get; set; }

    public int Read(long at, Span<float> interleaved)
    {
        Gate.Wait();
        if (Trouble is not null) throw Trouble;
        var frames = (int)Math.Clamp(Math.Min(Frames, BreaksAt) - at, 0, interleaved.Length / Channels);
        for (var f = 0; f < frames; f++)
            for (var c = 0; c < Channels; c++) interleaved[(f * Channels) + c] = channels[c][at + f];
        return frames;
    }

    public void Dispose() => Gate.Set();
}
