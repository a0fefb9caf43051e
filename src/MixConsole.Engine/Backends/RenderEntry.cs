using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Backends;

/// <summary>
/// The door from a device's callback into the renderer, one per start of a backend: one Enter before the first block, blocks of at most <see cref="RenderBlock.MaxFrames"/>,
/// no exception out (native callers would end the process), and nobody inside once <see cref="Close"/> has returned.
/// </summary>
public sealed unsafe class RenderEntry(IBlockRenderer renderer)
{
    private long _blocks;
    private int _inside;
    private volatile bool _closed;
    private volatile Exception? _fault;
    private bool _entered;

    /// <summary>Blocks rendered since start.</summary>
    public long Blocks => Volatile.Read(ref _blocks);

    /// <summary>What the renderer threw, against its promise; from then on the door gives silence.</summary>
    public Exception? Fault => _fault;

    /// <summary>
    /// Renders <paramref name="frames"/> frames, or writes silence after <see cref="Close"/> or a fault. Where the device asks for more than a block holds,
    /// the pointer tables are moved forward in place. Zero frames warm the way up and call nobody.
    /// </summary>
    [RealTime]
    public void Run(float** inputs, int inputCount, float** outputs, int outputCount, int frames)
    {
        Interlocked.Exchange(ref _inside, 1);
        int done = 0;
        if (!_closed && _fault is null)
            done = Render(inputs, inputCount, outputs, outputCount, frames);
        for (int channel = 0; done < frames && channel < outputCount; channel++)
            new Span<float>(outputs[channel], frames - done).Clear();
        Volatile.Write(ref _inside, 0);
    }

    /// <summary>Keeps everybody out from now on and waits for who is still inside: one block at most.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
        var wait = new SpinWait();
        while (Volatile.Read(ref _inside) != 0)
            wait.SpinOnce();
    }

    [RealTime]
    private int Render(float** inputs, int inputCount, float** outputs, int outputCount, int frames)
    {
        int done = 0;
        try
        {
            while (done < frames)
            {
                if (!_entered)
                {
                    _entered = true;
                    renderer.Enter();
                }

                int count = Math.Min(frames - done, RenderBlock.MaxFrames);
                renderer.Render(new RenderBlock(inputs, inputCount, outputs, outputCount, count));
                _blocks++;
                done += count;
                if (done == frames)
                    break;
                Advance(inputs, inputCount, count);
                Advance(outputs, outputCount, count);
            }
        }
        catch (Exception fault)
        {
            _fault = fault;
        }

        return done;
    }

    [RealTime]
    private static void Advance(float** table, int channels, int frames)
    {
        for (int channel = 0; channel < channels; channel++)
            table[channel] += frames;
    }
}
