using System.Net;
using System.Net.Sockets;
using MixConsole.Control.Osc;

namespace MixConsole.Control.Tests.Osc;

public class OscFrugalTests
{
    [Fact]
    public void Setting_a_number_allocates_nothing_on_the_receiving_thread()
    {
        using FakeDesk desk = new(remembers: false);
        using OscServer server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(IPAddress.Loopback, server.Port);
        byte[][] packets =
        [
            OscProbe.Message("/ch/17/mix/fader", -3f), OscProbe.Message("/ch/256/send/32/level", -3.0), OscProbe.Message("/ch/1/mix/mute", true), OscProbe.Message("/ch/1/mix/mute", 1),
            OscProbe.Message("/ch/9/mix/fader/step", 1f), OscProbe.Message("/ch/9/mix/mute/toggle"), OscProbe.Message("/ch/9/mix/fader/z", 1), OscProbe.Message("/ch/9/mix/fader"),
            OscProbe.Bundle(1, OscProbe.Message("/ch/1/mix/pan", 1f), OscProbe.Message("/main/mix/fader", 0f)), OscProbe.Message("/ch/1/mix/fader")[..^3],
        ];
        Send(20);
        long spent = -1;
        for (var round = 0; round < 4 && spent != 0; round++) // the runtime makes a lock's waiting room when it is first fought for
        {
            var before = server.ReceiverAllocated;
            Send(500);
            spent = server.ReceiverAllocated - before;
        }

        Assert.Equal(0, spent);

        void Send(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var sent = server.Counters.Received + server.Counters.Bad + packets.Length + 1; // the bundle holds two
                foreach (var packet in packets) sender.Send(packet);
                if (!SpinWait.SpinUntil(() => server.Counters.Received + server.Counters.Bad >= sent, 10_000)) Assert.Fail("packets were lost");
            }
        }
    }

    [Fact]
    public void Telling_answers_and_changes_allocates_nothing_on_the_sending_thread()
    {
        using FakeDesk desk = new();
        using OscServer server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        using OscProbe subscriber = new(server.Port);
        using OscProbe plain = new(server.Port);
        subscriber.Send("/subscribe", "/ch/1");
        subscriber.Send("/meters", "/ch", 20);
        Turn(-1); // the full state, and everything once
        Turn(-2);
        long spent = -1;
        for (var round = 0; round < 4 && spent != 0; round++) // the runtime makes a lock's waiting room when it is first fought for
        {
            var before = server.Hub.SenderAllocated;
            for (var i = 0; i < 100; i++) Turn(-3 - round - (i / 200f));
            spent = server.Hub.SenderAllocated - before;
        }

        Assert.Equal(0, spent);

        void Turn(float value)
        {
            plain.Send("/ch/1/mix/fader", value);
            subscriber.Until("/ch/1/mix/fader", t => t.Arguments[0].Equals(value));
            Assert.Equal(value, plain.Ask("/ch/1/mix/fader"));
            Assert.Equal("bell", subscriber.Ask("/ch/1/eq/1/type"));
            desk.Meter(_ => 0.5f);
        }
    }

    [Fact]
    public void Thousands_of_messages_in_flight_are_all_taken()
    {
        using FakeDesk desk = new(remembers: false);
        using OscServer server = new(desk);
        server.Start(IPAddress.Loopback, 0);
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(IPAddress.Loopback, server.Port);
        var packet = OscProbe.Message("/ch/17/mix/fader", -3f);
        for (var sent = 0; sent < 20_000;)
        {
            for (var i = 0; i < 100; i++, sent++) sender.Send(packet);
            var all = sent;
            Assert.True(SpinWait.SpinUntil(() => server.Counters.Received >= all, 10_000), "packets were lost");
        }
    }
}
