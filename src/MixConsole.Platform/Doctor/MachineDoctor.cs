namespace MixConsole.Platform.Doctor;

/// <summary>Examines the machine for what a console needs and says what to do about the rest.</summary>
public static class MachineDoctor
{
    /// <summary>All findings, in the order in which people fix them. Takes under a second, unless a device library hangs (it is given up after five). Never throws.</summary>
    public static IReadOnlyList<Finding> Examine(DoctorOptions? options = null)
    {
        options ??= new DoctorOptions();
        return
        [
            .. AudioChecks.All.Concat(ThreadChecks.All).Concat(RuntimeChecks.All).Select(Run),
            Run(new Check("network", () => MachineChecks.Network("network"))),
            .. options.Ports.Select(port => Run(new Check(MachineChecks.Name(port), () => MachineChecks.Port(port, options.Bind)))),
            Run(new Check("data folder", () => MachineChecks.DataFolder("data folder", options.DataFolder))),
        ];
    }

    private static Finding Run(Check check)
    {
        try
        {
            return check.Look();
        }
        catch (Exception failure)
        {
            return Finding.Bad(check.Name, $"could not be examined: {failure.Message}", "Report this line together with your system's name and version.");
        }
    }
}

/// <summary>One thing to look at.</summary>
internal sealed record Check(string Name, Func<Finding> Look);
