using System.Buffers.Binary;
using System.Diagnostics;

namespace MixConsole.EndToEnd.Tests;

/// <summary>The published protocol, word by word, spoken by a bare socket.</summary>
public sealed class WireTests : IDisposable
{
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Values_have_their_published_types_and_take_every_published_form()
    {
        using RunningConsole console = new(place.Data, "--http", "off", "--osc", "0");
        using RawOsc osc = new(console.Osc), other = new(console.Osc);
        foreach (var (address, tags) in ((string, string)[])[
            ("/ch/1/mix/fader", ",f"), ("/ch/1/name", ",s"), ("/ch/1/mix/pan-law", ",s"), ("/ch/1/eq/6/type", ",s"), ("/transport/position", ",d"), ("/transport/playing", ",T"), ("/ch/1/mix/mute", ",F"),
            ("/status/audio/backend", ",s"), ("/status/audio/misses", ",i"), ("/status/osc/received", ",i"), ("/status/osc/heard-p99", ",f")])
            Assert.Equal((address, tags), osc.Ask(address) is var said ? (said.Address, said.Tags) : default);

        void Becomes(string address, object value, params object[] sent)
        {
            osc.Send(address, sent);
            var asked = address.EndsWith("/step") || address.EndsWith("/toggle") ? address[..address.LastIndexOf('/')] : address;
            Assert.Equal(value, osc.Ask(asked).Arguments[0]);
        }

        const string fader = "/ch/1/mix/fader", mute = "/ch/1/mix/mute";
        foreach (var sent in (object[])[-6f, -6, -6.0, -6L, "-6 dB", "-6dB", "-6"]) Becomes(fader, -6f, sent);
        Becomes(fader, -8f, "-8.0 dB");
        Becomes(fader + "/step", -5.5f, 2.5f);
        Becomes(fader, 10f, 99f);
        foreach (var sent in (object[])["-inf", float.NegativeInfinity]) Becomes(fader, float.NegativeInfinity, sent);
        foreach (var (sent, value) in ((object, bool)[])[(1, true), (0, false), (true, true), (false, false), ("on", true), ("off", false), (1f, true)]) Becomes(mute, value, sent);
        Becomes(mute + "/toggle", false);
        Becomes("/ch/1/eq/1/type", "notch", "notch");
        Becomes("/ch/1/mix/pan-law", "-4.5", "-4.5");
        Becomes("/ch/1/eq/1/frequency", 1500f, "1.5 kHz");
        Becomes("/ch/1/name", "Größe", "Größe");
        Becomes("/ch/1/dca", "1 3", "1 3");

        foreach (var (address, sent) in ((string, object)[])[(fader, "loud"), (fader, float.NaN), (fader, true), (fader, new byte[4]), ("/ch/1/eq/1/type", "cowbell"), ("/nothing/here", 1f), ("/ch/999/mix/fader", 1f), ("/status/audio/misses", 0), ("/ch/1/dca", "99")])
        {
            osc.Send(address, sent);
            var refused = osc.Wait(s => s.Address == "/error");
            Assert.Equal((",ss", address), (refused?.Tags, refused?.Arguments[0]));
        }

        Assert.Equal(float.NegativeInfinity, osc.Ask(fader).Arguments[0]); // nothing of that has moved it
        osc.Send("/hello", "Anna");
        osc.Send("/touch", fader, 1);
        Assert.Equal(float.NegativeInfinity, osc.Ask(fader).Arguments[0]); // by now it is held
        other.Send(fader, -20f);
        Assert.Contains("Anna", other.Wait(s => s.Address == "/error")?.Arguments[1] as string);

        osc.Send("/meters", "/ch", 20);
        Assert.Equal(4 * 256, ((byte[])osc.Wait(s => s.Address == "/meters/post")!.Arguments[0]).Length);
        Assert.NotNull(osc.Wait(s => s.Address == "/meters/post" && BinaryPrimitives.ReadSingleBigEndian(((byte[])s.Arguments[0]).AsSpan(4)) is > -60 and < 12)); // strip 2 plays
        Assert.Equal(0, console.Stop().Code);
    }

    [Fact]
    public void A_subscriber_knows_all_there_is_and_finds_again_what_it_lost()
    {
        using RunningConsole console = new(place.Data, "--http", "off", "--osc", "0");
        using RawOsc osc = new(console.Osc), other = new(console.Osc);
        Dictionary<string, object> state = [];
        (int Epoch, int Number)? last = null;
        int gaps = 0, snapshots = 0;
        Random network = new(1);
        void Hear(double loss, Func<bool> enough)
        {
            for (var patience = Stopwatch.StartNew(); !enough();)
            {
                Assert.True(patience.ElapsedMilliseconds < Tool.Patience);
                var said = osc.Next(20);
                if (said.Count == 0 || network.NextDouble() < loss) continue;
                Assert.Equal(("/seq", ",ii"), (said[0].Address, said[0].Tags));
                var (epoch, number) = ((int)said[0].Arguments[0], (int)said[0].Arguments[1]);
                Assert.Equal(last?.Epoch ?? epoch, epoch);
                if (number != (last?.Number ?? 0) + 1) gaps++;
                last = (epoch, number);
                foreach (var value in said.Skip(1))
                {
                    if (value.Address == "/snapshot") snapshots += (int)value.Arguments[1] == 0 ? 1 : 0;
                    else state[value.Address] = value.Arguments[0];
                }
            }
        }

        osc.Send("/subscribe", "/ch/1");
        Hear(0, () => snapshots == 1);
        Assert.All(state.Keys, address => Assert.StartsWith("/ch/1/", address));
        Assert.True(state.Count > 200);
        osc.Send("/ch/1/mix/fader", 99f); // its own, as committed
        Hear(0, () => Equals(state["/ch/1/mix/fader"], 10f));
        other.Send("/ch/1/mix/pan", 12f);
        other.Send("/ch/2/mix/pan", 13f);
        Hear(0, () => Equals(state["/ch/1/mix/pan"], 12f));
        Assert.Equal(0, gaps);

        for (var i = 0; i < 300; i++)
        {
            other.Send($"/ch/1/eq/{1 + network.Next(6)}/gain", (float)((network.NextDouble() * 20) - 10));
            if (i % 3 == 0) Hear(0.4, () => true);
            if (i % 30 == 0)
            {
                var turns = 0;
                Hear(0.4, () => turns++ > 5);
            }
        }

        var rest = 0;
        Hear(0.4, () => rest++ > 20);
        Assert.True(gaps > 0, "The numbers tell of what was lost.");
        osc.Send("/resync");
        Hear(0, () => snapshots == 2);
        foreach (var (address, value) in state) Assert.Equal(other.Ask(address).Arguments[0], value);
        osc.Send("/unsubscribe", "/ch/1");
        Assert.Equal("/ch/1/mix/pan", osc.Ask("/ch/1/mix/pan").Address);
    }

    [Fact]
    public void A_bundle_from_the_future_sounds_at_its_sample()
    {
        const double apart = 77.7; // ms
        Wav square = new(48_000, 1, 32, new float[48_000 * 6]);
        for (var n = 0; n < square.Samples.Length; n++) square.Samples[n] = n / 24 % 2 == 0 ? 0.25f : -0.25f; // one level all the time
        var session = place.Session(("01 Square", square));
        using RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0", "--play", "--capture", place["Live.wav"]);
        using RawOsc osc = new(console.Osc);
        osc.Until("/transport/playing", 1);
        var due = DateTime.UtcNow.AddSeconds(0.5);
        for (var i = 0; i < 10; i++) osc.SendBytes(RawOsc.Bundle(RawOsc.Time(due.AddMilliseconds(i * apart)), RawOsc.Message("/ch/1/mix/fader", i % 2 == 0 ? -12f : 0f)));
        var early = double.MinValue; // song position at the first due moment: not before what was told later, less the time since
        while (osc.Number("/transport/position") is var now && now < 2.5) early = Math.Max(early, now - (DateTime.UtcNow - due).TotalSeconds);
        Assert.Equal(0, console.Stop().Code);

        var live = Wav.Read(place["Live.wav"]);
        List<int> edges = [];
        var up = true;
        for (var n = 1000; n < live.Frames && edges.Count < 10; n++)
        {
            var level = Math.Abs(live.Samples[n * 2]) / 0.1768; // of mono at the centre
            if (up ? level < 0.99 : level > 0.30) edges.Add(n);
            else continue;
            up = !up;
            n += 3000;
        }

        Assert.Equal(10, edges.Count);
        for (var i = 2; i < 10; i++) Assert.Equal(edges[i % 2] + ((i - (i % 2)) * apart * 48), edges[i], 48.0); // 1 ms; the clock of the machine is the console's own
        Assert.Equal(early, edges[0] / 48_000.0, 0.02); // blocks are asked for by hand: what the machine's load lets through
    }

    [Fact]
    public void No_first_use_of_anything_compiles_on_the_audio_thread()
    {
        var session = place.Session([.. Enumerable.Range(1, 10).Select(i => ($"{i:00} x", Wav.Tone(48_000, 1 + (i % 2), 16, 30, 200 * i)))]);
        using RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0", "--play");
        using RawOsc osc = new(console.Osc);
        foreach (var (address, value) in ((string, object)[])[
            ("/ch/1/eq/on", true), ("/ch/1/eq/1/type", "notch"), ("/ch/1/eq/2/type", "low-shelf"), ("/ch/1/eq/3/type", "high-pass"), ("/ch/1/eq/4/type", "low-pass"), ("/ch/1/eq/5/gain", 6f), ("/ch/1/hpf/on", true), ("/ch/1/hpf/slope", "48"),
            ("/ch/1/mix/pan-law", "-4.5"), ("/ch/1/mix/pan-law", "0"), ("/ch/2/gate/on", true), ("/ch/2/gate/hold", 20f), ("/ch/2/gate/ratio", 4f), ("/ch/2/gate/key/filter", "band-pass"), ("/ch/3/comp/on", true), ("/ch/3/comp/detector", "rms"),
            ("/ch/3/comp/key/source", "ch 2"), ("/ch/3/order", "eq-gate-comp"), ("/ch/4/delay", 20f), ("/ch/4/output/group", 2), ("/group/2/output/group", 3), ("/ch/5/send/1/on", true), ("/ch/5/mtx/1/on", true), ("/ch/6/format", "stereo"),
            ("/main/limiter/on", true), ("/main/limiter/detector", "sample-peak"), ("/monitor/solo/mode", "pfl"), ("/ch/2/solo", true), ("/monitor/mono", true), ("/fx/1/effect/type", "room"), ("/fx/1/effect/source", 1), ("/ch/7/gate/lookahead", 2f), ("/transport/locate", 3.0)])
        {
            osc.Send(address, value);
            var heard = osc.Number("/transport/position"); // plans change behind a warm-up of their own
            for (var turn = 0; turn < 20 && osc.Number("/transport/position") == heard; turn++) Thread.Sleep(2);
        }

        var at = osc.Number("/transport/position");
        while (osc.Number("/transport/position") < at + 1) Thread.Sleep(20); // the status is read now and then
        Assert.Equal(0, osc.Number("/status/audio/jitted"));
        Assert.Equal(0, osc.Number("/status/audio/allocated"));
    }
}
