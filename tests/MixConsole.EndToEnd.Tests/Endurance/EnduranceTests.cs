using System.Diagnostics;
using MixConsole.Control.Osc;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>What a console promises for a whole evening, in seconds; <c>tests/endurance.sh</c> takes as long as it is told.</summary>
public sealed class EnduranceTests(FullConsole full) : IClassFixture<FullConsole>
{
    private const int Moves = 2000; // a second
    private static readonly long LongTake = Math.Min(Figures.Seconds, 240) * 48_000L;

    [Fact]
    public void A_full_console_under_fire_is_never_late_by_its_own_doing()
    {
        using var jack = JackServer.TryStart();
        if (jack is null) return; // no JACK here
        using var console = full.Run("Fire", "--audio", "jack", "--device", jack.Name, "--play");
        using OscConsoleClient hand = new(console.Osc);
        using Fire fire = new(console.Endpoint("osc"), Moves);
        var end = Watch("jack", Figures.Seconds, hand, fire);
        Assert.Contains("jack", end.Text("audio/backend"), StringComparison.Ordinal);
        Assert.Equal(0, end["audio/misses"]);
        Clean(end);
        Assert.Equal(0, end["audio/collections"]); // no collection, no pause: what a pause lasts is the machine's affair when others want its cores
        Assert.Equal(0, end["audio/pause"]);
        Assert.Equal(0, fire.Gaps);
    }

    [Fact]
    public void In_virtual_time_the_samples_are_those_of_a_mixdown()
    {
        using var console = full.Run("Virtual", "--audio", "clock", "--device", "virtual", "--play", "--capture", full["virtual.wav"]);
        Recording.Await(full["virtual.wav"], FullConsole.Frames);
        using OscConsoleClient hand = new(console.Osc);
        using (Fire fire = new(console.Endpoint("osc"), Moves)) Clean(Watch("virtual", Figures.Seconds / 4, hand, fire));
        Assert.Equal(0, Figures.Of(hand)["audio/misses"]);
        Assert.Equal(-1, Recording.Difference(full["virtual.wav"], full.Mixdown("Virtual mix"), FullConsole.Frames));
    }

    [Fact]
    public void A_server_that_freewheels_gets_the_same_samples()
    {
        using var jack = JackServer.TryStart(realTime: false);
        if (jack is null) return; // no JACK here
        using (full.Run("Clocked", "--device", "virtual", "--play", "--capture", full["clocked.wav"])) Recording.Await(full["clocked.wav"], LongTake);
        using var console = full.Run("Freewheel", "--audio", "jack", "--device", jack.Name, "--capture", full["freewheel.wav"]);
        using OscConsoleClient hand = new(console.Osc);
        Assert.Equal(0, jack.Run("jack_freewheel", "y"));
        var misses = Figures.Of(hand)["audio/misses"];
        hand.Set("/transport/play", null);
        Recording.Await(full["freewheel.wav"], LongTake);
        using (Fire fire = new(console.Endpoint("osc"), Moves)) Clean(Watch("freewheel", Figures.Seconds / 4, hand, fire));
        Assert.Equal(misses, Figures.Of(hand)["audio/misses"]);
        Assert.Equal(0, jack.Run("jack_freewheel", "n"));
        Assert.Equal(-1, Recording.Difference(full["freewheel.wav"], full["clocked.wav"], LongTake));
    }

    [Fact]
    public void A_server_that_dies_is_opened_again_within_two_seconds_of_its_return()
    {
        using var jack = JackServer.TryStart(realTime: false);
        if (jack is null) return; // no JACK here
        using var console = full.Run("Death", "--audio", "jack", "--device", jack.Name, "--play");
        using OscConsoleClient hand = new(console.Osc);
        Until(hand, "audio/backend", "jack");
        jack.Kill();
        Until(hand, "audio/backend", "clock");
        Assert.Contains("is gone", Figures.Of(hand).Text("audio/report"), StringComparison.Ordinal);
        Assert.Equal(["/transport/playing true"], hand.Get("/transport/playing"));
        jack.Launch();
        var back = Stopwatch.StartNew();
        Until(hand, "audio/backend", "jack");
        Assert.InRange(back.Elapsed.TotalSeconds, 0, 2);
        Figures.Tell($"reopened {back.ElapsedMilliseconds} ms after the server answered");
        Assert.Equal("", Figures.Of(hand).Text("audio/report"));

        foreach (var frames in (string[])["256", "64"])
        {
            Assert.Equal(0, jack.Run("jack_bufsize", frames));
            Until(hand, "audio/frames", frames + " ");
        }

        Clean(Figures.Of(hand));
        Assert.Equal(new Ended(0, "", ""), console.Stop());
    }

    [Fact]
    public void A_move_is_heard_a_block_later()
    {
        using var console = full.Run("Heard", "--frames", "64", "--play");
        using OscConsoleClient hand = new(console.Osc);
        using Fire fire = new(console.Endpoint("osc"), 500);
        var end = Watch("clock", Figures.Seconds / 4, hand, fire);
        Clean(end);
        Assert.InRange(end["osc/heard-p99"], 0.001, 100); // 2.3 ms where the machine is ours; here others may want its cores
    }

    private static Figures Watch(string name, int seconds, OscConsoleClient hand, Fire fire)
    {
        var clock = Stopwatch.StartNew();
        for (var next = 10; ; next += 10)
        {
            var until = Math.Min(next, seconds);
            while (clock.Elapsed.TotalSeconds < until) Thread.Sleep(50);
            var now = Figures.Of(hand);
            Figures.Tell($"{name} {until,4} s  sent {fire.Sent}  {now}  told {fire.Datagrams}  gaps {fire.Gaps}");
            if (until == seconds) return now;
        }
    }

    private static void Until(OscConsoleClient hand, string address, string text)
    {
        for (var patience = Stopwatch.StartNew(); !Figures.Of(hand).Text(address).StartsWith(text, StringComparison.Ordinal); Thread.Sleep(10))
            Assert.True(patience.ElapsedMilliseconds < Tool.Patience, $"{address} stays {Figures.Of(hand).Text(address)}.");
    }

    private static void Clean(Figures figures)
    {
        Assert.Equal(0, figures["audio/allocated"]);
        Assert.Equal(0, figures["audio/jitted"]);
        Assert.Equal(0, figures["audio/starved"]);
    }
}
