namespace MixConsole.EndToEnd.Tests;

public sealed class DynamicsTests : IDisposable
{
    private static readonly double[] Levels = [-50, -38, -33, -28, -23, -20, -17, -12, -6, 0];
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_steady_tone_is_compressed_as_the_curve_says()
    {
        const double stair = 0.4; // seconds
        var some = 0;
        var all = (from detector in (string[])["peak", "rms"]
                   from hz in (double[])[1000, 100]
                   from ratio in (double[])[1.5, 4, 100]
                   from knee in (double[])[0, 6, 24]
                   select (detector, hz, ratio, knee, threshold: some++ % 2 == 0 ? -35.0 : -20, makeup: some % 3 == 0 ? 5.0 : 0, mix: some % 5 == 0 ? 40.0 : 100)).ToArray();
        var session = place.Session([.. all.Select((a, i) => ($"{i + 1:00} x", Stairs(a.hz)))]);
        place.Set(session, [.. all.SelectMany((a, i) => (IEnumerable<(string, object)>)[
            ($"/ch/{i + 1}/comp/detector", a.detector), ($"/ch/{i + 1}/comp/ratio", (float)a.ratio), ($"/ch/{i + 1}/comp/knee", (float)a.knee), ($"/ch/{i + 1}/comp/threshold", (float)a.threshold),
            ($"/ch/{i + 1}/comp/attack", 10f), ($"/ch/{i + 1}/comp/release", 50f), ($"/ch/{i + 1}/comp/makeup", (float)a.makeup), ($"/ch/{i + 1}/comp/mix", (float)a.mix),
            ($"/ch/{i + 1}/comp/on", true), ($"/ch/{i + 1}/mix/pan-law", "0")])]);
        foreach (var (a, alone) in all.Zip(place.Stems(session)))
        {
            for (var i = 0; i < Levels.Length; i++)
            {
                var over = Levels[i] - (a.detector == "rms" ? Measure.Decibels(Math.Sqrt(2)) : 0) - a.threshold;
                var slope = (1 / a.ratio) - 1;
                var gain = 2 * over <= -a.knee ? 0 : 2 * over > a.knee ? slope * over : slope * Math.Pow(over + (a.knee / 2), 2) / (2 * a.knee);
                var wet = a.mix / 100;
                var wanted = Levels[i] + Measure.Decibels((wet * Math.Pow(10, (gain + a.makeup) / 20)) + 1 - wet);
                Assert.True(Math.Abs(Measure.Decibels(alone.Amplitude(0, a.hz, (i * stair) + 0.3, 0.1)) - wanted) < 0.1, $"{a} at {Levels[i]} dB.");
            }
        }

        static Wav Stairs(double hz)
        {
            const int frames = (int)(stair * 48_000);
            var samples = new float[frames * Levels.Length];
            for (var n = 0; n < samples.Length; n++) samples[n] = (float)(Math.Pow(10, Levels[n / frames] / 20) * Math.Sin(2 * Math.PI * hz * n / 48_000));
            return new(48_000, 1, 32, samples);
        }
    }

    [Fact]
    public void Times_are_times_to_63_percent()
    {
        const int on = 24_000, off = 72_000;
        var burst = new float[120_000]; // a square wave has one level all the time, so every sample shows the gain
        for (var n = 0; n < burst.Length; n++) burst[n] = (n is >= on and < off ? 0.5f : 0.01f) * (n / 12 % 2 == 0 ? 1 : -1);
        (double Attack, double Release)[] comps = [(1, 50), (15, 120), (50, 200)];
        var session = place.Session([.. Enumerable.Range(1, 4).Select(i => ($"{i} x", new Wav(48_000, 1, 32, burst)))]);
        place.Set(session, [.. comps.SelectMany((a, i) => (IEnumerable<(string, object)>)[
            ($"/ch/{i + 1}/comp/ratio", 4f), ($"/ch/{i + 1}/comp/knee", 0f), ($"/ch/{i + 1}/comp/threshold", -26f), ($"/ch/{i + 1}/comp/hold", 0.5f),
            ($"/ch/{i + 1}/comp/attack", (float)a.Attack), ($"/ch/{i + 1}/comp/release", (float)a.Release), ($"/ch/{i + 1}/comp/on", true), ($"/ch/{i + 1}/mix/pan-law", "0")]),
            ("/ch/4/gate/threshold", -20f), ("/ch/4/gate/range", -40f), ("/ch/4/gate/attack", 10f), ("/ch/4/gate/on", true), ("/ch/4/mix/pan-law", "0")]);
        var alone = place.Stems(session);
        for (var i = 0; i < comps.Length; i++)
        {
            double Gain(int n) => Measure.Decibels(alone[i].Samples[n * 2] / burst[n]);
            double Time(int from, double a, double b) => Enumerable.Range(from, 40_000).First(n => (Gain(n) - a) / (b - a) >= 1 - Math.Exp(-1)) / 48.0;
            var deep = Gain(off - 1);
            Assert.Equal(comps[i].Attack, Time(on, 0, deep) - (on / 48), 0.05 + (comps[i].Attack * 0.01));
            Assert.Equal(comps[i].Release, Time(off, deep, 0) - (off / 48), 0.6 + (comps[i].Release * 0.01)); // the hold comes first
        }

        double Open(int n) => alone[3].Samples[n * 2] / burst[n];
        Assert.Equal(-40, Measure.Decibels(Open(on - 1)), 0.02);
        Assert.Equal(0.01 + (0.99 * (1 - Math.Exp(-1))), Open(on + 479), 0.005);
        Assert.Equal(0, Measure.Decibels(Open(off - 1)), 0.02);
        Assert.Equal(-40, Measure.Decibels(Open(burst.Length - 1)), 0.05);
    }
}
