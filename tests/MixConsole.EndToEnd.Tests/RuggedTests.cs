using System.Buffers.Binary;
using System.Diagnostics;

namespace MixConsole.EndToEnd.Tests;

/// <summary>Broken input and sudden ends: told or dropped, and nothing lost.</summary>
public sealed class RuggedTests : IDisposable
{
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_kill_among_five_hundred_edits_a_second_loses_no_edit_older_than_a_quarter_second()
    {
        const int strips = 20;
        Random moment = new(5);
        var session = place.Session([.. Enumerable.Range(1, strips).Select(i => ($"{i:00} x", Wav.Tone(48_000, 1, 16, 0.1, 440)))]);
        foreach (var saves in (bool[])[false, true, true])
        {
            List<(long At, int Strip, int Value)> sent = [];
            long killed;
            using (RunningConsole console = new(place.Data, "run", session, "--http", "off", "--osc", "0"))
            using (RawOsc osc = new(console.Osc))
            {
                osc.Ask("/ch/1/mix/fader");
                var until = 500 + moment.Next(800);
                for (var running = Stopwatch.StartNew(); running.ElapsedMilliseconds < until;)
                {
                    var value = sent.Count + 1;
                    while (running.Elapsed.TotalMilliseconds < value * 2) Thread.Sleep(1);
                    osc.Send($"/ch/{1 + (value % strips)}/mix/fader", -0.01f * value);
                    sent.Add((Stopwatch.GetTimestamp(), 1 + (value % strips), value));
                    if (saves && value % 10 == 0) osc.Send("/session/save");
                }

                killed = Stopwatch.GetTimestamp();
                console.Kill();
            }

            using RunningConsole again = new(place.Data, "run", session, "--http", "off", "--osc", "0");
            using RawOsc reader = new(again.Osc);
            for (var strip = 1; strip <= strips; strip++)
            {
                var kept = (int)Math.Round(reader.Number($"/ch/{strip}/mix/fader") / -0.01);
                Assert.DoesNotContain(sent, s => s.Strip == strip && s.Value > kept && Stopwatch.GetElapsedTime(s.At, killed).TotalMilliseconds > 250);
            }

            reader.Set([.. Enumerable.Range(1, strips).Select(strip => ($"/ch/{strip}/mix/fader", (object)0f))]);
            Assert.Equal(0, again.Stop().Code);
        }
    }

    [Fact]
    public void Broken_stems_are_named_and_a_session_opens_without_its_files()
    {
        Directory.CreateDirectory(place["stems"]);
        string Stem(string name) => Path.Combine(place["stems"], name + ".wav");
        Wav.Tone(48_000, 2, 16, 0.6, 440).Write(Stem("00 good"));
        Wav.Tone(48_000, 1, 16, 0.6, 880).Write(Stem("01 lost"));
        var good = File.ReadAllBytes(Stem("00 good"));
        byte[] With(int at, params byte[] bytes) => [.. good[..at], .. bytes, .. good[(at + bytes.Length)..]];
        byte[][] broken =
        [
            [], good[..4], good[..12], good[..20], good[..36], good[..44], With(22, 0, 0), With(24, 0, 0, 0, 0), With(34, 0, 0), With(22, 255, 255), With(24, 255, 255, 255, 127), With(24, 0, 0, 0, 255), With(16, 240, 255, 255, 255),
            With(16, 255, 255, 255, 127), With(20, 85, 0), With(16, 0, 0, 0, 0), With(0, 0, 0, 0, 0), [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7919 >> 3))],
        ];
        for (var i = 0; i < broken.Length; i++) File.WriteAllBytes(Stem($"{i + 10} bad"), broken[i]);
        var made = Tool.Run(place.Data, "new", place["A.mixsession"], "--stems", place["stems"]);
        Assert.Equal((0, "1 good 00 good.wav\n2 lost 01 lost.wav\n"), (made.Code, made.Out));
        Assert.Equal(broken.Length, made.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(Enumerable.Range(10, broken.Length), i => Assert.Contains($"{i} bad.wav", made.Err));
        Assert.DoesNotContain("Exception", made.Err);

        File.Delete(Path.Combine(place["A.mixsession"], "audio", "01 lost.wav"));
        var rendered = Tool.Run(place.Data, "render", place["A.mixsession"], "--out", place["Mix.wav"]);
        Assert.Equal(0, rendered.Code);
        Assert.Contains("01 lost.wav", rendered.Err);
        Assert.Equal(0.25, Wav.Read(place["Mix.wav"]).Amplitude(0, 440, 0.1, 0.4), 4);
        using RunningConsole console = new(place.Data, "run", place["A.mixsession"], "--http", "off", "--osc", "0", "--play");
        Assert.Contains("01 lost.wav", console.Get("/session/report"));
        console.Until("/transport/position", now => now > 0.1);
    }

    [Fact]
    public void Broken_packets_are_counted_and_the_sound_goes_on()
    {
        using RunningConsole console = new(place.Data, "--http", "off", "--osc", "0");
        using RawOsc osc = new(console.Osc);
        var fader = RawOsc.Message("/ch/1/mix/fader", -6f);
        byte[] Size(int size)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, size);
            return bytes;
        }

        byte[] head = [.. "#bundle\0"u8, 0, 0, 0, 0, 0, 0, 0, 1];
        var deep = fader;
        for (var i = 0; i < 1000; i++) deep = RawOsc.Bundle(1, deep);
        byte[][] bad =
        [
            [0], [.. "abcd\0\0\0\0,\0\0\0"u8], [.. "/abcdefg"u8], .. Enumerable.Range(17, 6).Select(cut => fader[..cut]), [.. "/ch/1/mix/fader\0,q\0\0"u8, 1, 2, 3, 4],
            [.. "/ch/1/mix/fader\0,b\0\0"u8, .. Size(int.MaxValue)], [.. "/ch/1/mix/fader\0,b\0\0"u8, .. Size(-4)], [.. "/ch/1/name\0\0,s\0\0"u8, 65, 65, 65, 65],
            head[..12], [.. head, .. Size(int.MaxValue), .. fader], [.. head, .. Size(-8), .. fader], [.. head, .. Size(fader.Length - 1), .. fader], deep,
        ];
        foreach (var packet in bad) osc.SendBytes(packet);
        for (var patience = Stopwatch.StartNew(); osc.Number("/status/osc/bad") < bad.Length; Thread.Sleep(20))
            Assert.True(patience.ElapsedMilliseconds < 10_000, $"{osc.Number("/status/osc/bad")} of {bad.Length} are counted.");

        Random random = new(3);
        for (var i = 0; i < 3000; i++)
        {
            var packet = i % 2 == 0 ? (byte[])fader.Clone() : RawOsc.Bundle(1, fader, RawOsc.Message("/ch/1/name", "abc"));
            for (var k = 0; k < 2; k++) packet[random.Next(i % 3 == 0 ? 0 : 4, packet.Length)] = (byte)random.Next(256);
            osc.SendBytes(packet);
            if (i % 50 == 0) osc.Ask("/ch/2/name");
        }

        var position = osc.Number("/transport/position");
        Assert.Equal("true", console.Get("/transport/playing"));
        console.Until("/transport/position", now => now != position);
        Assert.Equal(0, osc.Number("/status/audio/allocated"));
        Assert.Equal(new Ended(0, "", ""), console.Stop());
    }
}
