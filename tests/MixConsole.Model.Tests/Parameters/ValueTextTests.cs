using FsCheck.Xunit;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Model.Tests.Parameters;

public class ValueTextTests
{
    private static ParameterSpec Spec(string address) =>
        ConsoleCatalog.Tree.TryFind(address, out var id) ? ConsoleCatalog.Tree.Spec(id)! : throw new ArgumentException(address);

    [Theory]
    [InlineData("/ch/1/mix/fader", "-6 dB", -6)]
    [InlineData("/ch/1/mix/fader", "-6dB", -6)]
    [InlineData("/ch/1/mix/fader", " +3.5 DB ", 3.5)]
    [InlineData("/ch/1/mix/fader", "\u22126", -6)]
    [InlineData("/ch/1/mix/fader", "-inf", double.NegativeInfinity)]
    [InlineData("/ch/1/mix/fader", "-\u221e dB", double.NegativeInfinity)]
    [InlineData("/ch/1/mix/fader", "1e1", 10)]
    [InlineData("/ch/1/eq/1/frequency", "1.2k", 1200)]
    [InlineData("/ch/1/eq/1/frequency", "1.2 kHz", 1200)]
    [InlineData("/ch/1/eq/1/frequency", "440 Hz", 440)]
    [InlineData("/ch/1/comp/release", "250 ms", 250)]
    [InlineData("/ch/1/comp/release", "0.25 s", 250)]
    [InlineData("/ch/1/comp/release", "250", 250)]
    [InlineData("/ch/1/comp/ratio", "4:1", 4)]
    [InlineData("/ch/1/comp/mix", "50%", 50)]
    [InlineData("/ch/1/comp/mix", "50 %", 50)]
    [InlineData("/transport/loop/to", "1500 ms", 1.5)]
    [InlineData("/main/limiter/ceiling", "-1 dBTP", -1)]
    [InlineData("/main/limiter/ceiling", "-1 dB", -1)]
    [InlineData("/ch/1/mix/mute", "On", 1)]
    [InlineData("/ch/1/mix/mute", "true", 1)]
    [InlineData("/ch/1/mix/mute", "1", 1)]
    [InlineData("/ch/1/mix/mute", "yes", 1)]
    [InlineData("/ch/1/mix/mute", "off", 0)]
    [InlineData("/ch/1/mix/mute", "FALSE", 0)]
    [InlineData("/ch/1/mix/mute", "no", 0)]
    [InlineData("/ch/1/eq/1/type", "Low-Shelf", 1)]
    [InlineData("/ch/1/mix/pan-law", "-4.5", 1)]
    [InlineData("/ch/1/input/channel", "7", 7)]
    public void What_people_write_is_understood(string address, string text, double expected)
    {
        Assert.True(ValueText.TryParse(Spec(address), text, out var number, out var error), error);
        Assert.Equal(expected, number, 1e-12);
    }

    [Theory]
    [InlineData("/ch/1/mix/fader", "loud", "dB")]
    [InlineData("/ch/1/mix/fader", "", "dB")]
    [InlineData("/ch/1/mix/fader", "-", "dB")]
    [InlineData("/ch/1/mix/fader", "3 Hz", "dB")]
    [InlineData("/ch/1/mix/fader", "1.2.3", "dB")]
    [InlineData("/ch/1/mix/mute", "maybe", "on or off")]
    [InlineData("/ch/1/comp/detector", "vu", "peak, rms")]
    public void What_cannot_be_meant_is_refused_with_what_is_taken(string address, string text, string mentioned)
    {
        Assert.False(ValueText.TryParse(Spec(address), text, out _, out var error));
        Assert.Contains(mentioned, error);
        Assert.Contains($"\"{text}\"", error);
    }

    [Theory]
    [InlineData("/ch/1/mix/fader", -6.125, "-6.125 dB")]
    [InlineData("/ch/1/mix/fader", -6.1f, "-6.1 dB")]
    [InlineData("/ch/1/mix/fader", -0.0001, "0 dB")]
    [InlineData("/ch/1/mix/fader", double.NegativeInfinity, "-inf dB")]
    [InlineData("/ch/1/eq/1/frequency", 12000, "12000 Hz")]
    [InlineData("/ch/1/mix/mute", 1, "true")]
    [InlineData("/ch/1/mix/mute", 0, "false")]
    [InlineData("/ch/1/eq/1/type", 2, "high-shelf")]
    [InlineData("/ch/1/eq/1/type", 99, "low-pass")]
    [InlineData("/ch/1/mix/pan", -37, "-37")]
    public void Values_are_written_short_and_with_their_unit(string address, double number, string expected) =>
        Assert.Equal(expected, ValueText.FormatWithUnit(Spec(address), number, null));

    [Property]
    public void What_is_written_reads_back_within_a_thousandth(double travel)
    {
        var normal = double.IsFinite(travel) ? Math.Abs(travel % 1) : 0;
        foreach (var spec in StripCatalog.Layout.Specs)
        {
            if (spec.Kind is ParameterKind.Text or ParameterKind.Action) continue;
            var number = spec.Clamp(spec.Law.ToPlain(normal));
            Assert.True(ValueText.TryParse(spec, ValueText.FormatWithUnit(spec, number, null), out var back, out var error), error);
            if (double.IsInfinity(number)) Assert.Equal(number, back);
            else Assert.InRange(Math.Abs(back - number), 0, 0.001);
        }
    }

    [Property]
    public void Anything_written_is_answered_without_an_exception(string? text)
    {
        foreach (var spec in StripCatalog.Layout.Specs)
            Assert.True(ValueText.TryParse(spec, text, out _, out var error) || error.Length > 0);
    }
}
