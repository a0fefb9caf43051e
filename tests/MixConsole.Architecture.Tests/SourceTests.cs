using System.Text.RegularExpressions;
using MixConsole.Architecture.Tests.Source;

namespace MixConsole.Architecture.Tests;

/// <summary>Rules of the house that the compiler does not know.</summary>
public partial class SourceTests
{
    [Fact]
    public void Namespace_equals_folder()
    {
        var wrong = Repository.Source.Concat(Repository.Tests)
            .Where(file => file.Tokens.Any(t => t is { Kind: TokenKind.Word, Text: "class" or "struct" or "record" or "interface" or "enum" }))
            .Select(file => (file, found: file.Namespace(), expected: Expected(file)))
            .Where(x => x.found != x.expected && !(x.found is null && x.file.Path.EndsWith("/Program.cs", StringComparison.Ordinal)));
        Expect.None("Namespace and folder differ; move the file or rename the namespace:", wrong.Select(x => $"{x.file.Path}: namespace is {x.found ?? "not file-scoped"}, folder says {x.expected}"));
    }

    private static string? Expected(SourceFile file)
    {
        var project = Repository.Projects.Where(p => $"{file.Folder}/".StartsWith(Repository.Relative(p.Folder) + "/", StringComparison.Ordinal))
            .MaxBy(p => p.Folder.Length);
        if (project is null) return null;
        var below = file.Folder[Repository.Relative(project.Folder).Length..];
        return project.RootNamespace + below.Replace('/', '.');
    }

    [Fact]
    public void An_address_is_a_literal_in_the_catalog_and_nowhere_else()
    {
        var strays = Repository.Source.Where(file => !file.Path.StartsWith("src/MixConsole.Model/Parameters/Catalog/", StringComparison.Ordinal))
            .SelectMany(file => file.Tokens.Where(t => t.Kind == TokenKind.Text && Address().IsMatch(t.Text)).Select(t => $"{file.At(t)}: \"{t.Text}\""));
        Expect.None("Addresses are written in Model/Parameters/Catalog only; take the spec or constant from there:", strays);
    }

    [Fact]
    public void Native_calls_stand_in_the_platform_only()
    {
        var strays = Repository.Source.Where(file => !file.Path.StartsWith("src/MixConsole.Platform/", StringComparison.Ordinal))
            .SelectMany(file => file.Tokens
                .Where((t, i) => t.Kind == TokenKind.Word && (NativeWords.Contains(t.Text) || (t.Text == "unmanaged" && i > 0 && file.Tokens[i - 1].Is("*"))))
                .Select(t => $"{file.At(t)}: {t.Text}"));
        Expect.None("Native calls belong to src/MixConsole.Platform:", strays);
    }

    private static readonly HashSet<string> NativeWords =
        ["DllImport", "LibraryImport", "NativeLibrary", "UnmanagedCallersOnly", "UnmanagedFunctionPointer", "GetDelegateForFunctionPointer", "GetFunctionPointerForDelegate"];

    [Fact]
    public void Every_public_type_has_a_documentation_comment()
    {
        Expect.None("Public types without a /// comment:", Repository.Source.SelectMany(file => file.Declarations().Where(d => d.IsPublic && !d.Documented).Select(d => $"{file.Path}:{d.Line}: {d.Name}")));
    }

    [GeneratedRegex("^/(ch|group|bus|fx|mtx|dca|main|monitor|transport|session|status|marker|mute-group|section|scene|master|automation|edit|why|subscribe|unsubscribe|hello|touch|meters)(/|$)")]
    private static partial Regex Address();
}
