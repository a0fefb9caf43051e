using System.Diagnostics;
using MixConsole.Engine.Backends;
using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.PortAudio;
using MixConsole.Platform.Native;
using MixConsole.Platform.Tests.Jack;

namespace MixConsole.Platform.Tests.PortAudio;

/// <summary>The child process of the test that kills a device: tells what it saw of the death.</summary>
internal static class PortAudioDeath
{
    public const string Command = "portaudio-death";

    public static int Run()
    {
        using JackServer server = JackServer.TryStart()!;
        NativeEnvironment.Set("JACK_DEFAULT_SERVER", server.Name);
        using var backend = new PortAudioBackend();
        var probe = new BlockProbe();
        backend.Start(probe);
        probe.Await(10);
        server.Kill();
        string noticed = BlockProbe.Until(() => !backend.IsAlive, BlockProbe.Patience) ? "noticed" : "unnoticed";
        long from = Stopwatch.GetTimestamp();
        backend.Stop();
        string stopped = Stopwatch.GetElapsedTime(from).TotalSeconds < 5 ? "stopped" : "hung";
        string refused = "started";
        try
        {
            backend.Start(probe);
        }
        catch (BackendException)
        {
            refused = "refused";
        }

        Console.WriteLine($"{noticed}, {stopped}, {refused}");
        return 0;
    }
}
