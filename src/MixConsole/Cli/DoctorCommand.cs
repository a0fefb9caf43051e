using System.CommandLine;
using System.Globalization;
using MixConsole.Hosting;
using MixConsole.Platform.Doctor;

namespace MixConsole.Cli;

/// <summary>`doctor`: what this machine lacks for a console, and what to do about it.</summary>
internal static class DoctorCommand
{
    // Without these nothing runs; everything else makes it better.
    private static readonly string[] Essential = ["data folder"];

    public static Command Create(Settings settings)
    {
        Command command = new("doctor", "Examines the machine.");
        command.SetAction(_ =>
        {
            var findings = MachineDoctor.Examine(new() { Ports = [.. Ports(settings)] });
            foreach (var finding in findings)
                Console.Out.WriteLine(finding.Ok ? $"ok    {finding.Name}: {finding.Detail}" : $"wrong {finding.Name}: {finding.Detail} {finding.Remedy}");
            var missing = findings.FirstOrDefault(f => !f.Ok && Essential.Contains(f.Name));
            return missing is null ? CommandLine.Done : throw new FailureException($"{missing.Detail} {missing.Remedy}");
        });
        return command;
    }

    private static IEnumerable<WantedPort> Ports(Settings settings)
    {
        foreach (var (name, isUdp) in ((string Name, bool IsUdp)[])[("http", false), ("osc", true)])
            if (int.TryParse(settings[name], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0) yield return new(name, port, isUdp);
    }
}
