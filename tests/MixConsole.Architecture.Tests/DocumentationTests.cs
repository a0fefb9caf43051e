using System.Text.RegularExpressions;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Architecture.Tests;

/// <summary>Pages point to what exists.</summary>
public partial class DocumentationTests
{
    private static readonly string[] Pages = [Path.Combine(Repository.Root, "README.md"), .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)];

    [Fact]
    public void Links_lead_to_files()
    {
        var broken = Pages.SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(m => m.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)))
            .Select(target => $"{Repository.Relative(page)}: {target}"));
        Expect.None("Links that lead nowhere:", broken);
    }

    [Fact]
    public void Addresses_exist_in_the_tree()
    {
        var tree = ConsoleCatalog.Tree;
        var unknown = Pages.Where(page => !page.EndsWith("parameters.md", StringComparison.Ordinal))
            .SelectMany(page => Address().Matches(File.ReadAllText(page)).Select(m => m.Value)
                .Where(address => tree.Families.Any(f => address.StartsWith(f.Root + "/", StringComparison.Ordinal)) && !IsKnown(address))
                .Select(address => $"{Repository.Relative(page)}: {address}"));
        Expect.None("Addresses that the tree does not hold:", unknown);

        // A place such as /ch/1 counts where something stands below it.
        bool IsKnown(string address) => tree.TryFind(address, out _) || tree.TryFind(address + "/name", out _) || tree.Families.Any(f => f.Root == address);
    }

    // Behind the blank or quote that begins it, so that paths and URLs are no addresses.
    [GeneratedRegex(@"(?<=[\s`'(])/[a-z0-9][a-z0-9/-]*[a-z0-9](?![a-z0-9/*{])")]
    private static partial Regex Address();

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();
}
