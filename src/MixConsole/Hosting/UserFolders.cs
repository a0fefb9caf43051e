using MixConsole.Platform.Doctor;

namespace MixConsole.Hosting;

/// <summary>Where this user's data lives: $XDG_DATA_HOME/mixconsole, or the platform's own place.</summary>
public static class UserFolders
{
    public static string Data { get; } = new DoctorOptions().DataFolder;
}
