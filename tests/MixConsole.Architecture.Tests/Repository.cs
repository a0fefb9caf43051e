using System.Xml.Linq;
using MixConsole.Architecture.Tests.Source;

namespace MixConsole.Architecture.Tests;

/// <summary>The source tree that this test run was built from.</summary>
internal static class Repository
{
    /// <summary>Folder of the solution file, found upwards from the test binaries.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every project below "src" or "tests".</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. Files("src", "*.csproj").Concat(Files("tests", "*.csproj")).Select(path => new Project(path))];

    /// <summary>Every C# file of the console itself, read once.</summary>
    public static IReadOnlyList<SourceFile> Source { get; } = [.. Files("src", "*.cs").Select(path => new SourceFile(path))];

    /// <summary>Every C# file of its tests.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } = [.. Files("tests", "*.cs").Select(path => new SourceFile(path))];

    /// <summary>Path inside the repository, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static XDocument Xml(string relative) => XDocument.Load(Path.Combine(Root, relative));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MixConsole.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No MixConsole.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}

/// <summary>One project file.</summary>
internal sealed class Project(string path)
{
    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    public string Folder { get; } = Path.GetDirectoryName(path)!;

    public bool IsTest => Repository.Relative(path).StartsWith("tests/", StringComparison.Ordinal);

    public XDocument Xml { get; } = XDocument.Load(path);

    public string RootNamespace => Xml.Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    /// <summary>Names of the projects it refers to.</summary>
    public IEnumerable<string> References =>
        Xml.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    public IEnumerable<XElement> Packages => Xml.Descendants("PackageReference");
}
