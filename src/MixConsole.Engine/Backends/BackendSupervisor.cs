using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Render;

namespace MixConsole.Engine.Backends;

/// <summary>
/// Keeps the engine running whatever devices do: opens the wanted device, goes on with a clock where it is missing or vanishes, and opens it again when it is back.
/// </summary>
public sealed class BackendSupervisor : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500); // within 2 s of its return, with room for a slow open

    private readonly RenderLoop _loop;
    private readonly Func<IAudioBackend>? _device;
    private readonly Func<IAudioBackend> _clock;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private IAudioBackend? _running;
    private bool _onDevice;
    private long _xrunsBefore;
    private volatile string _report = "";

    /// <param name="loop">The engine's audio side.</param>
    /// <param name="device">Makes the wanted device; null where the clock is wanted.</param>
    /// <param name="clock">Makes the clock.</param>
    public BackendSupervisor(RenderLoop loop, Func<IAudioBackend>? device, Func<IAudioBackend> clock)
    {
        _loop = loop;
        _device = device;
        _clock = clock;
        _thread = new Thread(Watch) { Name = "devices", IsBackground = true };
    }

    /// <summary>What drives the engine; contains the word clock while no device runs.</summary>
    public string Name => _running is not { } backend ? "none" : _onDevice || _device is null ? backend.Name : "clock (waiting for the device)";

    public int Frames => _running?.Frames ?? 0;

    public long Xruns => _xrunsBefore + (_running?.Xruns ?? 0);

    /// <summary>Why no device runs, in a sentence with the remedy; empty while all is well.</summary>
    public string Report => _report;

    /// <summary>Starts the device, or the clock where that fails, and watches it from now on.</summary>
    public void Start()
    {
        if (!TryDevice()) StartClock();
        if (_device is not null) _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive) _thread.Join();
        EndRunning();
        _stop.Dispose();
    }

    private bool TryDevice()
    {
        if (_device is null) return false;
        IAudioBackend? device = null;
        try
        {
            device = _device();
            var door = new Door(_loop);
            device.Start(door); // plays silence, while the clock goes on until all is well
            if (device.Rate != _loop.Rate)
                throw new BackendException($"{device.Name} runs at {device.Rate} Hz and the console at {_loop.Rate} Hz. Start the console with --rate {device.Rate}, or set the device to {_loop.Rate} Hz.");
            EndRunning();
            _loop.Backend = device;
            (_running, _onDevice, _report) = (device, true, "");
            door.Open();
            return true;
        }
        catch (Exception trouble)
        {
            // Whatever a driver throws, the console goes on.
            _report = trouble is BackendException ? trouble.Message : $"The device cannot be opened: {trouble.Message} Check its driver, or start the console with the clock.";
            device?.Stop();
            device?.Dispose();
            return false;
        }
    }

    private void StartClock()
    {
        if (_running is not null) return;
        var clock = _clock();
        _loop.Backend = clock;
        clock.Start(_loop);
        (_running, _onDevice) = (clock, false);
    }

    private void EndRunning()
    {
        if (_running is not { } backend) return;
        _running = null;
        _xrunsBefore += backend.Xruns;
        backend.Stop();
        backend.Dispose();
    }

    /// <summary>Keeps a device that has just started silent until the clock has left the engine.</summary>
    [RealTime]
    private sealed unsafe class Door(IBlockRenderer loop) : IBlockRenderer
    {
        private volatile bool _open;
        private bool _entered;

        public void Open() => _open = true;

        public void Enter()
        {
        }

        public void Render(in RenderBlock block)
        {
            if (!_open)
            {
                for (var channel = 0; channel < block.OutputCount; channel++) new Span<float>(block.Outputs[channel], block.Frames).Clear();
                return;
            }

            if (!_entered)
            {
                _entered = true;
                loop.Enter();
            }

            loop.Render(block);
        }
    }

    private void Watch()
    {
        var sinceTry = TimeSpan.Zero;
        while (!_stop.Wait(LookInterval))
        {
            if (_onDevice && _running is { IsAlive: true }) continue;
            if (_onDevice)
            {
                _report = $"{_running?.Name} is gone; the console goes on with a clock and opens it again when it is back.";
                EndRunning();
                StartClock();
                sinceTry = TimeSpan.Zero;
            }

            sinceTry += LookInterval;
            if (sinceTry < RetryInterval) continue;
            sinceTry = TimeSpan.Zero;
            TryDevice();
        }
    }
}
