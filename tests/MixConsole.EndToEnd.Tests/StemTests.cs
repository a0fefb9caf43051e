using System.Text;

namespace MixConsole.EndToEnd.Tests;

public sealed class StemTests : IDisposable
{
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Every_rate_and_format_sounds_at_its_level_and_its_moment()
    {
        Directory.CreateDirectory(place["stems"]);
        Write("01 a", 44_100, 1, "16", 400);
        Write("02 b", 48_000, 2, "24", 500);
        Write("03 c", 96_000, 1, "32", 600);
        Write("04 d", 96_000, 2, "32f", 700);
        Write("05 e", 48_000, 1, "64f", 800);
        Write("06 f L", 44_100, 1, "24", 900);
        Write("06 f R", 44_100, 1, "24", 900);
        Write("07 g", 48_000, 1, "24", 1000, 48_000L * 3600);
        Write("08 h", 48_000, 1, "24", 1100, (48_000L * 3600) + 24_000);
        Write("09 i", 48_000, 2, "32f", 700); // the same as 04 at another rate
        var session = place["A.mixsession"];
        var made = Tool.Run(place.Data, "new", session, "--stems", place["stems"]);
        Assert.Equal((0, 9), (made.Code, made.Lines.Length));
        var alone = place.Stems(session);
        double[] mono = [0, 2, 4, 6, 7];
        for (var i = 0; i < alone.Length; i++)
            foreach (var side in (int[])[0, 1])
                Assert.Equal(mono.Contains(i) ? Measure.Decibels(Math.Sqrt(0.5)) : 0, Measure.Decibels(alone[i].Amplitude(side, i == 8 ? 700 : 400 + (i * 100), 0.6, 1) / 0.5), 0.01);
        Assert.Equal(0, alone[7].Samples[..(23_000 * 2)].Max(Math.Abs)); // time stamps: half a second later than its neighbour
        Assert.NotEqual(0, alone[7].Samples[(24_000 * 2)..(24_200 * 2)].Max(Math.Abs));

        place.Set(session, [.. new[] { 1, 2, 3, 5, 6, 7, 8 }.Select(n => ($"/ch/{n}/mix/mute", (object)true)), ("/ch/9/polarity", true)]);
        place.Render(session, "Null.wav", "--bits", "32f");
        Assert.True(Measure.Decibels(Wav.Read(place["Null.wav"]).Samples[9600..182_400].Max(Math.Abs)) < -120); // the ends of a resampled tone ring
    }

    [Fact]
    public void Pan_laws_are_their_formulas()
    {
        var all = (from law in (string[])["-3", "-4.5", "-6", "0"] from pan in (double[])[-100, -50, 0, 30] select (law, pan)).ToArray();
        var session = place.Session([.. all.Select((_, i) => ($"{i + 1:00} x", Wav.Tone(48_000, 1, 32, 1.3, 1000)))]);
        place.Set(session, [.. all.SelectMany((a, i) => (IEnumerable<(string, object)>)[($"/ch/{i + 1}/mix/pan", (float)a.pan), ($"/ch/{i + 1}/mix/pan-law", a.law)])]);
        foreach (var (a, alone) in all.Zip(place.Stems(session)))
        {
            Assert.Equal(Wanted(a.law, (1 - (a.pan / 100)) / 2), Measure.Level(alone, 0, 1000), 0.02);
            Assert.Equal(Wanted(a.law, (1 + (a.pan / 100)) / 2), Measure.Level(alone, 1, 1000), 0.02);
        }

        // p: how far towards this side, 0 to 1
        static double Wanted(string law, double p) => p == 0 ? double.NegativeInfinity : Measure.Decibels(law switch
        {
            "-3" => Math.Sin(p * Math.PI / 2),
            "-4.5" => Math.Pow(Math.Sin(p * Math.PI / 2), 4.5 / Measure.Decibels(Math.Sqrt(2))),
            "-6" => p,
            _ => Math.Min(1, 2 * p),
        });
    }

    [Fact]
    public void Sixteen_bits_are_dithered_white_and_without_distortion()
    {
        const double hertz = 997, quiet = 0.4 / 32_768; // less than half a step: without dither there would be nothing
        var session = place.Session(("01 Whisper", Wav.Tone(48_000, 2, 32, 5, hertz, quiet)));
        place.Render(session, "Mix.wav", "--bits", "16");
        var mix = Wav.Read(place["Mix.wav"]);
        double power = 0, across = 0, along = 0, last = 0;
        for (var n = 0; n < mix.Frames; n++)
        {
            var tone = 0.4 * Math.Sin(2 * Math.PI * hertz * n / 48_000);
            double left = (mix.Samples[n * 2] * 32_768) - tone, right = (mix.Samples[(n * 2) + 1] * 32_768) - tone;
            power += left * left / mix.Frames;
            across += left * right / mix.Frames;
            along += left * last / mix.Frames;
            last = left;
        }

        Assert.Equal(0.25, power, 0.01); // steps squared: triangular dither 1/6 and rounding 1/12
        Assert.Equal(0, across, 0.01);
        Assert.Equal(0, along, 0.01);
        Assert.Equal(1, mix.Amplitude(0, hertz, 0, 5) / quiet, 0.03);
        foreach (var harmonic in (int[])[2, 3, 5]) Assert.InRange(mix.Amplitude(0, harmonic * hertz, 0, 5) / quiet, 0, 0.03);
    }

    private void Write(string name, int rate, int channels, string format, double hertz, long? time = null)
    {
        var bytes = format switch { "16" => 2, "24" => 3, "64f" => 8, _ => 4 };
        var frames = rate * 2;
        using BinaryWriter to = new(File.Create(Path.Combine(place["stems"], name + ".wav")));
        to.Write("RIFF"u8);
        to.Write((time is null ? 0 : 610) + 36 + (frames * channels * bytes));
        to.Write("WAVE"u8);
        if (time is { } first)
        {
            to.Write("bext"u8);
            to.Write(602);
            to.Write(new byte[338]); // description, originator, date
            to.Write(first);
            to.Write(new byte[256]);
        }

        to.Write("fmt "u8);
        to.Write(16);
        to.Write((short)(format.EndsWith('f') ? 3 : 1));
        to.Write((short)channels);
        to.Write(rate);
        to.Write(rate * channels * bytes);
        to.Write((short)(channels * bytes));
        to.Write((short)(bytes * 8));
        to.Write("data"u8);
        to.Write(frames * channels * bytes);
        for (var i = 0; i < frames * channels; i++)
        {
            var x = 0.5 * Math.Sin(2 * Math.PI * hertz * (i / channels) / rate);
            if (format == "64f") to.Write(x);
            else if (format == "32f") to.Write((float)x);
            else to.Write(BitConverter.GetBytes((long)Math.Round(x * ((1L << ((bytes * 8) - 1)) - 1))), 0, bytes);
        }
    }
}
