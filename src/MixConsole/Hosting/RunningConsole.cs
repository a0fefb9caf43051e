using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace MixConsole.Hosting;

/// <summary>A note in the user's data folder of where this user's consoles listen, one file a process, so that the command line finds the one last started.</summary>
public sealed class RunningConsole : IDisposable
{
    private const string Start = "running-", End = ".json", OscKey = "osc";
    private readonly string? file;

    /// <summary>Notes a console. A folder that cannot be written costs only the convenience.</summary>
    public RunningConsole(IPEndPoint osc)
    {
        var address = osc.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : osc.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : osc.Address;
        try
        {
            Directory.CreateDirectory(UserFolders.Data);
            foreach (var (note, _) in Notes().Where(n => !IsAlive(n.Process)).ToList()) File.Delete(note);
            var path = Path.Combine(UserFolders.Data, $"{Start}{Environment.ProcessId}{End}");
            File.WriteAllText(path, JsonSerializer.Serialize(new Dictionary<string, string> { [OscKey] = new IPEndPoint(address, osc.Port).ToString() }));
            file = path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They can still name it with --console.
        }
    }

    /// <summary>HOST:PORT of the console that this user started last; null where none runs.</summary>
    public static string? Last()
    {
        try
        {
            return Notes().Where(n => IsAlive(n.Process)).OrderByDescending(n => File.GetLastWriteTimeUtc(n.File)).Select(n => Read(n.File)).FirstOrDefault(e => e is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            if (file is not null) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next console deletes it.
        }
    }

    private static IEnumerable<(string File, int Process)> Notes()
    {
        if (!Directory.Exists(UserFolders.Data)) yield break;
        foreach (var note in Directory.EnumerateFiles(UserFolders.Data, Start + "*" + End))
            if (int.TryParse(Path.GetFileName(note.AsSpan())[Start.Length..^End.Length], out var process)) yield return (note, process);
    }

    private static string? Read(string note)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(note));
            return json.RootElement.GetProperty(OscKey).GetString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
