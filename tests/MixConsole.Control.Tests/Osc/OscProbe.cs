using System.Net;
using System.Net.Sockets;
using System.Text;
using MixConsole.Control.Osc;

namespace MixConsole.Control.Tests.Osc;

/// <summary>A message as a test reads it: address and arguments as objects.</summary>
internal sealed record Told(string Address, params object[] Arguments)
{
    public static List<Told> Read(ReadOnlySpan<byte> packet)
    {
        List<Told> messages = [];
        if (OscBundle.Is(packet))
        {
            Assert.True(OscBundle.TryRead(packet, out var bundle));
            while (bundle.TryNext(out var element)) messages.AddRange(Read(element));
            Assert.True(bundle.AtEnd);
            return messages;
        }

        Assert.True(OscReader.TryRead(packet, out var message));
        List<object> arguments = [];
        while (message.TryNext(out var argument))
        {
            arguments.Add(argument.Tag switch
            {
                'i' => argument.Int32,
                'f' => argument.Float32,
                'd' => argument.Float64,
                'T' => true,
                'F' => false,
                'b' => argument.Bytes.ToArray(),
                _ => Encoding.UTF8.GetString(argument.Bytes),
            });
        }

        messages.Add(new(Encoding.UTF8.GetString(message.Address), [.. arguments]));
        return messages;
    }
}

/// <summary>A peer with a real socket that checks the numbers of what it gets.</summary>
internal sealed class OscProbe : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
    private readonly byte[] buffer = new byte[65_536];
    private readonly Queue<Told> waiting = new();

    public OscProbe(int port)
    {
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
    }

    public int Datagrams { get; private set; }

    public int Longest { get; private set; }

    public int Epoch { get; private set; }

    public int Sequence { get; private set; }

    public int Gaps { get; private set; }

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public static byte[] Message(string address, params object[] arguments)
    {
        var bytes = new byte[1 << 16];
        OscWriter writer = new(bytes);
        var tags = string.Concat(arguments.Select(a => a switch { int => "i", float => "f", double => "d", long => "h", true => "T", false => "F", byte[] => "b", _ => "s" }));
        Assert.True(writer.TryMessage(address, Encoding.ASCII.GetBytes(tags)));
        foreach (var argument in arguments)
        {
            Assert.True(argument switch
            {
                int i => writer.TryInt32(i),
                float f => writer.TryFloat32(f),
                double d => writer.TryFloat64(d),
                long h => writer.TryInt64(h),
                bool => true,
                byte[] b => writer.TryBlob(b),
                _ => writer.TryText((string)argument),
            });
        }

        return writer.Written.ToArray();
    }

    public static byte[] Bundle(ulong timeTag, params byte[][] elements)
    {
        var bytes = new byte[1 << 16];
        OscWriter writer = new(bytes);
        Assert.True(writer.TryBundle(timeTag));
        foreach (var element in elements)
        {
            Assert.True(writer.TryBeginElement(out var start));
            foreach (var b in element.Chunk(4)) writer.TryInt32(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(b));
            writer.EndElement(start);
        }

        return writer.Written.ToArray();
    }

    public void Send(string address, params object[] arguments) => Send(Message(address, arguments));

    public void Send(byte[] packet) => socket.Send(packet);

    /// <summary>The next message of any datagram, or null after the time.</summary>
    public Told? Next(int milliseconds = 5000)
    {
        while (waiting.Count == 0)
        {
            if (!socket.Poll(milliseconds * 1000, SelectMode.SelectRead)) return null;
            Take(buffer.AsSpan(0, socket.Receive(buffer)));
        }

        return waiting.Dequeue();
    }

    /// <summary>Reads on until a message of this address, and fails where none comes.</summary>
    public Told Until(string address, Func<Told, bool>? fits = null, List<Told>? before = null)
    {
        while (Next() is { } told)
        {
            if (told.Address == address && fits?.Invoke(told) != false) return told;
            before?.Add(told);
        }

        throw new Xunit.Sdk.XunitException($"no {address} came");
    }

    /// <summary>Asks and gives the one argument of the answer.</summary>
    public object Ask(string address)
    {
        Send(address);
        return Until(address).Arguments[0];
    }

    public void Dispose() => socket.Dispose();

    private void Take(ReadOnlySpan<byte> packet)
    {
        Datagrams++;
        Longest = Math.Max(Longest, packet.Length);
        foreach (var told in Told.Read(packet))
        {
            if (told.Address == "/seq")
            {
                var (epoch, number) = ((int)told.Arguments[0], (int)told.Arguments[1]);
                if (epoch == Epoch && number != Sequence + 1) Gaps++;
                (Epoch, Sequence) = (epoch, number);
            }

            waiting.Enqueue(told);
        }
    }
}
