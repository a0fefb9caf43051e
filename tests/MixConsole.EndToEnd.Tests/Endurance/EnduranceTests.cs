using System.Diagnostics;
using MixConsole.Control.Osc;

namespace MixConsole.EndToEnd.Tests.Endurance;

public sealed class EnduranceTests(FullConsole full) : IClassFixture<FullConsole>
{
    private const int Moves = 2000; // a second

    [Fact]
    public void A_full_console_under_fire_is_never_late_by_its_own_doing()
    {
        using var jack = JackServer.TryStart();
        if (jack is null) return; // no JACK here
        using RunningConsole console = new(full.Data, "run", full.Session, "--audio", "jack", "--device", jack.Name, "--play", "--http", "0", "--osc", "0");
        using OscConsoleClient hand = new(console.Osc);
        using Fire fire = new(console.Endpoint("osc"), Moves);
        var end = Watch("jack", hand, fire);
        Assert.Contains("jack", end.Text("audio/backend"), StringComparison.Ordinal);
        Sound(end);
        Assert.Equal(0, end["audio/misses"]);
    }

    private static Figures Watch(string name, OscConsoleClient hand, Fire fire)
    {
        var clock = Stopwatch.StartNew();
        for (var next = 10; ; next += 10)
        {
            var until = Math.Min(next, Figures.Seconds);
            while (clock.Elapsed.TotalSeconds < until) Thread.Sleep(50);
            var now = Figures.Of(hand);
            Figures.Tell($"{name} {until,4} s  sent {fire.Sent}  {now}  told {fire.Datagrams}  gaps {fire.Gaps}");
            if (until == Figures.Seconds) return now;
        }
    }

    private static void Sound(Figures figures)
    {
        Assert.Equal(0, figures["audio/allocated"]);
        Assert.Equal(0, figures["audio/jitted"]);
    }
}
