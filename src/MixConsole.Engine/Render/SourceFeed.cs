using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Transport;

namespace MixConsole.Engine.Render;

/// <summary>What channels hear: device inputs, tracks while playing, silence otherwise.</summary>
[RealTime]
internal sealed unsafe class SourceFeed : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly float* _fadeBuffers; // two per strip
    private long _starved;

    /// <param name="strips">Strips of the tree.</param>
    public SourceFeed(int strips) => _fadeBuffers = _memory.Take<float>(2 * strips * Lanes.TileFrames);

    /// <summary>Tiles in which a track had no samples in time.</summary>
    public long Starved => Volatile.Read(ref _starved);

    /// <summary>Sets the source of every channel lane for a tile at <paramref name="done"/> frames into the block.</summary>
    public void Set(RenderPlan plan, TransportState transport, in RenderBlock block, int done, int frames)
    {
        var playing = transport.IsPlaying;
        var fading = transport.FadeOut > 0 || transport.FadeIn > 0;
        var starved = false;
        foreach (var node in plan.Nodes)
        {
            if (node.Kind is not StripKind.Channel) continue;
            var sources = plan.Banks[node.Bank].Sources + node.Lane;
            for (var side = 0; side < node.Lanes; side++)
            {
                if (node.Stream >= 0)
                {
                    sources[side] = plan.Silence;
                    if (!playing) continue;
                    var stream = plan.Pool[node.Stream];
                    if (stream.Filled(transport.Stretch) < transport.Played + frames) starved = true;
                    else
                    {
                        sources[side] = stream.Read(Math.Min(side, stream.Channels - 1), transport.Played);
                        if (fading) sources[side] = Fade(transport, sources[side], (node.Strip * 2) + side, frames);
                    }
                }
                else
                {
                    var input = node.LiveInput + side;
                    sources[side] = input >= 0 && input < block.InputCount ? block.Inputs[input] + done : plan.Silence;
                }
            }

            for (var lane = node.Lane + node.Lanes; lane < Lanes.Width && plan.Banks[node.Bank].Strips[lane] < 0; lane++)
                plan.Banks[node.Bank].Sources[lane] = plan.Silence;
        }

        if (starved) Volatile.Write(ref _starved, _starved + 1);
    }

    // The ends of playing: what is read from the rings goes through a line of gains.
    private float* Fade(TransportState transport, float* samples, int buffer, int frames)
    {
        var faded = _fadeBuffers + (buffer * Lanes.TileFrames);
        var length = transport.FadeFrames;
        for (var f = 0; f < frames; f++)
        {
            var gain = 1f;
            if (transport.FadeOut > 0) gain = (transport.FadeOut - 1 - f) / (float)length;
            if (transport.FadeIn > 0) gain *= 1 - ((transport.FadeIn - f) / (length / 2f));
            faded[f] = samples[f] * gain;
        }

        return faded;
    }

    public void Dispose() => _memory.Dispose();
}
