namespace MixConsole.Hosting;

/// <summary>The settings files: one beside the program, then the user's, then the present folder's; later ones win.</summary>
public sealed class Settings
{
    private const string File = "appsettings.json";
    private const string Dialects = "dialects";
    private readonly IConfigurationRoot shipped = Read(AppContext.BaseDirectory);
    private readonly IConfigurationRoot all = Read(AppContext.BaseDirectory, UserFolders.Data, Environment.CurrentDirectory);

    /// <summary>Names of other consoles' protocols; each has a port.</summary>
    public IEnumerable<string> DialectNames => all.GetSection(Dialects).GetChildren().Select(c => c.Key);

    /// <summary>What a file says of a switch; null where none does.</summary>
    public string? this[string name] => all[name] ?? all[$"{Dialects}:{name}"];

    /// <summary>Whether the files leave a switch as it was shipped.</summary>
    public bool IsAsShipped(string name) => this[name] == (shipped[name] ?? shipped[$"{Dialects}:{name}"]);

    private static IConfigurationRoot Read(params string[] folders)
    {
        var files = new ConfigurationBuilder();
        foreach (var folder in folders.Where(Directory.Exists).Distinct()) files.AddJsonFile(Path.Combine(Path.GetFullPath(folder), File), optional: true);
        try
        {
            return files.Build();
        }
        catch (InvalidDataException trouble)
        {
            throw new UsageException($"{trouble.Message.TrimEnd('.')}: {trouble.InnerException?.Message} Correct the file.", trouble);
        }
    }
}

/// <summary>A port of the console: 0 for any free one; off.</summary>
/// <param name="Number">Port number; -1 is off.</param>
/// <param name="IsChosen">Whether the user named it; a default that is taken may be replaced by a free one.</param>
public readonly record struct PortChoice(int Number, bool IsChosen)
{
    public bool IsOff => Number < 0;

    /// <summary>Reads "9000", "0" or "off".</summary>
    public static bool TryParse(string text, out int port)
    {
        port = -1;
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase)) return true;
        var isPort = ushort.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number);
        port = number;
        return isPort;
    }
}
