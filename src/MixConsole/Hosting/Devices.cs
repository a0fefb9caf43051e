using MixConsole.Engine.Backends;
using MixConsole.Platform.Jack;
using MixConsole.Platform.PortAudio;

namespace MixConsole.Hosting;

/// <summary>The devices that `run` can be told to use.</summary>
public static class Devices
{
    /// <summary>Frames per block of a clock: 1.3 ms at 48 kHz, as on a good interface.</summary>
    public const int ClockFrames = 64;

    /// <summary>The device of the clock that is no clock at all: block after block, as fast as they can be rendered.</summary>
    public const string VirtualTime = "virtual";

    /// <summary>Whether blocks come as fast as they can, so that the audio thread must not take the machine for itself.</summary>
    public static bool IsVirtual(RunSettings settings) => settings.Audio is AudioKind.Clock && settings.Device.Equals(VirtualTime, StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes the clock that runs where no device is wanted, or while it is away.</summary>
    public static ClockBackend Clock(RunSettings settings, IAudioThreadEdge edge, int rate) =>
        new(edge, IsVirtual(settings) ? ClockMode.Virtual : ClockMode.RealTime, rate, settings.Frames ?? ClockFrames);

    /// <summary>Makes the wanted device; null where the clock is wanted.</summary>
    public static Func<IAudioBackend>? Maker(RunSettings settings, int rate) => settings.Audio switch
    {
        AudioKind.Jack => () => new JackBackend(Jack(settings)),
        AudioKind.PortAudio => () => new PortAudioBackend(new() { Device = settings.Device, Rate = rate, Frames = settings.Frames ?? 0 }),
        _ => null,
    };

    /// <summary>The rate that the wanted device runs at now; null for the clock, and where there is no such device.</summary>
    public static int? Rate(RunSettings settings)
    {
        try
        {
            switch (settings.Audio)
            {
                case AudioKind.Jack:
                    using (var knock = new JackBackend(Jack(settings) with { Inputs = 0, Outputs = 0, ConnectPhysical = false }))
                    {
                        knock.Start(new NoSound());
                        return knock.Rate;
                    }

                case AudioKind.PortAudio:
                    return PortAudioDevices.Find(PortAudioDevices.List(), settings.Device) is { } device ? (int)device.Rate : null;
                default:
                    return null;
            }
        }
        catch (BackendException)
        {
            return null; // the status says why, once the console runs
        }
    }

    private static JackOptions Jack(RunSettings settings) => new() { Server = settings.Device.Length > 0 ? settings.Device : null };
}

/// <summary>A renderer for looking at a device.</summary>
internal sealed class NoSound : IBlockRenderer
{
    public void Enter()
    {
    }

    public unsafe void Render(in RenderBlock block)
    {
        for (var channel = 0; channel < block.OutputCount; channel++) new Span<float>(block.Outputs[channel], block.Frames).Clear();
    }
}
