using MixConsole.Engine.Boundary;
using MixConsole.Engine.Plan;
using MixConsole.Engine.Streaming;

namespace MixConsole.Engine.Backends;

/// <summary>Takes main's samples of an offline rendering, interleaved stereo.</summary>
public delegate void FrameSink(ReadOnlySpan<float> interleaved);

/// <summary>
/// Renders faster than real time, on the caller's thread, with the same loop as on air: block by block, reading the tracks in between.
/// </summary>
public sealed class OfflineBackend(ConsoleEngine engine, IAudioThreadEdge edge, int frames, int threads = 1)
{
    /// <summary>
    /// Renders a stretch of the song: main's output from song frame <paramref name="from"/>, latency taken away. The engine must have just been loaded, with <c>ownDiskThread</c> false.
    /// </summary>
    /// <param name="from">First song frame, at the session's rate.</param>
    /// <param name="count">Frames to render, at the engine's.</param>
    /// <param name="sink">Takes the samples.</param>
    /// <param name="stop">Ends early.</param>
    public unsafe void Render(long from, long count, FrameSink sink, CancellationToken stop = default)
    {
        edge.FlushDenormals();
        var loop = engine.Loop;
        var capture = new CaptureRing();
        var outputs = new PlanarBuffers(2);
        loop.UseThreads(threads);
        loop.Capture = capture;
        loop.HasDeadline = false;
        loop.Transport.ExactStarts = true;
        loop.Account.Enter();
        engine.Locate(from);
        engine.Play();
        var samples = new float[2 * 8192];
        var block = new RenderBlock(null, 0, outputs.Table, 2, frames);
        while (count > 0)
        {
            stop.ThrowIfCancellationRequested();
            Fill(engine.Pool, loop.Transport.Played + frames + Dsp.Buffers.Lanes.TileFrames);
            loop.Render(block);
            while (count > 0)
            {
                var read = capture.Read(samples.AsSpan(0, (int)Math.Min(samples.Length, count * 2)));
                if (read == 0) break;
                sink(samples.AsSpan(0, read * 2));
                count -= read;
            }
        }

        outputs.Dispose();
    }

    private static void Fill(StreamPool pool, long needed)
    {
        while (pool.IsShort(needed))
            if (!pool.Pump()) break;
    }
}
