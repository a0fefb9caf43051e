using System.CommandLine;
using MixConsole.Engine.Backends;
using MixConsole.Hosting;
using MixConsole.Platform.Jack;
using MixConsole.Platform.PortAudio;

namespace MixConsole.Cli;

/// <summary>`devices`: what `run --audio … --device …` can be told, one line each.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Command command = new("devices", "Lists what can drive the engine.");
        command.SetAction(_ =>
        {
            Console.Out.WriteLine("clock (no device)");
            List(Jack);
            List(PortAudio);
        });
        return command;
    }

    private static void List(Func<IEnumerable<string>> lines)
    {
        try
        {
            foreach (var line in lines()) Console.Out.WriteLine(line);
        }
        catch (BackendException absent)
        {
            Console.Error.WriteLine(absent.Message);
        }
    }

    private static IEnumerable<string> Jack()
    {
        using JackBackend server = new(new() { ClientName = "mixconsole-devices", Outputs = 0, ConnectPhysical = false });
        server.Start(new NoSound());
        return [$"{server.Name} ({server.Inputs} in, {server.Rate} Hz, {server.Frames} frames)"];
    }

    private static IEnumerable<string> PortAudio() => PortAudioDevices.List()
        .Where(d => d.Outputs > 0)
        .Select(d => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"portaudio {d} ({d.Inputs} in, {d.Outputs} out, {d.Rate} Hz{(d.IsDefault ? ", default" : "")})"));
}
