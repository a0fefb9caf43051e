namespace MixConsole.Engine.Backends;

/// <summary>
/// Calls the engine for blocks of samples at the pace of a device or clock. Open - Start - Stop - Dispose, from one control thread; the renderer is called on the backend's audio thread.
/// </summary>
public interface IAudioBackend : IDisposable
{
    /// <summary>Name for people, as in "clock" or "jack system".</summary>
    string Name { get; }

    /// <summary>Frames per second, valid after <see cref="Start"/>.</summary>
    int Rate { get; }

    /// <summary>Frames of the present block size; may change while running, up to <see cref="RenderBlock.MaxFrames"/>.</summary>
    int Frames { get; }

    /// <summary>Device inputs and outputs, valid after <see cref="Start"/>.</summary>
    int Inputs { get; }

    int Outputs { get; }

    /// <summary>Gaps reported by the device since start.</summary>
    long Xruns { get; }

    /// <summary>False once the device is gone; the owner then stops this backend and runs the clock until it is back.</summary>
    bool IsAlive { get; }

    /// <summary>True while blocks come faster than real time and none can be late.</summary>
    bool IsFreewheeling => false;

    /// <summary>Opens the device and begins to call <paramref name="renderer"/>. Throws <see cref="BackendException"/> with a sentence that names the device and the remedy.</summary>
    void Start(IBlockRenderer renderer);

    /// <summary>Ends the calls; returns when the audio thread has left the renderer. Never hangs on a dead device.</summary>
    void Stop();
}

/// <summary>What a backend calls: the engine.</summary>
public interface IBlockRenderer
{
    /// <summary>Called once on the audio thread before its first block: priority, floating-point mode, counters.</summary>
    [Dsp.Buffers.RealTime(OffAir = true)]
    void Enter();

    /// <summary>Renders one block. Never throws, allocates, locks or waits.</summary>
    void Render(in RenderBlock block);
}

/// <summary>One block of device samples: planar float pointers, valid during the call.</summary>
public readonly unsafe struct RenderBlock(float** inputs, int inputCount, float** outputs, int outputCount, int frames)
{
    /// <summary>Largest block that the engine accepts.</summary>
    public const int MaxFrames = 8192;

    public float** Inputs { get; } = inputs;

    public int InputCount { get; } = inputCount;

    public float** Outputs { get; } = outputs;

    public int OutputCount { get; } = outputCount;

    public int Frames { get; } = frames;
}

/// <summary>A device that cannot be used, in one sentence with the remedy.</summary>
public sealed class BackendException : Exception
{
    public BackendException(string message) : base(message) { }

    public BackendException(string message, Exception inner) : base(message, inner) { }

    public BackendException() { }
}
