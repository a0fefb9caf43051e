namespace MixConsole.Storage.Tests.Audio;

/// <summary>A folder that goes away with its test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mixconsole-");

    public string Root => folder.FullName;

    public string At(string name) => Path.Combine(Root, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public void Dispose() => folder.Delete(true);
}
