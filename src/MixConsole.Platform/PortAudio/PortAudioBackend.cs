using MixConsole.Engine.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.PortAudio;

/// <summary>
/// A device of the system's own audio interfaces (ASIO, WASAPI, CoreAudio, ALSA, …) through PortAudio. A device that falls silent counts as lost after 1.5 s, for the library does not report it.
/// </summary>
public sealed class PortAudioBackend(PortAudioOptions? options = null) : IAudioBackend
{
    private readonly PortAudioOptions _options = options ?? new PortAudioOptions();
    private PortAudioStream? _stream;
    private RenderEntry? _entry;

    /// <summary>Whether this machine has PortAudio and it still works; says nothing of devices.</summary>
    public static bool IsAvailable => NativeLibraries.TryLoad(NativeLibraries.PortAudio, out _) && !PortAudioSystem.IsLost;

    /// <summary>Why not, with the remedy; empty when available.</summary>
    public static string Reason => PortAudioSystem.IsLost
        ? "PortAudio hangs since its device was lost; restart the console."
        : NativeLibraries.Absence(NativeLibraries.PortAudio);

    public string Name => _stream is { } stream ? $"portaudio {stream.Device}" : $"portaudio {_options.Device}".TrimEnd();

    public int Rate => _stream?.Rate ?? 0;

    public int Frames => _stream?.Frames ?? 0;

    public int Inputs => _stream?.Inputs ?? 0;

    public int Outputs => _stream?.Outputs ?? 0;

    public long Xruns => _stream?.Xruns ?? 0;

    public bool IsAlive => _stream is { IsAlive: true };

    /// <summary>What the renderer threw, against its promise.</summary>
    public Exception? Fault => _stream?.Fault;

    public void Start(IBlockRenderer renderer)
    {
        if (_stream is not null)
            throw new InvalidOperationException("The PortAudio stream runs already; stop it first.");
        var entry = new RenderEntry(renderer);
        try
        {
            PortAudioSystem.Run(() => Open(entry));
        }
        catch
        {
            // A start that was given up may still succeed later: it must not reach the renderer.
            entry.Close();
            _stream = null;
            throw;
        }

        _entry = entry;
    }

    public void Stop()
    {
        if (_stream is not { } stream)
            return;
        _stream = null;
        _entry?.Close();
        // Where the library hangs, what it may still touch stays allocated.
        _ = PortAudioSystem.TryRun(
            () =>
            {
                stream.Close();
                PortAudioSystem.Terminate();
            },
            PortAudioSystem.StopLimit);
    }

    public void Dispose() => Stop();

    private void Open(RenderEntry entry)
    {
        PortAudioSystem.Initialize();
        try
        {
            List<PortAudioDevice> devices = PortAudioDevices.Read();
            PortAudioDevice device = PortAudioDevices.Find(devices, _options.Device) ?? throw new BackendException(NoSuchDevice(devices));
            _stream = new PortAudioStream(_options, device, entry);
        }
        catch
        {
            PortAudioSystem.Terminate();
            throw;
        }
    }

    private string NoSuchDevice(List<PortAudioDevice> devices)
    {
        string[] usable = [.. devices.Where(device => device.Outputs > 0).Select(device => device.ToString())];
        string there = usable.Length == 0 ? "PortAudio finds no output device: connect one, or run on the clock." : $"Choose one of: {string.Join(", ", usable)}.";
        return _options.Device.Length == 0 ? there : $"There is no output device like \"{_options.Device}\". {there}";
    }
}
