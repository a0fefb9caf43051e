using MixConsole.Engine.Backends;
using MixConsole.Platform.Jack;
using MixConsole.Platform.Native;
using MixConsole.Platform.PortAudio;

namespace MixConsole.Platform.Doctor;

/// <summary>The optional native libraries, and whether there is anything behind them. The console runs on its clock without any.</summary>
internal static class AudioChecks
{
    public static readonly Check[] All =
    [
        new("jack library", () => Library("jack library", NativeLibraries.Jack)),
        new("jack server", JackServer),
        new("portaudio library", () => Library("portaudio library", NativeLibraries.PortAudio)),
        new("portaudio devices", PortAudioOutputs),
        new("midi library", () => Library("midi library", NativeLibraries.RtMidi)),
        new("sound file library", () => Library("sound file library", NativeLibraries.SndFile)),
    ];

    private static Finding Library(string name, string library) => NativeLibraries.TryLoad(library, out _)
        ? Finding.Good(name, "present")
        : Finding.Bad(name, NativeLibraries.Absence(library), NativeLibraries.Remedy(library));

    private static Finding JackServer()
    {
        const string name = "jack server";
        using var knock = new JackBackend(new JackOptions { ClientName = "mixconsole-doctor", Outputs = 0, ConnectPhysical = false });
        try
        {
            knock.Start(new Listener());
            return Finding.Good(name, $"{knock.Name}: {knock.Rate} Hz, {knock.Frames} frames, {knock.Inputs} inputs");
        }
        catch (BackendException refusal)
        {
            string remedy = JackBackend.IsAvailable
                ? "Start a server, as in `jackd -d alsa -r 48000 -p 64`, where JACK is wanted."
                : NativeLibraries.Remedy(NativeLibraries.Jack);
            return Finding.Bad(name, refusal.Message, remedy);
        }
    }

    private static Finding PortAudioOutputs()
    {
        const string name = "portaudio devices";
        try
        {
            string[] outputs = [.. PortAudioDevices.List().Where(device => device.Outputs > 0).Select(device => $"{device} ({device.Inputs} in, {device.Outputs} out)")];
            return outputs.Length > 0
                ? Finding.Good(name, string.Join("; ", outputs))
                : Finding.Bad(name, "no output device", "Connect an audio interface and its driver; in a container, pass /dev/snd through. Without one the console runs on its clock.");
        }
        catch (BackendException refusal)
        {
            return Finding.Bad(name, refusal.Message, PortAudioBackend.IsAvailable ? "Check the sound drivers." : NativeLibraries.Remedy(NativeLibraries.PortAudio));
        }
    }

    private sealed class Listener : IBlockRenderer
    {
        public void Enter()
        {
        }

        public void Render(in RenderBlock block)
        {
        }
    }
}
