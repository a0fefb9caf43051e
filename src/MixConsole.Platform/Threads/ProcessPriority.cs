using System.Diagnostics;

namespace MixConsole.Platform.Threads;

/// <summary>
/// Priority of the whole process. A collection waits for threads of normal priority while the audio thread waits for the collection: under CPU pressure
/// the audio thread's own priority alone does not help (measured pauses of 120-380 ms).
/// </summary>
public static class ProcessPriority
{
    // "nice" counts only within a session once the kernel groups processes by session; the group's own weight is what competes.
    private const string AutogroupFile = "/proc/self/autogroup";

    /// <summary>Raises the process where allowed. Returns what was reached, in words; never throws.</summary>
    public static string Raise()
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return RaiseAutogroup();
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.High;
            return "process priority high";
        }
        catch (Exception refused)
        {
            return $"process priority normal ({refused.Message})";
        }
    }

    private static string RaiseAutogroup()
    {
        if (!File.Exists(AutogroupFile))
            return "process priority normal (this kernel does not group by session)";
        using (var file = new FileStream(AutogroupFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            file.Write("-15"u8);
        return "session group at nice -15";
    }
}
