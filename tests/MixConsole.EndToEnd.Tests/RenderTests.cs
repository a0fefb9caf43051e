using System.Globalization;
using System.Text.RegularExpressions;

namespace MixConsole.EndToEnd.Tests;

public sealed partial class RenderTests : IDisposable
{
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    // Mono and stereo, three rates and formats, none of the lengths alike.
    private string Song() => place.Session(
        ("01 Low", Wav.Tone(48_000, 1, 16, 2, 220)),
        ("02 Mid", Wav.Tone(44_100, 2, 24, 2.5, 1000)),
        ("03 High", Wav.Tone(48_000, 1, 32, 1.5, 5000)));

    [Fact]
    public void Stems_become_strips_and_a_file_as_long_as_the_longest()
    {
        var session = Song();
        var told = place.Render(session, "Mix.wav", "--bits", "24");
        Assert.Equal(["loudness", "truepeak", "hash"], told.Lines.Select(l => l.Split(' ')[0]));
        Assert.Matches(@"^-\d+\.\d\d LUFS$", told.Fact("loudness"));
        Assert.Matches(@"^-?\d+\.\d\d dBTP$", told.Fact("truepeak"));
        Assert.Matches("^[0-9a-f]{64}$", told.Fact("hash"));

        var mix = Wav.Read(place["Mix.wav"]);
        Assert.Equal((48_000, 2, 24, 120_000), (mix.Rate, mix.Channels, mix.Bits, mix.Frames));
        Assert.Equal(0.25 * Math.Sqrt(0.5), mix.Amplitude(0, 220, 0.2, 1), 4); // mono at centre: -3 dB in each side
        Assert.Equal(0.25, mix.Amplitude(1, 1000, 0.2, 1), 4); // stereo: unity per side
        Assert.Equal(108_000, Wav.Read(Rendered(session, "--from", "0.5", "--to", "2.5", "--tail", "0.25")).Frames);
        var other = Wav.Read(Rendered(session, "--rate", "44100", "--bits", "32f"));
        Assert.Equal(110_250, other.Frames);
        Assert.Equal(other.Samples[(44_100 * 2)..(66_150 * 2)], Wav.Read(Rendered(session, "--rate", "44100", "--bits", "32f", "--from", "0:01", "--to", "1.5")).Samples);
    }

    [Fact]
    public void Unreadable_stems_are_named_and_the_rest_is_made()
    {
        Directory.CreateDirectory(place["stems"]);
        Wav.Tone(48_000, 1, 16, 0.1, 440).Write(Path.Combine(place["stems"], "02 Good.wav"));
        File.WriteAllText(Path.Combine(place["stems"], "01 Bad.wav"), "no audio");
        var made = Tool.Run(place.Data, "new", place["A.mixsession"], "--stems", place["stems"]);
        Assert.Equal((0, "1 Good 02 Good.wav\n"), (made.Code, made.Out));
        Assert.Contains("01 Bad.wav", made.Err);

        File.Delete(Path.Combine(place["stems"], "02 Good.wav"));
        var none = Tool.Run(place.Data, "new", place["B.mixsession"], "--stems", place["stems"]);
        Assert.Equal(1, none.Code);
        Assert.Contains("01 Bad.wav", none.Err);
        Assert.False(File.Exists(Path.Combine(place["B.mixsession"], "session.json")));
    }

    [Fact]
    public void Six_decibels_less_are_six_decibels_less()
    {
        var session = Song();
        place.Render(session, "Before.wav", "--bits", "24", "--stems");
        Set(session, "/ch/1/mix/fader", "-6");
        place.Render(session, "After.wav", "--bits", "24", "--stems");
        Wav before = Wav.Read(place["Before.wav"]), after = Wav.Read(place["After.wav"]);
        foreach (var side in (int[])[0, 1])
        {
            Assert.Equal(-6, Decibels(after.Amplitude(side, 220, 0.2, 1) / before.Amplitude(side, 220, 0.2, 1)), 0.02);
            Assert.Equal(0, Decibels(after.Amplitude(side, 1000, 0.2, 1) / before.Amplitude(side, 1000, 0.2, 1)), 0.02);
        }

        if (Tool.Other("ffmpeg", "-version") is null) return; // a second opinion where there is one
        Assert.Equal(-6, Rms("After/01 Low.wav") - Rms("Before/01 Low.wav"), 0.02);
    }

    [Fact]
    public void Block_size_and_format_change_no_bit()
    {
        var session = Song();
        Set(session, "/ch/2/comp/on", "on");
        var hash = place.Render(session, "Mix.wav", "--bits", "32f").Fact("hash");
        foreach (var frames in (string[])["32", "64", "77", "8192"])
            Assert.Equal(hash, place.Render(session, "Mix2.wav", "--frames", frames, "--threads", "2", "--bits", frames == "77" ? "16" : "24").Fact("hash"));
        Assert.Equal(hash, Hash(Wav.Read(place["Mix.wav"]).Samples));
        Assert.NotEqual(hash, place.Render(session, "Mix2.wav", "--rate", "44100").Fact("hash"));
    }

    [Fact]
    public void What_was_heard_live_is_what_is_rendered()
    {
        var session = Song();
        Set(session, "/ch/1/eq/on", "on");
        Set(session, "/ch/1/eq/2/gain", "6");
        using (RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0", "--play", "--capture", place["Live.wav"], "--frames", "77"))
        {
            console.Until("/transport/position", now => now > 1);
            Assert.Equal(new Ended(0, "", ""), console.Stop());
        }

        place.Render(session, "Mix.wav", "--bits", "32f");
        Wav live = Wav.Read(place["Live.wav"]), mix = Wav.Read(place["Mix.wav"]);
        Assert.Equal((48_000, 2, 32), (live.Rate, live.Channels, live.Bits));
        var common = Math.Min(live.Frames - (live.Rate / 5), mix.Frames); // it faded out in the end
        Assert.True(common > 40_000);
        var differs = Enumerable.Range(0, common * 2).FirstOrDefault(i => live.Samples[i] != mix.Samples[i], -1);
        Assert.True(differs < 0, $"Frame {differs / 2} of {common} differs.");
    }

    [Fact]
    public void Strips_alone_sum_up_to_the_mix()
    {
        var session = Song();
        using (RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0"))
        {
            console.Set("/ch/1/output/group", "1"); // through a group
            console.Set("/group/1/mix/fader", "-4");
            console.Set("/ch/2/send/1/on", "on"); // through a bus before its fader
            console.Set("/ch/2/send/1/tap", "pre");
            console.Set("/bus/1/output/main", "on");
            console.Set("/ch/3/dca", "1");
            console.Set("/dca/1/fader", "-3");
            Assert.Equal(0, console.Stop().Code);
        }

        place.Render(session, "Mix.wav", "--bits", "32f", "--stems");
        var mix = Wav.Read(place["Mix.wav"]);
        Assert.Equal(["01 Low.wav", "02 Mid.wav", "03 High.wav"], Directory.GetFiles(place["Mix"]).Select(Path.GetFileName).Order());
        var stems = Directory.GetFiles(place["Mix"]).Select(Wav.Read).ToArray();
        Assert.All(stems, stem => Assert.Equal(mix.Frames, stem.Frames));
        for (var i = 0; i < mix.Samples.Length; i++) Assert.Equal(mix.Samples[i], stems.Sum(s => s.Samples[i]), 1e-5f);
        Assert.Equal(-7, Decibels(stems[0].Amplitude(0, 220, 0.2, 1) / 0.25), 0.05);
    }

    private string Rendered(string session, params string[] more)
    {
        place.Render(session, "Part.wav", more);
        return place["Part.wav"];
    }

    private void Set(string session, string address, string value)
    {
        using RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0");
        console.Set(address, value);
        Assert.Equal(0, console.Stop().Code);
    }

    private static double Decibels(double ratio) => 20 * Math.Log10(ratio);

    private static string Hash(float[] samples) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan())));

    private double Rms(string file)
    {
        var told = Tool.Other("ffmpeg", "-hide_banner", "-i", place[file], "-af", "atrim=0.2:1.2,astats=measure_perchannel=none", "-f", "null", "-")!;
        return double.Parse(RmsLine().Match(told.Err).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"RMS level dB: (-?[\d.]+)")]
    private static partial Regex RmsLine();
}
