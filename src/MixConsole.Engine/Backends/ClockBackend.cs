using System.Diagnostics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Backends;

/// <summary>
/// A backend without a device: silent inputs, outputs that go nowhere. Carries the console on a fresh machine and while a device is lost, and is the deterministic device of tests.
/// </summary>
public sealed class ClockBackend : IAudioBackend
{
    private const int LatePeriods = 4;
    private readonly IAudioThreadEdge _edge;
    private readonly PlanarBuffers _inputs;
    private readonly PlanarBuffers _outputs;
    private RenderEntry? _entry;
    private Thread? _thread;
    private volatile bool _stop;
    private volatile int _frames;
    private long _xruns;

    /// <param name="edge">Sleeps until the deadlines of <see cref="ClockMode.RealTime"/>.</param>
    /// <param name="mode">What paces the blocks.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="frames">Frames per block, 1 to <see cref="RenderBlock.MaxFrames"/>.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="inputs">Input channels.</param>
    public ClockBackend(IAudioThreadEdge edge, ClockMode mode, int rate = 48_000, int frames = 64, int outputs = 2, int inputs = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        _edge = edge;
        Mode = mode;
        Rate = rate;
        Frames = frames;
        _inputs = new PlanarBuffers(inputs);
        _outputs = new PlanarBuffers(outputs);
    }

    public ClockMode Mode { get; }

    public string Name => Mode == ClockMode.Virtual ? "clock in virtual time" : "clock";

    public int Rate { get; }

    /// <summary>Frames per block; a change holds from the next block on, as with a device that changes its block size while running.</summary>
    public int Frames
    {
        get => _frames;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, RenderBlock.MaxFrames);
            _frames = value;
        }
    }

    public int Inputs => _inputs.Channels;

    public int Outputs => _outputs.Channels;

    /// <summary>Times that the clock fell more than four periods behind and gave up the missed blocks.</summary>
    public long Xruns => Volatile.Read(ref _xruns);

    /// <summary>True in virtual time. A stepped clock's owner keeps its own deadlines.</summary>
    public bool IsFreewheeling => Mode == ClockMode.Virtual;

    /// <summary>A clock is never lost; false while stopped and after the renderer threw.</summary>
    public bool IsAlive => _entry is { Fault: null };

    /// <summary>Blocks rendered since start.</summary>
    public long Blocks => _entry?.Blocks ?? 0;

    /// <summary>What the renderer threw, against its promise.</summary>
    public Exception? Fault => _entry?.Fault;

    public void Start(IBlockRenderer renderer)
    {
        if (_entry is not null)
            throw new InvalidOperationException("The clock runs already; stop it first.");
        _xruns = 0;
        _stop = false;
        _entry = new RenderEntry(renderer);
        if (Mode == ClockMode.Stepped)
            return;
        _thread = new Thread(Mode == ClockMode.RealTime ? RunRealTime : RunVirtual) { Name = "audio", IsBackground = true };
        _thread.Start();
    }

    public void Stop()
    {
        _stop = true;
        _thread?.Join();
        _thread = null;
        _entry?.Close();
        _entry = null;
    }

    /// <summary>Renders <paramref name="blocks"/> blocks of <see cref="Frames"/> on the calling thread, always the same one. Rethrows what the renderer throws.</summary>
    public void Step(int blocks)
    {
        if (Mode != ClockMode.Stepped || _entry is not { } entry)
            throw new InvalidOperationException("Only a started clock in stepped mode can be stepped.");
        for (int block = 0; block < blocks; block++)
            RunBlock(entry, _frames);
        if (entry.Fault is { } fault)
            throw new InvalidOperationException("The renderer threw.", fault);
    }

    /// <summary>Input of the next block, silent until written: for tests in stepped mode.</summary>
    public Span<float> Input(int channel) => _inputs.Channel(channel, _frames);

    /// <summary>Output of the last block: for tests in stepped mode.</summary>
    public ReadOnlySpan<float> Output(int channel) => _outputs.Channel(channel, _frames);

    public void Dispose()
    {
        Stop();
        _inputs.Dispose();
        _outputs.Dispose();
    }

    private void RunVirtual()
    {
        RenderEntry entry = _entry!;
        while (!_stop)
            RunBlock(entry, _frames);
    }

    private void RunRealTime()
    {
        RenderEntry entry = _entry!;
        long deadline = Stopwatch.GetTimestamp();
        long remainder = 0;
        while (!_stop)
        {
            int frames = _frames;
            RunBlock(entry, frames);

            // The remainder keeps the long-term rate exact where a period is no whole number of ticks.
            (long period, long rest) = Math.DivRem(frames * Stopwatch.Frequency, Rate);
            remainder += rest;
            deadline += period + (remainder / Rate);
            remainder %= Rate;
            _edge.SleepUntil(deadline);

            long now = Stopwatch.GetTimestamp();
            if (now - deadline <= LatePeriods * period)
                continue;
            deadline = now;
            Volatile.Write(ref _xruns, _xruns + 1);
        }
    }

    [RealTime]
    private unsafe void RunBlock(RenderEntry entry, int frames) =>
        entry.Run(_inputs.Table, _inputs.Channels, _outputs.Table, _outputs.Channels, frames);
}
