using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Jack;

/// <summary>One connection to a JACK server, from open to close; a lost server needs a new one.</summary>
internal sealed unsafe class JackClient
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    // A block comes every few milliseconds; a callback of the library's other thread lasts less than one.
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(1), LastCallbacks = TimeSpan.FromMilliseconds(20);

    // A server that hangs reports nothing. Block-size changes and machine stalls are shorter.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);
    private readonly nint _client;
    private readonly RenderEntry _entry;
    private readonly JackPorts _inputs;
    private readonly JackPorts _outputs;
    private GCHandle<JackClient> _self;
    private volatile int _frames;
    private volatile bool _lost;
    private volatile bool _leaving;
    private volatile bool _activated;
    private volatile Thread? _blockThread;
    private volatile bool _freewheeling;
    private long _lastCallback = Stopwatch.GetTimestamp();
    private long _xruns;

    /// <summary>Opens, registers, activates and connects: blocks come from here on. Throws <see cref="BackendException"/>.</summary>
    public JackClient(JackOptions options, string server, IBlockRenderer renderer)
    {
        _client = JackLibrary.ClientOpen(options.ClientName, JackLibrary.NoStartServer, out int status, 0);
        if (_client == 0)
            throw new BackendException(Refusal(server, status));
        _entry = new RenderEntry(renderer);
        _self = new GCHandle<JackClient>(this);
        try
        {
            Rate = (int)JackLibrary.SampleRate(_client);
            _frames = (int)JackLibrary.BufferSize(_client);
            _inputs = new JackPorts(_client, input: true, options.Inputs ?? Math.Min(JackPorts.CountPhysical(_client, inputs: true), JackOptions.MaxAutomatic));
            _outputs = new JackPorts(_client, input: false, options.Outputs ?? Math.Clamp(JackPorts.CountPhysical(_client, inputs: false), 2, JackOptions.MaxAutomatic));
            Activate();
            if (options.ConnectPhysical)
            {
                _inputs.ConnectPhysical();
                _outputs.ConnectPhysical();
            }
        }
        catch
        {
            Close();
            throw;
        }
    }

    public int Rate { get; }

    public int Frames => _frames;

    public int Inputs => _inputs.Count;

    public int Outputs => _outputs.Count;

    public long Xruns => Volatile.Read(ref _xruns);

    public bool IsFreewheeling => _freewheeling;

    public bool IsAlive => !_lost && _entry.Fault is null && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastCallback)) < Silence;

    public Exception? Fault => _entry.Fault;

    /// <summary>
    /// Leaves the graph. The renderer is free when this returns; what the library still holds when it does not come back in time (a server that hangs) stays allocated, for it may still call.
    /// </summary>
    public void Close()
    {
        _entry.Close();
        _leaving = true;
        if (BoundedCall.TryRun("jack close", CloseLimit, Leave))
            _self.Dispose();
    }

    // The library ends its threads by cancelling them, wherever they are: inside managed code that ends the process ("exception not rethrown").
    // So the block thread is made to end itself first, by the result of its callback; then the other thread's callbacks are taken away.
    private void Leave()
    {
        long from = Stopwatch.GetTimestamp();
        while (_activated && !_lost && _blockThread is not { IsAlive: false } && Stopwatch.GetElapsedTime(from) < LeaveLimit)
            Thread.Sleep(1);
        _ = JackLibrary.SetXrun(_client, null, 0);
        _ = JackLibrary.SetFreewheel(_client, null, 0);
        JackLibrary.OnShutdown(_client, null, 0);
        Thread.Sleep(LastCallbacks);
        _ = JackLibrary.ClientClose(_client);
    }

    private static string Refusal(string server, int status) =>
        $"No JACK server named \"{server}\" answers (status 0x{status:x}). Start one with `jackd -n {server} -d alsa -r 48000 -p 64` (or `-d dummy` without an interface), or run on the clock.";

    private void Activate()
    {
        nint self = GCHandle<JackClient>.ToIntPtr(_self);
        WarmUp();
        _ = JackLibrary.SetProcess(_client, &OnProcess, self);
        _ = JackLibrary.SetXrun(_client, &OnXrun, self);
        _ = JackLibrary.SetFreewheel(_client, &OnFreewheel, self);
        JackLibrary.OnShutdown(_client, &OnShutdown, self);
        if (JackLibrary.Activate(_client) != 0)
            throw new BackendException("The JACK server answers but does not take us into its graph; restart it.");
        _activated = true;
    }

    // Compiles all that the callbacks run: the compiler must not work inside the first block.
    private void WarmUp()
    {
        delegate* unmanaged[Cdecl]<uint, nint, int> process = &OnProcess;
        delegate* unmanaged[Cdecl]<nint, int> xrun = &OnXrun;
        delegate* unmanaged[Cdecl]<int, nint, void> freewheel = &OnFreewheel;
        delegate* unmanaged[Cdecl]<int, byte*, nint, void> shutdown = &OnShutdown;
        _ = process(0, 0);
        _ = xrun(0);
        freewheel(0, 0);
        shutdown(0, null, 0);
        _ = Process(0);
    }

    [RealTime]
    private bool Process(uint frames)
    {
        if (frames != 0)
        {
            _frames = (int)frames;
            _blockThread = Thread.CurrentThread;
        }

        _inputs.Fetch(frames);
        _outputs.Fetch(frames);
        _entry.Run(_inputs.Buffers, _inputs.Count, _outputs.Buffers, _outputs.Count, (int)frames);
        Volatile.Write(ref _lastCallback, Stopwatch.GetTimestamp());
        return !_leaving;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnProcess(uint frames, nint self)
    {
        const int goOn = 0, endThisThread = 1;
        return self == 0 || GCHandle<JackClient>.FromIntPtr(self).Target.Process(frames) ? goOn : endThisThread;
    }

    // Freewheeling has no deadlines to miss.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnXrun(nint self)
    {
        if (self != 0 && GCHandle<JackClient>.FromIntPtr(self).Target is { _freewheeling: false } client)
            Interlocked.Increment(ref client._xruns);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFreewheel(int starting, nint self)
    {
        if (self != 0)
            GCHandle<JackClient>.FromIntPtr(self).Target._freewheeling = starting != 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnShutdown(int code, byte* reason, nint self)
    {
        if (self != 0)
            GCHandle<JackClient>.FromIntPtr(self).Target._lost = true;
    }
}
