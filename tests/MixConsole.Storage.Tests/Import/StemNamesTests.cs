using System.Text;
using MixConsole.Storage.Import;

namespace MixConsole.Storage.Tests.Import;

public sealed class StemNamesTests
{
    [Theory]
    [InlineData("01 Kick", "Kick")]
    [InlineData("001 ALT HATS", "ALT HATS")]
    [InlineData("7_Vox Lead", "Vox Lead")]
    [InlineData("12 - Bass", "Bass")]
    [InlineData("03.Snare", "Snare")]
    [InlineData("2) Pad", "Pad")]
    [InlineData("808 Sub", "808 Sub")]
    [InlineData("808", "808")]
    [InlineData("01", "01")]
    [InlineData("3rd Vox", "3rd Vox")]
    [InlineData("MICROCOSM_EFFECT", "MICROCOSM_EFFECT")]
    [InlineData("01 -", "01 -")]
    [InlineData("05 12 String", "12 String")]
    public void Leading_numbers_go_and_names_stay(string stem, string name) => Assert.Equal(name, StemNames.Readable(stem));

    [Theory]
    [InlineData("Kick In", "kick", "Drums")]
    [InlineData("K & SN", "kick", "Drums")]
    [InlineData("SnareTop", "snare", "Drums")]
    [InlineData("Caisse claire", "snare", "Drums")]
    [InlineData("Tom2", "tom", "Drums")]
    [InlineData("ALT HATS", "hihat", "Drums")]
    [InlineData("Hi-Hat", "hihat", "Drums")]
    [InlineData("GLITCH HH", "hihat", "Drums")]
    [InlineData("OH_L", "overhead", "Drums")]
    [InlineData("OHs", "overhead", "Drums")]
    [InlineData("Crash", "cymbal", "Drums")]
    [InlineData("CLAP", "clap", "Drums")]
    [InlineData("Bass Drum", "kick", "Drums")]
    [InlineData("BUILD PRC", "percussion", "Percussion")]
    [InlineData("Bass DI", "bass", "Bass")]
    [InlineData("SY BASS", "bass", "Bass")]
    [InlineData("Sub", "sub", "Bass")]
    [InlineData("Ac Gtr 1", "acoustic-guitar", "Guitars")]
    [InlineData("Acoustic Guitar", "acoustic-guitar", "Guitars")]
    [InlineData("Lead Gtr", "electric-guitar", "Guitars")]
    [InlineData("GTR_SOLO", "electric-guitar", "Guitars")]
    [InlineData("E-Gitarre", "electric-guitar", "Guitars")]
    [InlineData("Piano", "piano", "Keys")]
    [InlineData("Hammond Organ", "organ", "Keys")]
    [InlineData("Keys", "keys", "Keys")]
    [InlineData("Synth Lead", "synth", "Synths")]
    [InlineData("Warm Pad", "pad", "Synths")]
    [InlineData("Violins", "strings", "Strings")]
    [InlineData("Horns", "brass", "Brass")]
    [InlineData("Bläser", "brass", "Brass")]
    [InlineData("Bla\u0308ser", "brass", "Brass")]
    [InlineData("VOX LEAD", "vox", "Vocals")]
    [InlineData("Lead", "vox", "Vocals")]
    [InlineData("BGVOX OOH", "bgv", "Vocals")]
    [InlineData("Chor", "choir", "Vocals")]
    [InlineData("REVERSE SWEEP", "fx", "Effects")]
    [InlineData("Perc Loop", "percussion", "Percussion")]
    [InlineData("Loop 3", "loop", "Effects")]
    [InlineData("Basset", "", "")]
    [InlineData("SLIDE", "", "")]
    [InlineData("", "", "")]
    public void Sources_are_recognised(string name, string icon, string family)
    {
        var look = StemNames.Look(name, StemRules.Default);
        Assert.Equal((name, icon, family), (look.Name, look.Icon, look.Family));
        Assert.Equal(family.Length > 0, look.Color.Length == 7);
    }

    [Theory]
    [InlineData("OH.L", "OH", 'L')]
    [InlineData("OH_r", "OH", 'R')]
    [InlineData("OH L", "OH", 'L')]
    [InlineData("OH-R", "OH", 'R')]
    [InlineData("OH - R", "OH", 'R')]
    [InlineData("OH (L)", "OH", 'L')]
    [InlineData("OH(R)", "OH", 'R')]
    [InlineData("OH [R]", "OH", 'R')]
    [InlineData("Gtr 2 Left", "Gtr 2", 'L')]
    [InlineData("OHL", "OH", 'L')]
    [InlineData("GtrR", "Gtr", 'R')]
    public void Sides_are_told_at_the_end(string name, string source, char side)
    {
        Assert.True(StemNames.TrySide(name, out var found, out var which));
        Assert.Equal((source, side), (found, which));
    }

    [Theory]
    [InlineData("Kick")]
    [InlineData("bell")]
    [InlineData("L")]
    [InlineData("-R")]
    [InlineData("Guitar")]
    [InlineData("")]
    public void Other_names_have_no_side(string name) => Assert.False(StemNames.TrySide(name, out _, out _));

    [Fact]
    public void Files_sort_as_people_count()
    {
        string[] sorted = ["1 a", "01 b", "2 c", "10 d", "Alpha", "alpha 2", "Alpha 10", "beta"];
        Assert.Equal(sorted, sorted.Reverse().Order(Comparer<string>.Create(StemNames.Compare)));
        Assert.Equal(0, StemNames.Compare("x", "x"));
        Assert.NotEqual(0, StemNames.Compare("x1", "x01"));
    }

    [FsCheck.Xunit.Property]
    public void Order_is_total_and_any_name_is_survived(string? a, string? b)
    {
        var (x, y) = (a ?? "", b ?? "");
        Assert.Equal(Math.Sign(StemNames.Compare(x, y)), -Math.Sign(StemNames.Compare(y, x)));
        Assert.Equal(x == y, StemNames.Compare(x, y) == 0);
        StemNames.Look(StemNames.Readable(x), StemRules.Default);
        StemNames.TrySide(y, out _, out _);
    }
}

public sealed class StemRulesTests
{
    [Fact]
    public void The_shipped_rules_are_sound()
    {
        Assert.True(StemRules.Default.Rules.Count > 20);
        Assert.All(StemRules.Default.Families, f => Assert.Contains(StemRules.Default.Rules, r => r.Family == f.Name));
    }

    [Fact]
    public void All_errors_are_listed_with_the_remedy()
    {
        const string broken = """
            { "families": [ { "name": "Drums", "color": "red" }, { "name": "Drums", "color": "#102030" } ],
              "rules": [ { "family": "Horns", "icon": "A Horn", "words": ["Horn", "horn", "horn", "a  b"], "color": "#12" }, { "family": "Drums", "icon": "kick", "words": [] } ] }
            """;
        Assert.False(StemRules.TryRead(Encoding.UTF8.GetBytes(broken), out _, out var errors));
        Assert.Equal(9, errors.Count);
        Assert.All(errors, e => Assert.Matches(@"^.+: .+\.$", e));
    }

    [Theory]
    [InlineData("""{ "families": [], "rules": [] }""", "families is empty")]
    [InlineData("""{ "families": [], "rules": [], "more": 1 }""", "more")]
    [InlineData("""{ "families": [] }""", "rules")]
    [InlineData("""{ "families": [{ "name": null, "color": "#000000" }], "rules": [] }""", "ame")]
    [InlineData("null", "null")]
    [InlineData("{", "line 1")]
    [InlineData("", "line 1")]
    public void What_is_no_rules_file_says_so(string json, string says)
    {
        Assert.False(StemRules.TryRead(Encoding.UTF8.GetBytes(json), out var rules, out var errors));
        Assert.Contains(says, Assert.Single(errors), StringComparison.Ordinal);
        Assert.Empty(rules.Rules);
    }
}
