using MixConsole.Control.Osc;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>A session of 128 looping tracks with everything on: filters, gate, six bands and compressor on each strip, eight sends, eight groups, a room, and a mastered main. Made once, for all tests of this folder.</summary>
public sealed class FullConsole : IDisposable
{
    public const int Strips = 128;
    public const int Frames = 96_000; // of the loop: 2 s
    private readonly Place place = new();
    private readonly string session;

    public FullConsole()
    {
        session = place.Session([.. Enumerable.Range(0, Strips).Select(s => ($"{s + 1:000} Stem", Stem(s)))]);
        using RunningConsole console = new(Data, "run", session, "--http", "off", "--osc", "0");
        using (OscConsoleClient hand = new(console.Osc)) TurnEverythingOn(hand);
        Assert.Equal(new Ended(0, "", ""), console.Stop()); // saves
    }

    public string Data => place.Data;

    /// <summary>A copy of the session for one test, whose moves nobody else shall find.</summary>
    public string Session(string name)
    {
        var copy = place[name + ".mixsession"];
        Directory.CreateDirectory(Path.Combine(copy, "audio"));
        foreach (var file in Directory.GetFiles(Path.Combine(session, "audio")).Append(Path.Combine(session, "session.json"))) File.Copy(file, Path.Combine(copy, Path.GetRelativePath(session, file)));
        return copy;
    }

    /// <summary>A console that runs such a copy, without a page.</summary>
    internal RunningConsole Run(string name, params string[] arguments) => new(Data, ["run", Session(name), "--http", "off", "--osc", "0", .. arguments]);

    /// <summary>The mix of one pass, by the verb that renders files.</summary>
    public string Mixdown(string name)
    {
        place.Render(Session(name), name + ".wav", "--bits", "32f");
        return place[name + ".wav"];
    }

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
        hand.Set("/transport/loop/to", $"2");
        hand.Set("/transport/loop", "on");
    }

    // Tones with gaps, so that gates work; every stem its own.
    private static Wav Stem(int number)
    {
        var samples = new float[Frames];
        var hertz = 55 * Math.Pow(2, number * 7 % 60 / 12.0);
        for (var n = 0; n < samples.Length; n++)
            samples[n] = (float)(0.2 * Math.Sin(2 * Math.PI * hertz * n / 48_000) * ((n + (number * 4801)) % 24_000 < 12_000 ? 1 : 0.003));
        return new(48_000, 1, 16, samples);
    }
}
