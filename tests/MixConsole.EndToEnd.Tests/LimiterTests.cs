using System.Globalization;
using System.Text.RegularExpressions;

namespace MixConsole.EndToEnd.Tests;

public sealed partial class LimiterTests : IDisposable
{
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void No_hot_material_passes_the_ceiling_and_the_loudness_is_everybodys()
    {
        Random random = new(7);
        Func<int, double>[] materials =
        [
            _ => Math.Clamp(4 * Noise(), -1, 1),
            n => 1.414 * Math.Sin((Math.PI / 2 * n) + (Math.PI / 4)), // a quarter of the rate at 45 degrees: 3 dB between the samples
            n => 3 * Math.Sin(2 * Math.PI * 21_000 / 48_000 * n),
            n => (2.5 * Math.Exp(-(n % 12_000) / 2000.0) * Math.Sin(n % 12_000 * 0.01)) + (0.8 * Math.Sin(n * 0.029)) + (1.5 * Math.Exp(-(n % 6000) / 500.0) * Noise()),
            n => n % 3000 < 30 ? 4 * Math.Sign(Noise()) : 0,
            n => n / 55 % 2 == 0 ? 3 : -3,
        ];
        var samples = new float[(materials.Length + 1) * 96_000];
        for (var i = 0; i < samples.Length; i++) samples[i] = i < 96_000 ? 0 : (float)materials[(i / 96_000) - 1](i / 2);
        var session = place.Session(("01 Hot", new Wav(48_000, 2, 32, samples)));
        place.Set(session, ("/main/limiter/on", true), ("/main/limiter/ceiling", -1f));
        var told = place.Render(session, "Mix.wav", "--bits", "24");
        var peak = Measure.TruePeak(Wav.Read(place["Mix.wav"]));
        Assert.InRange(peak, -1.3, -0.95);
        Assert.Equal(peak, Number(told.Fact("truepeak")), 0.06);

        if (Tool.Other("ffmpeg", "-hide_banner", "-nostats", "-i", place["Mix.wav"], "-af", "ebur128=peak=true:metadata=1,ametadata=mode=print:key=lavfi.r128.I", "-f", "null", "-") is not { } other) return; // a second opinion where there is one
        Assert.Equal(Number(Loudness().Matches(other.Err)[^1].Groups[1].Value), Number(told.Fact("loudness")), 0.05);
        Assert.True(Number(Peak().Matches(other.Err)[^1].Groups[1].Value) <= -0.9, other.Err);

        double Noise() => (random.NextDouble() * 2) - 1;
        static double Number(string text) => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"lavfi\.r128\.I=(-?[\d.]+)")]
    private static partial Regex Loudness();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+)")]
    private static partial Regex Peak();
}
