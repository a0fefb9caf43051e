using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters.Catalog;

/// <summary>Addresses, units and words that people and scripts rely on.</summary>
public class ContractTests
{
    [Theory]
    [InlineData("name|color|trim|polarity|delay|hpf/on|hpf/frequency|solo")]
    [InlineData("eq/on|eq/1/on|eq/1/type|eq/1/frequency|eq/1/gain|eq/1/q|eq/6/on|eq/6/type|eq/6/frequency|eq/6/gain|eq/6/q")]
    [InlineData("comp/on|comp/threshold|comp/ratio|comp/knee|comp/attack|comp/release|comp/makeup|comp/detector|comp/mix")]
    [InlineData("gate/on|gate/threshold|gate/range|gate/attack|gate/hold|gate/release")]
    [InlineData("mix/fader|mix/mute|mix/pan|mix/pan-law")]
    public void Every_strip_has_its_families(string paths)
    {
        foreach (var root in (string[])["/ch/1", "/ch/256", "/group/1", "/bus/1", "/bus/32", "/main"])
            foreach (var path in paths.Split('|')) Find($"{root}/{path}");
    }

    [Theory]
    [InlineData("/ch/1/send/1/on")]
    [InlineData("/ch/1/send/32/level")]
    [InlineData("/ch/1/send/1/tap")]
    [InlineData("/ch/1/dca")]
    [InlineData("/dca/1/fader")]
    [InlineData("/dca/1/mute")]
    [InlineData("/main/limiter/on")]
    [InlineData("/main/limiter/ceiling")]
    [InlineData("/transport/play")]
    [InlineData("/transport/stop")]
    [InlineData("/transport/locate")]
    [InlineData("/transport/playing")]
    [InlineData("/transport/position")]
    [InlineData("/transport/loop")]
    [InlineData("/transport/loop/from")]
    [InlineData("/transport/loop/to")]
    [InlineData("/session/save")]
    [InlineData("/status/audio/backend")]
    [InlineData("/status/audio/rate")]
    [InlineData("/status/audio/frames")]
    [InlineData("/status/audio/misses")]
    [InlineData("/status/audio/stalls")]
    [InlineData("/status/audio/worst")]
    [InlineData("/status/audio/p999")]
    [InlineData("/status/audio/allocated")]
    [InlineData("/status/audio/jitted")]
    [InlineData("/status/osc/received")]
    [InlineData("/status/osc/bad")]
    [InlineData("/status/osc/heard-p99")]
    public void An_address_stays(string address) => Find(address);

    [Theory]
    [InlineData("/ch/1/eq/1/type", "bell low-shelf high-shelf notch high-pass low-pass")]
    [InlineData("/ch/1/comp/detector", "peak rms")]
    [InlineData("/ch/1/mix/pan-law", "-3 -4.5 -6 0")]
    [InlineData("/ch/1/send/1/tap", "pre post")]
    public void The_words_of_a_choice_stay(string address, string words) => Assert.Equal(words.Split(' '), Find(address).Choices);

    [Theory]
    [InlineData("/ch/1/trim", Unit.Decibels)]
    [InlineData("/ch/1/delay", Unit.Milliseconds)]
    [InlineData("/ch/1/hpf/frequency", Unit.Hertz)]
    [InlineData("/ch/1/comp/threshold", Unit.Decibels)]
    [InlineData("/ch/1/comp/ratio", Unit.Ratio)]
    [InlineData("/ch/1/comp/knee", Unit.Decibels)]
    [InlineData("/ch/1/comp/attack", Unit.Milliseconds)]
    [InlineData("/ch/1/comp/release", Unit.Milliseconds)]
    [InlineData("/ch/1/comp/makeup", Unit.Decibels)]
    [InlineData("/ch/1/comp/mix", Unit.Percent)]
    [InlineData("/ch/1/mix/fader", Unit.Decibels)]
    [InlineData("/transport/position", Unit.Seconds)]
    [InlineData("/status/audio/rate", Unit.Hertz)]
    [InlineData("/status/audio/worst", Unit.Milliseconds)]
    [InlineData("/status/audio/allocated", Unit.Bytes)]
    [InlineData("/status/osc/heard-p99", Unit.Milliseconds)]
    public void A_unit_stays(string address, Unit unit) => Assert.Equal(unit, Find(address).Unit);

    [Fact]
    public void Pan_runs_from_left_to_right() => Assert.Equal((-100.0, 100.0, 0.0), (StripCatalog.Pan.Min, StripCatalog.Pan.Max, StripCatalog.Pan.Default));

    private static ParameterSpec Find(string address)
    {
        Assert.True(ConsoleCatalog.Tree.TryFind(address, out var id), address);
        return ConsoleCatalog.Tree.Spec(id)!;
    }
}
