using Mono.Cecil;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>Assemblies as IL: ours are walked, all others only looked up.</summary>
internal sealed class Assemblies : IAssemblyResolver
{
    // Everything that the test host can load: our output folder and the shared frameworks.
    private static readonly Dictionary<string, string> Paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, AssemblyDefinition?> read = new(StringComparer.OrdinalIgnoreCase);

    public Assemblies(params IEnumerable<string> ours) => Ours = [.. ours.Select(name => Find(name) ?? throw new InvalidOperationException($"{name} is not beside the tests."))];

    /// <summary>The assemblies of the console itself.</summary>
    public static Assemblies Console => new(Repository.Projects.Where(p => !p.IsTest).Select(AssemblyName));

    public IReadOnlyList<AssemblyDefinition> Ours { get; }

    /// <summary>Every type of ours, nested ones too.</summary>
    public IEnumerable<TypeDefinition> Types => Ours.SelectMany(a => a.MainModule.GetTypes());

    public bool AreOurs(TypeDefinition type) => Ours.Contains(type.Module.Assembly);

    public AssemblyDefinition? Resolve(AssemblyNameReference name) => Find(name.Name);

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Find(name.Name);

    public void Dispose()
    {
        foreach (var assembly in read.Values) assembly?.Dispose();
    }

    private static string AssemblyName(Project project) => project.Xml.Descendants("AssemblyName").FirstOrDefault()?.Value ?? project.Name;

    private AssemblyDefinition? Find(string name)
    {
        if (read.TryGetValue(name, out var known)) return known;
        return read[name] = Paths.TryGetValue(name, out var path) ? AssemblyDefinition.ReadAssembly(path, new() { AssemblyResolver = this }) : null;
    }
}
