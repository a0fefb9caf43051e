using System.Net;
using MixConsole.Control.Desk;
using MixConsole.Control.Osc;

namespace MixConsole.Control.Tests.Osc;

public sealed class OscServerTests : IDisposable
{
    private readonly FakeDesk desk = new();
    private readonly OscServer server;
    private readonly OscProbe probe;

    public OscServerTests()
    {
        server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        probe = new(server.Port);
    }

    public void Dispose()
    {
        probe.Dispose();
        server.Dispose();
        desk.Dispose();
    }

    [Theory]
    [InlineData("/ch/1/mix/fader", -6.5f, -6.5f)]
    [InlineData("/ch/1/mix/fader", -6.5, -6.5f)]
    [InlineData("/ch/1/mix/fader", -6, -6f)]
    [InlineData("/ch/1/mix/fader", -6L, -6f)]
    [InlineData("/ch/1/mix/fader", "-6 dB", -6f)]
    [InlineData("/ch/1/mix/fader", float.NegativeInfinity, float.NegativeInfinity)]
    [InlineData("/ch/1/mix/mute", true, true)]
    [InlineData("/ch/1/mix/mute", 1, true)]
    [InlineData("/ch/1/mix/mute", 0f, false)]
    [InlineData("/ch/1/mix/mute", "on", true)]
    [InlineData("/ch/1/eq/2/type", "High-Shelf", "high-shelf")]
    [InlineData("/ch/1/eq/2/type", 2, "high-shelf")]
    [InlineData("/ch/1/name", "Köchin \u266b", "Köchin \u266b")]
    [InlineData("/ch/1/dca", 3, "3")]
    [InlineData("/ch/1/input/channel", 7, 7)]
    [InlineData("/transport/loop/to", 12.3456789, 12.3456789)]
    public void What_is_set_is_what_is_answered(string address, object value, object expected)
    {
        probe.Send(address, value);
        Assert.Equal(expected, probe.Ask(address));
    }

    [Fact]
    public void Numbers_may_be_padded_and_the_answer_has_our_spelling()
    {
        probe.Send("/ch/01/mix/pan", 25f);
        probe.Send("/ch/01/mix/pan");
        Assert.Equal(25f, probe.Until("/ch/1/mix/pan").Arguments[0]);
    }

    [Fact]
    public void An_address_without_a_tag_string_asks()
    {
        probe.Send("/ch/1/mix/fader\0"u8.ToArray());
        Assert.Equal(0f, probe.Until("/ch/1/mix/fader").Arguments[0]);
    }

    [Theory]
    [InlineData("/nothing/here")]
    [InlineData("/ch/257/mix/fader")]
    [InlineData("/ch/1/mix/fader/step/step")]
    [InlineData("/zz/*/mute")]
    public void An_unknown_address_is_named_to_its_sender(string address)
    {
        probe.Send(address, 1f);
        var error = probe.Until("/error");
        Assert.Equal(address, error.Arguments[0]);
        Assert.NotEqual("", error.Arguments[1]);
        Assert.Equal(1, server.Counters.Refused);
    }

    [Fact]
    public void What_the_desk_refuses_comes_back_with_its_sentence()
    {
        probe.Send("/ch/1/mix/fader", "loud");
        Assert.Contains("\"loud\"", (string)probe.Until("/error", e => (string)e.Arguments[0] == "/ch/1/mix/fader").Arguments[1]);
        probe.Send("/ch/1/mix/fader", float.NaN);
        Assert.Contains("NaN", (string)probe.Until("/error").Arguments[1]);
        probe.Send("/ch/1/mix/fader", new byte[] { 1 });
        Assert.Contains("type b", (string)probe.Until("/error").Arguments[1]);
        probe.Send("/transport/playing", true);
        Assert.Contains("read", (string)probe.Until("/error").Arguments[1]);
    }

    [Fact]
    public void Refusals_from_another_console_are_not_refused()
    {
        probe.Send("/error", "/x", "no");
        probe.Send("/held", "/x", "no");
        probe.Send("/ch/1/mix/fader");
        Assert.Equal("/ch/1/mix/fader", probe.Next()!.Address);
    }

    [Fact]
    public void Steps_and_toggles_stand_behind_the_address()
    {
        probe.Send("/ch/3/mix/fader/step", -2.5f);
        probe.Send("/ch/3/mix/fader/step", -2.5f);
        Assert.Equal(-5f, probe.Ask("/ch/3/mix/fader"));
        probe.Send("/ch/3/mix/mute/toggle");
        Assert.Equal(true, probe.Ask("/ch/3/mix/mute"));
        probe.Send("/ch/3/mix/mute/toggle", 1f);
        probe.Send("/ch/3/mix/mute/toggle", 0f); // the button is let go
        Assert.Equal(false, probe.Ask("/ch/3/mix/mute"));
    }

    [Fact]
    public void A_gesture_begins_and_ends_by_either_spelling()
    {
        probe.Send("/touch", "/ch/1/mix/fader", 1);
        probe.Send("/touch", "/ch/1/mix/fader", 0);
        probe.Send("/ch/1/mix/fader/z", 1);
        probe.Send("/ch/1/mix/fader/z", 0f);
        probe.Ask("/ch/1/mix/fader");
        Assert.Equal([ControlVerb.Touch, ControlVerb.Release, ControlVerb.Touch, ControlVerb.Release, ControlVerb.Ask], desk.Events.Select(e => e.Verb));
    }

    [Fact]
    public void An_action_is_carried_out_once_per_press()
    {
        probe.Send("/transport/play");
        probe.Send("/transport/play", 1f);
        probe.Send("/transport/play", 0f);
        probe.Send("/transport/locate", 12.5);
        probe.Send("/transport/*");
        probe.Until("/transport/length");
        var acts = desk.Events.Where(e => e.Verb == ControlVerb.Act).ToList();
        Assert.Equal(3, acts.Count);
        Assert.Equal(12.5, acts[2].Number);
    }

    [Fact]
    public void Who_says_hello_is_the_author()
    {
        probe.Send("/ch/1/mix/fader", 1f);
        probe.Send("/hello", "Anna\u0007");
        probe.Send("/ch/1/mix/fader", 2f);
        probe.Ask("/ch/1/mix/fader");
        Assert.Equal(["Anna", "Anna"], desk.Events.Take(2).Select(e => e.Origin.Author)); // the same hand, by its present name
        using OscProbe other = new(server.Port);
        other.Ask("/ch/1/mix/fader");
        Assert.Equal($"osc 127.0.0.1:{other.Port}", desk.Events.Last().Origin.Author);
    }

    [Fact]
    public void A_pattern_is_answered_once_per_match_and_sets_every_match()
    {
        probe.Send("/ch/[1-3]/mix/{mute,fader}");
        HashSet<string> answered = [];
        for (var i = 0; i < 6; i++) answered.Add(probe.Next()!.Address);
        Assert.Equal(6, answered.Count);
        Assert.Null(probe.Next(100));

        probe.Send("/ch/[1-3]/mix/mute", true);
        Assert.Equal(true, probe.Ask("/ch/3/mix/mute"));
        probe.Send("/ch/[1-3]/mix/fader/step", 1f);
        Assert.Equal(1f, probe.Ask("/ch/2/mix/fader"));
        Assert.Equal(0f, probe.Ask("/ch/4/mix/fader"));
    }

    [Fact]
    public void A_pattern_with_many_matches_is_answered_with_all_that_was_set_before_it()
    {
        for (var n = 1; n <= 256; n++) probe.Send($"/ch/{n}/mix/pan", (float)(n % 100));
        probe.Send("/ch/*/mix/pan");
        Dictionary<string, object> answers = [];
        while (answers.Count < 256) answers.Add(probe.Next()!.Address, 0);
        Assert.True(probe.Longest < 1400);
        probe.Send("/ch/*/mix/pan");
        for (var i = 0; i < 256; i++)
        {
            var told = probe.Next()!;
            answers[told.Address] = told.Arguments[0];
        }

        for (var n = 1; n <= 256; n++) Assert.Equal((float)(n % 100), answers[$"/ch/{n}/mix/pan"]);
    }

    [Fact]
    public void The_messages_of_a_bundle_are_one_batch()
    {
        probe.Send(OscProbe.Bundle(1, OscProbe.Message("/ch/1/mix/fader", -1f), OscProbe.Bundle(1, OscProbe.Message("/ch/2/mix/fader", -2f)), OscProbe.Message("/ch/3/mix/fader", -3f)));
        Assert.Equal(-3f, probe.Ask("/ch/3/mix/fader"));
        Assert.Equal([3, 1], desk.Batches);
        Assert.All(desk.Events.Take(3), e => Assert.Equal(0, e.AtFrame));
        Assert.Equal(4, server.Counters.Received);
    }

    [Fact]
    public void A_time_tag_in_the_future_becomes_a_frame_and_one_too_far_is_bad()
    {
        OscTime time = new();
        var due = System.Diagnostics.Stopwatch.GetTimestamp() + (2 * System.Diagnostics.Stopwatch.Frequency);
        probe.Send(OscProbe.Bundle(time.ToTimeTag(due), OscProbe.Message("/ch/1/mix/fader", -1f)));
        probe.Send(OscProbe.Bundle(time.ToTimeTag(due + (100 * System.Diagnostics.Stopwatch.Frequency)), OscProbe.Message("/ch/1/mix/fader", -9f)));
        probe.Send(OscProbe.Bundle(time.ToTimeTag(due - (4 * System.Diagnostics.Stopwatch.Frequency)), OscProbe.Message("/ch/2/mix/fader", -2f)));
        Assert.Equal(-1f, probe.Ask("/ch/1/mix/fader"));
        var wishes = desk.Events.ToArray();
        Assert.InRange(Math.Abs(wishes[0].AtFrame - due), 0, System.Diagnostics.Stopwatch.Frequency / 10); // the fake desk's frames are ticks
        Assert.Equal(0, wishes[1].AtFrame);
        Assert.Equal(1, server.Counters.Bad);
    }

    [Fact]
    public void Broken_packets_are_counted_and_nothing_of_a_broken_bundle_is_done()
    {
        var good = OscProbe.Message("/ch/1/mix/fader", -20f);
        var bundle = OscProbe.Bundle(1, good, good);
        probe.Send(bundle[..^4]);
        probe.Send([1, 2, 3]);
        probe.Send("/ch/1/mix/fader\0,q\0\0"u8.ToArray());
        probe.Send([]);
        Assert.Equal(0f, probe.Ask("/ch/1/mix/fader"));
        Assert.Equal(4, server.Counters.Bad);
    }

    [Fact]
    public void One_packet_cannot_keep_the_console_busy()
    {
        probe.Send(OscProbe.Bundle(1, [.. Enumerable.Repeat(OscProbe.Message("//nothing*like*this"), 100)]));
        probe.Until("/error", e => ((string)e.Arguments[1]).Contains("another"));
        probe.Send("//on/toggle");
        probe.Until("/error", e => ((string)e.Arguments[1]).Contains("too many"));
        probe.Send($"/{new string('x', 254)}");
        Assert.Equal(255, ((string)probe.Until("/error", e => ((string)e.Arguments[1]).Contains("called")).Arguments[0]).Length);
        probe.Send($"/{new string('x', 300)}");
        probe.Until("/error", e => ((string)e.Arguments[1]).Contains("255"));
        Assert.True(probe.Longest < 1400);
    }

    [Fact]
    public void A_full_desk_is_told_to_the_sender()
    {
        desk.Full = true;
        probe.Send("/ch/1/mix/fader", -3f);
        Assert.Contains("send it again", (string)probe.Until("/error").Arguments[1]);
        desk.Full = false;
        Assert.Equal(0f, probe.Ask("/ch/1/mix/fader"));
    }

    [Fact]
    public void A_taken_port_is_named_with_the_remedy()
    {
        using OscServer second = new(desk);
        var error = Assert.Throws<InvalidOperationException>(() => second.Start(IPAddress.Loopback, server.Port));
        Assert.Contains(server.Port.ToString(), error.Message);
        Assert.Contains("--osc", error.Message);
    }
}
