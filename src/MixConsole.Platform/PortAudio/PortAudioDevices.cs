using System.Runtime.InteropServices;

namespace MixConsole.Platform.PortAudio;

/// <summary>One device as PortAudio lists it. Latencies in seconds.</summary>
public sealed record PortAudioDevice(int Index, string HostApi, string Name, int Inputs, int Outputs, double Rate, double InputLatency, double OutputLatency, bool IsDefault)
{
    /// <summary>What `--device` takes.</summary>
    public override string ToString() => $"{HostApi}: {Name}";
}

/// <summary>Devices of the host interfaces.</summary>
public static unsafe class PortAudioDevices
{
    /// <summary>Lists what is there now (while a PortAudio stream runs: what was there when it started). Throws <see cref="Engine.Backends.BackendException"/> without the library.</summary>
    public static IReadOnlyList<PortAudioDevice> List()
    {
        List<PortAudioDevice> devices = [];
        PortAudioSystem.Run(() =>
        {
            PortAudioSystem.Initialize();
            devices = Read();
            PortAudioSystem.Terminate();
        });
        return devices;
    }

    /// <summary>
    /// The device that <paramref name="wanted"/> means: empty for the default; otherwise part of a name, or "API: device" with parts of both, in any case of letters. A whole name wins over a part of one.
    /// Null when there is none with outputs.
    /// </summary>
    public static PortAudioDevice? Find(IReadOnlyList<PortAudioDevice> devices, string wanted)
    {
        List<PortAudioDevice> usable = [.. devices.Where(device => device.Outputs > 0)];
        if (wanted.Length == 0)
            return usable.Find(device => device.IsDefault) ?? usable.FirstOrDefault();
        const StringComparison anyCase = StringComparison.OrdinalIgnoreCase;
        PortAudioDevice? whole = usable.Find(device => device.ToString().Equals(wanted, anyCase) || device.Name.Equals(wanted, anyCase));
        if ((whole ?? usable.Find(device => device.Name.Contains(wanted, anyCase))) is { } named)
            return named;
        int colon = wanted.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        (string api, string name) = (wanted[..colon].Trim(), wanted[(colon + 1)..].Trim());
        return usable.Find(device => device.HostApi.Contains(api, anyCase) && device.Name.Contains(name, anyCase));
    }

    /// <summary>On the library's thread, initialized.</summary>
    internal static List<PortAudioDevice> Read()
    {
        var devices = new List<PortAudioDevice>();
        int fallback = PortAudioLibrary.DefaultOutput();
        for (int index = 0; index < PortAudioLibrary.DeviceCount(); index++)
        {
            DeviceInfo* device = PortAudioLibrary.Device(index);
            HostApiInfo* api = PortAudioLibrary.HostApi(device->HostApi);
            devices.Add(new PortAudioDevice(
                index, Text(api->Name), Text(device->Name), device->Inputs, device->Outputs, device->Rate, device->LowInputLatency, device->LowOutputLatency, index == fallback));
        }

        return devices;
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
