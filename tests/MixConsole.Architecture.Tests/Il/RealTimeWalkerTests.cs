using MixConsole.Architecture.Tests.Il.Fixtures;

namespace MixConsole.Architecture.Tests.Il;

/// <summary>The walker on small methods whose offence is known, and on audio code without any.</summary>
public class RealTimeWalkerTests
{
    private static readonly Assemblies Fixtures = new(typeof(RealTimeWalkerTests).Assembly.GetName().Name!);

    public static TheoryData<string> Ways => [.. typeof(Hidden).GetMethods().Where(m => m.Name.StartsWith("Through", StringComparison.Ordinal)).Select(m => m.Name)];

    [Theory]
    [InlineData(nameof(Offenders.NewsAnObject), Sin.Allocation)]
    [InlineData(nameof(Offenders.NewsAnArray), Sin.Array)]
    [InlineData(nameof(Offenders.Boxes), Sin.Boxing)]
    [InlineData(nameof(Offenders.BoxesAnEnum), Sin.Boxing)]
    [InlineData(nameof(Offenders.BoxesByInheritance), Sin.Boxing)]
    [InlineData(nameof(Offenders.Closes), Sin.Closure)]
    [InlineData(nameof(Offenders.MakesADelegate), Sin.Delegate)]
    [InlineData(nameof(Offenders.Locks), Sin.Lock)]
    [InlineData(nameof(Offenders.LocksAnew), Sin.Lock)]
    [InlineData(nameof(Offenders.Waits), Sin.Wait)]
    [InlineData(nameof(Offenders.Signals), Sin.Lock)]
    [InlineData(nameof(Offenders.JoinsText), Sin.Text)]
    [InlineData(nameof(Offenders.Interpolates), Sin.Text)]
    [InlineData(nameof(Offenders.Formats), Sin.Text)]
    [InlineData(nameof(Offenders.Throws), Sin.Throw)]
    [InlineData(nameof(Offenders.Guards), Sin.Throw)]
    [InlineData(nameof(Offenders.Queries), Sin.Framework)]
    [InlineData(nameof(Offenders.Writes), Sin.Framework)]
    [InlineData(nameof(Offenders.Grows), Sin.Allocation)]
    [InlineData(nameof(Offenders.AllocatesNatively), Sin.Allocation)]
    [InlineData(nameof(Offenders.Enumerates), Sin.Boxing)]
    [InlineData(nameof(Offenders.Awaits), Sin.StateMachine)]
    [InlineData(nameof(Offenders.Yields), Sin.StateMachine)]
    [InlineData(nameof(Offenders.Params), Sin.Array)]
    internal void An_offence_is_found(string method, Sin sin) => Assert.Contains(Walk(nameof(Offenders), method), v => v.Sin == sin);

    [Theory, MemberData(nameof(Ways))]
    public void An_offence_is_found_however_it_hides(string way)
    {
        var violation = Assert.Single(Walk(nameof(Hidden), way));
        Assert.Equal(Sin.Allocation, violation.Sin);
        Assert.EndsWith(way, violation.Path[0], StringComparison.Ordinal);
        Assert.EndsWith(nameof(Hidden.Offence), violation.Path[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_path_names_every_step()
    {
        var violation = Assert.Single(Walk(nameof(Hidden), nameof(Hidden.ThroughACall)));
        Assert.Equal(["Hidden.ThroughACall", "Hidden.First", "Hidden.Second", "Hidden.Offence"], violation.Path);
    }

    [Fact]
    public void Audio_code_is_not_reported()
    {
        var walker = new RealTimeWalker(Fixtures);
        var roots = walker.Roots.Where(m => m.DeclaringType.Name == nameof(Clean)).ToArray();
        Assert.Contains(roots, m => m.Name == nameof(Clean.Process));
        Assert.Empty(walker.Walk(roots).Select(v => v.ToString()));
    }

    private static IReadOnlyList<Violation> Walk(string type, string method)
    {
        var walker = new RealTimeWalker(Fixtures);
        return walker.Walk(walker.Roots.Where(m => m.DeclaringType.Name == type && m.Name == method).ToArray());
    }
}
