using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;

namespace MixConsole.Platform.PortAudio;

/// <summary>One open stream, from open to close. Made and closed on the library's thread.</summary>
internal sealed unsafe class PortAudioStream
{
    // Several of the longest blocks, and far more than a stalled machine takes away at once.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);
    private readonly RenderEntry _entry;
    private readonly GCHandle<PortAudioStream> _self;
    private readonly nint _stream;
    private volatile int _frames;
    private long _lastCallback;
    private long _xruns;

    /// <summary>Opens and starts; blocks come from here on. Throws <see cref="BackendException"/>.</summary>
    public PortAudioStream(PortAudioOptions options, PortAudioDevice device, RenderEntry entry)
    {
        Device = device;
        Inputs = Math.Min(options.Inputs ?? PortAudioOptions.MaxAutomatic, device.Inputs);
        Outputs = Math.Min(options.Outputs ?? PortAudioOptions.MaxAutomatic, device.Outputs);
        Rate = options.Rate;
        _frames = options.Frames;
        _entry = entry;
        _self = new GCHandle<PortAudioStream>(this);
        WarmUp();
        StreamParameters input = Parameters(Inputs, device.InputLatency), output = Parameters(Outputs, device.OutputLatency);
        int error = PortAudioLibrary.Open(
            out _stream, Inputs > 0 ? &input : null, Outputs > 0 ? &output : null, options.Rate, new CULong((uint)options.Frames),
            new CULong(PortAudioLibrary.NoClipNoDither), &OnBlock, GCHandle<PortAudioStream>.ToIntPtr(_self));
        if (error != 0)
        {
            _self.Dispose();
            throw new BackendException($"The device {device} does not open with {Inputs} inputs and {Outputs} outputs at {options.Rate} Hz: {PortAudioLibrary.Text(error)}. Try its own rate of {device.Rate:0} Hz or other channel counts.");
        }

        Rate = (int)PortAudioLibrary.Info(_stream)->Rate;
        _lastCallback = Stopwatch.GetTimestamp();
        error = PortAudioLibrary.StartStream(_stream);
        if (error != 0)
        {
            Close();
            throw new BackendException($"The device {device} opens but does not start: {PortAudioLibrary.Text(error)}. Another program may hold it.");
        }
    }

    public PortAudioDevice Device { get; }

    public int Rate { get; }

    public int Frames => _frames;

    public int Inputs { get; }

    public int Outputs { get; }

    public long Xruns => Volatile.Read(ref _xruns);

    public Exception? Fault => _entry.Fault;

    /// <summary>False after a fault, or when the device has been silent for too long: the library does not tell of a death.</summary>
    public bool IsAlive => _entry.Fault is null && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastCallback)) < Silence;

    /// <summary>Leaves the device, after the entry was closed.</summary>
    public void Close()
    {
        _ = PortAudioLibrary.AbortStream(_stream);
        _ = PortAudioLibrary.CloseStream(_stream);
        _self.Dispose();
    }

    private StreamParameters Parameters(int channels, double latency) => new()
    {
        Device = Device.Index,
        Channels = channels,
        Format = new CULong(PortAudioLibrary.PlanarFloat),
        Latency = latency,
    };

    // Compiles all that the callback runs: the compiler must not work inside the first block.
    private void WarmUp()
    {
        delegate* unmanaged[Cdecl]<float**, float**, CULong, void*, CULong, nint, int> callback = &OnBlock;
        _ = callback(null, null, default, null, default, GCHandle<PortAudioStream>.ToIntPtr(_self));
    }

    [RealTime]
    private void Process(float** inputs, float** outputs, int frames, uint flags)
    {
        if (frames != 0)
            _frames = frames;
        if ((flags & PortAudioLibrary.XrunFlags) != 0)
            Volatile.Write(ref _xruns, _xruns + 1);
        _entry.Run(inputs, inputs is null ? 0 : Inputs, outputs, outputs is null ? 0 : Outputs, frames);
        Volatile.Write(ref _lastCallback, Stopwatch.GetTimestamp());
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnBlock(float** inputs, float** outputs, CULong frames, void* time, CULong flags, nint self)
    {
        const int goOn = 0;
        GCHandle<PortAudioStream>.FromIntPtr(self).Target.Process(inputs, outputs, (int)frames.Value, (uint)flags.Value);
        return goOn;
    }
}
