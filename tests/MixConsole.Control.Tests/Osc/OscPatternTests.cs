using System.Diagnostics;
using FsCheck.Xunit;
using MixConsole.Control.Osc;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Tests.Osc;

public class OscPatternTests
{
    private static readonly ParameterTree Tree = ConsoleCatalog.Tree;

    private static List<string> Match(string pattern)
    {
        Assert.True(OscPattern.TryRead(pattern, out var compiled), pattern);
        return Addresses(compiled);
    }

    private static List<string> Below(string prefix)
    {
        Assert.True(OscPattern.TryReadPrefix(prefix, out var compiled), prefix);
        return Addresses(compiled);
    }

    private static List<string> Addresses(OscPattern pattern)
    {
        IdSet ids = new(Tree.Count);
        pattern.Match(Tree, ids);
        List<string> found = [];
        for (var id = ids.Next(0); id.IsSome; id = ids.Next(id.Index + 1)) found.Add(Tree.Address(id));
        Assert.Equal(found.Count, ids.Count);
        return found;
    }

    [Theory]
    [InlineData("/ch/1/mix/fader", 1)]
    [InlineData("/ch/01/mix/fader", 1)]
    [InlineData("/ch/*/mix/fader", 256)]
    [InlineData("/ch/?/mix/fader", 9)]
    [InlineData("/ch/??/mix/fader", 90)]
    [InlineData("/ch/[1-4]/mix/fader", 4)]
    [InlineData("/ch/[!1-4]/mix/fader", 5)]
    [InlineData("/ch/1[05]/mix/fader", 2)]
    [InlineData("/ch/{1,17,256,257}/mix/{fader,mute}", 6)]
    [InlineData("/ch/*2[0-5]/mix/fader", 18)]
    [InlineData("/{ch,bus}/1/mix/fader", 2)]
    [InlineData("/*/1/mix/fader", 5)]
    [InlineData("/main/mix/*", 5)]
    [InlineData("//mix/fader", 256 + 24 + 32 + 8 + 16 + 1)]
    [InlineData("/ch/1//type", 6)]
    [InlineData("//limiter/ceiling", 1)]
    [InlineData("/status/*/received", 1)]
    [InlineData("/ch/1/mix", 0)]
    [InlineData("/ch/1/mix/fader/x", 0)]
    [InlineData("/ch/*/mix/fader*x", 0)]
    [InlineData("/ch/1/mix/f*a*e*", 1)]
    [InlineData("/ch/1/mix/{fa,pa}{der,n}", 2)]
    [InlineData("/ch/1/mix/pan{,-law}", 2)]
    [InlineData("/ch/1/mix/pan[-]law", 1)]
    public void A_pattern_fits_so_many(string pattern, int expected) => Assert.Equal(expected, Match(pattern).Count);

    [Fact]
    public void A_prefix_ends_at_a_slash()
    {
        var below = Below("/ch/1");
        Assert.All(below, a => Assert.StartsWith("/ch/1/", a));
        Assert.Equal(Tree.Ids().Count(id => Tree.Address(id).StartsWith("/ch/1/")), below.Count);
        Assert.Equal(below, Below("/ch/1/"));
        Assert.Equal(["/ch/1/mix/fader"], Below("/ch/1/mix/fader"));
        Assert.Empty(Below("/c"));
        Assert.Equal(Tree.Ids().Count(), Below("/").Count);
        Assert.Equal(Tree.Ids().Count(), Below("").Count);
        Assert.Equal(256 * 7, Below("/ch/*/mix").Count + Below("/ch/*/solo").Count + Below("/ch/*/order").Count);
    }

    [Theory]
    [InlineData("/ch/[1/mix")]
    [InlineData("/ch/{1/mix")]
    [InlineData("/ch/1]/mix")]
    [InlineData("/ch/1}/mix")]
    [InlineData("ch/1")]
    [InlineData("/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7")]
    [InlineData("/*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_malformed_or_endless_pattern_is_refused(string pattern) => Assert.False(OscPattern.TryRead(pattern, out _));

    [Fact]
    public void The_worst_pattern_takes_milliseconds()
    {
        foreach (var pattern in new[] { "//*a*e*//*r*{a,aa,aaa,}*{a,aa,aaa,}*", "/*/*/*/*/*", "//*//*//*//*//*//*", "/{*,ch}/*[a-z0-9]*[a-z0-9]*?*?*/*" })
        {
            Assert.True(OscPattern.TryRead(pattern, out var compiled));
            IdSet ids = new(Tree.Count);
            var best = TimeSpan.MaxValue; // the machine may stand still once, not always
            for (var i = 0; i < 5; i++)
            {
                var start = Stopwatch.GetTimestamp();
                compiled.Match(Tree, ids);
                best = new(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            }

            Assert.True(best < TimeSpan.FromMilliseconds(20), $"{pattern} took {best}");
        }
    }

    [Property(MaxTest = 500)]
    public void Any_pattern_is_read_or_refused(string? text, byte[]? shape)
    {
        var wild = string.Concat((shape ?? []).Select(b => "/?*[]{},-!ac1"[b % 13]));
        foreach (var pattern in new[] { text ?? "", "/" + text, "/" + wild })
        {
            if (OscPattern.TryRead(pattern, out var compiled)) compiled.Match(Tree, new(Tree.Count));
            if (OscPattern.TryReadPrefix(pattern, out compiled)) compiled.Match(Tree, new(Tree.Count));
        }
    }

    [Property]
    public void A_set_of_ids_is_a_set(int[]? numbers)
    {
        var ids = (numbers ?? []).Select(n => Math.Abs(n % 10_000)).ToList();
        IdSet set = new(10_000);
        foreach (var id in ids) set.Add(new ParameterId(id));
        foreach (var id in ids.Where(i => i % 3 == 0)) set.Remove(new ParameterId(id));
        List<int> walked = [];
        for (var id = set.Next(0); id.IsSome; id = set.Next(id.Index + 1)) walked.Add(id.Index);
        Assert.Equal(ids.Where(i => i % 3 != 0).Distinct().Order(), walked);
        Assert.Equal(walked.Count == 0, set.IsEmpty);
    }
}
