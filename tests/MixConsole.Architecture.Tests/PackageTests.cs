using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MixConsole.Architecture.Tests;

/// <summary>Every pinned version says why it stands there.</summary>
public partial class PackageTests
{
    private static readonly XElement[] Pins = [.. Repository.Xml("Directory.Packages.props").Descendants("PackageVersion")];

    [Fact]
    public void Every_pin_has_its_reason_in_a_comment_above()
    {
        var bare = Pins.Where(pin => pin.NodesBeforeSelf().LastOrDefault(n => n is not XText) is not XComment);
        Expect.None("Pins without a comment directly above:", bare.Select(pin => (string?)pin.Attribute("Include")));
    }

    [Fact]
    public void Every_version_is_exact()
    {
        Expect.None("Versions that are not exact:", Pins.Where(pin => !Exact().IsMatch((string?)pin.Attribute("Version") ?? "")).Select(pin => pin.ToString()));
    }

    [Fact]
    public void Versions_stand_in_one_place()
    {
        var own = Repository.Projects.SelectMany(p => p.Packages, (p, package) => (p.Name, package))
            .Where(x => x.package.Attribute("Version") is not null || x.package.Attribute("VersionOverride") is not null);
        Expect.None("Versions belong into Directory.Packages.props:", own.Select(x => $"{x.Name}: {x.package}"));
    }

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Exact();
}
