namespace MixConsole.EndToEnd.Tests;

/// <summary>What DCAs, mute groups, groups, buses and solo do to a mix, told from tones of different pitch.</summary>
public sealed class RoutingTests : IDisposable
{
    private static readonly double[] Pitch = [300, 500, 700, 900, 1100, 1300];
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Levels_are_the_sum_of_what_every_hand_on_the_way_says()
    {
        var session = place.Session([.. Pitch.Select((hz, i) => ($"{i + 1:00} Tone", Wav.Tone(48_000, 2, 32, 1.5, hz)))]);

        using RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0");
        using RawOsc osc = new(console.Osc);
        Check(osc, session, [-9, -4, -3, 0, 0, 0], // two DCAs add up, a fader and a DCA too
            ("/ch/1/dca", "1 2"), ("/ch/2/dca", "2"), ("/ch/3/mix/fader", -3f), ("/dca/1/fader", -5f), ("/dca/2/fader", -4f));
        Check(osc, session, [double.NegativeInfinity, double.NegativeInfinity, -3, double.NegativeInfinity, 0, 0], // mutes
            ("/dca/2/mute", true), ("/ch/4/mute-groups", "3"), ("/mute-group/3/on", true));
        Check(osc, session, [-9, -4, -14, -12, 0, 0], // a group in a group, the inner one under a DCA
            ("/dca/2/mute", false), ("/mute-group/3/on", false), ("/ch/3/output/group", 1), ("/ch/4/output/group", 1), ("/group/1/output/group", 2), ("/group/1/mix/fader", -6f), ("/group/2/mix/fader", -2f), ("/group/1/dca", "3"), ("/dca/3/fader", -3f),
            ("/ch/4/trim", -1f));
        Check(osc, session, [-9, -4, -14, -12, Sum(0, -5), -7], // into a bus before and after the fader, and main for one of them
            ("/bus/1/output/main", true), ("/ch/5/send/1/on", true), ("/ch/5/send/1/level", -5f), ("/ch/6/send/1/on", true), ("/ch/6/send/1/tap", "pre"), ("/ch/6/send/1/level", -7f), ("/ch/6/mix/mute", true));
        double[] last = [-10, -5, -15, -13, Sum(-4, -12) - 1, -11];
        Check(osc, session, last, ("/ch/5/mix/fader", -4f), ("/bus/1/mix/fader", -3f), ("/main/mix/fader", -1f));

        // Alone, through the same groups, buses and main, they add up to the mix.
        var alone = place.Stems(session);
        Same(last, alone);
        var mix = Wav.Read(place["Mix.wav"]);
        for (var i = 0; i < mix.Samples.Length; i++) Assert.Equal(mix.Samples[i], alone.Sum(s => s.Samples[i]), 1e-6f);
    }

    // Sets, saves and renders while the console runs.
    private void Check(RawOsc osc, string session, double[] levels, params (string Address, object Value)[] values)
    {
        osc.Set(values);
        osc.Send("/session/save");
        Assert.True(osc.Until("/session/unsaved", 0));
        place.Render(session, "Mix.wav", "--bits", "32f", "--to", "1.3");
        Same(levels, [.. levels.Select(_ => Wav.Read(place["Mix.wav"]))]);
    }

    private static void Same(double[] levels, Wav[] heard)
    {
        for (var i = 0; i < levels.Length; i++)
            foreach (var side in (int[])[0, 1]) Assert.Equal(levels[i], Measure.Level(heard[i], side, Pitch[i]), 0.02);
    }

    private static double Sum(double a, double b) => Measure.Decibels(Math.Pow(10, a / 20) + Math.Pow(10, b / 20));
}
