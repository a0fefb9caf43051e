using MixConsole.Control.Osc;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>A session of 128 looping tracks with everything on: filters, gate, six bands and compressor on each strip, eight sends, eight groups, a room, and a mastered main. Made once, for all tests of this folder.</summary>
public sealed class FullConsole : IDisposable
{
    public const int Strips = 128;
    public const int Seconds = 2; // of the loop
    private readonly Place place = new();

    public FullConsole()
    {
        Session = place.Session([.. Enumerable.Range(0, Strips).Select(s => ($"{s + 1:000} Stem", Stem(s)))]);
        using RunningConsole console = new(Data, "run", Session, "--http", "off", "--osc", "0");
        using (OscConsoleClient hand = new(console.Osc)) TurnEverythingOn(hand);
        Assert.Equal(new Ended(0, "", ""), console.Stop()); // saves
    }

    /// <summary>The session's folder.</summary>
    public string Session { get; }

    public string Data => place.Data;

    /// <summary>A path beside the session.</summary>
    public string this[string name] => place[name];

    public void Dispose() => place.Dispose();

    private static void TurnEverythingOn(OscConsoleClient hand)
    {
        foreach (var strip in (string[])["/ch/*", "/group/[1-8]", "/main"])
        {
            hand.Set($"{strip}/eq/on", "on");
            hand.Set($"{strip}/eq/[1-6]/gain", "2");
            hand.Set($"{strip}/comp/on", "on");
            hand.Set($"{strip}/comp/threshold", "-24");
        }

        hand.Set("/ch/*/hpf/on", "on");
        hand.Set("/ch/*/gate/on", "on");
        hand.Set("/ch/*/mix/fader", "-12");
        hand.Set("/ch/*/send/[1-8]/on", "on");
        hand.Set("/ch/*/send/[1-8]/level", "-20");
        hand.Set("/bus/[1-8]/output/main", "on");
        hand.Set("/bus/[1-8]/mix/fader", "-20");
        for (var group = 1; group <= 8; group++) hand.Set($"/ch/{{{string.Join(',', Enumerable.Range(0, Strips / 8).Select(n => (n * 8) + group))}}}/output/group", $"{group}");
        hand.Set("/fx/1/effect/type", "room");
        hand.Set("/fx/1/effect/source", "1");
        hand.Set("/main/limiter/on", "on");
        hand.Set("/transport/loop/to", $"{Seconds}");
        hand.Set("/transport/loop", "on");
    }

    // Tones with gaps, so that gates work; every stem its own.
    private static Wav Stem(int number)
    {
        var samples = new float[Seconds * 48_000];
        var hertz = 55 * Math.Pow(2, number * 7 % 60 / 12.0);
        for (var n = 0; n < samples.Length; n++)
            samples[n] = (float)(0.2 * Math.Sin(2 * Math.PI * hertz * n / 48_000) * ((n + (number * 4801)) % 24_000 < 12_000 ? 1 : 0.003));
        return new(48_000, 1, 16, samples);
    }
}
