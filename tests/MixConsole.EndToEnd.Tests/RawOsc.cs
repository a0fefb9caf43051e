using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MixConsole.EndToEnd.Tests;

/// <summary>One OSC message as it came: its address, its type tags and its arguments (int, float, double, string, bool, byte[]).</summary>
internal sealed record Said(string Address, string Tags, object[] Arguments)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address} {Tags} {string.Join(' ', Arguments)}");
}

/// <summary>A bare UDP socket that speaks OSC by the letter of its specification, with nothing of the console's own codec.</summary>
internal sealed class RawOsc : IDisposable
{
    private readonly UdpClient socket = new(0, AddressFamily.InterNetwork);

    public RawOsc(string console)
    {
        var to = IPEndPoint.Parse(console);
        socket.Client.ReceiveBufferSize = 8 << 20;
        socket.Connect(to);
    }

    public void Send(string address, params object[] arguments) => SendBytes(Message(address, arguments));

    public void SendBytes(byte[] packet)
    {
        try
        {
            socket.Send(packet);
        }
        catch (SocketException)
        {
            // nobody there (any more): the test finds out by the silence
        }
    }

    /// <summary>One datagram, or null after this long.</summary>
    public byte[]? Datagram(int ms = 2000)
    {
        socket.Client.ReceiveTimeout = Math.Max(1, ms);
        try
        {
            IPEndPoint? from = null;
            return socket.Receive(ref from);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The messages of the next datagram.</summary>
    public List<Said> Next(int ms = 2000)
    {
        List<Said> said = [];
        if (Datagram(ms) is { } packet) Read(packet, said);
        return said;
    }

    /// <summary>Waits for a message that fits; null after this long.</summary>
    public Said? Wait(Func<Said, bool> fits, int ms = 10_000)
    {
        for (var patience = Stopwatch.StartNew(); patience.ElapsedMilliseconds < ms;)
            if (Next((int)(ms - patience.ElapsedMilliseconds)).Find(s => fits(s)) is { } found) return found;
        return null;
    }

    /// <summary>Asks, and waits for the answer at that address.</summary>
    public Said Ask(string address, params object[] arguments)
    {
        Send(address, arguments);
        var answer = Wait(s => s.Address == address || (s.Address == "/error" && Equals(s.Arguments[0], address)));
        Assert.True(answer is not null, $"{address} is not answered.");
        return answer;
    }

    public double Number(string address) => Convert.ToDouble(Ask(address).Arguments[0], CultureInfo.InvariantCulture);

    /// <summary>Asks again until it is so.</summary>
    public bool Until(string address, double value, int ms = Tool.Patience)
    {
        for (var patience = Stopwatch.StartNew(); patience.ElapsedMilliseconds < ms; Thread.Sleep(5))
            if (Number(address) == value) return true;
        return false;
    }

    /// <summary>Sets many values, some dozens to a datagram, and waits until the console has them all.</summary>
    public void Set(params (string Address, object Value)[] values)
    {
        foreach (var some in values.Chunk(40))
        {
            SendBytes(Bundle(1, [.. some.Select(v => Message(v.Address, v.Value))]));
            Ask(some[^1].Address);
        }
    }

    public static byte[] Message(string address, params object[] arguments)
    {
        List<byte> bytes = [];
        Text(bytes, address);
        Text(bytes, "," + string.Concat(arguments.Select(a => a switch { int => 'i', float => 'f', double => 'd', bool b => b ? 'T' : 'F', string => 's', long => 'h', _ => 'b' })));
        var eight = new byte[8];
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case int i: BinaryPrimitives.WriteInt32BigEndian(eight, i); bytes.AddRange(eight[..4]); break;
                case float f: BinaryPrimitives.WriteSingleBigEndian(eight, f); bytes.AddRange(eight[..4]); break;
                case double d: BinaryPrimitives.WriteDoubleBigEndian(eight, d); bytes.AddRange(eight); break;
                case long h: BinaryPrimitives.WriteInt64BigEndian(eight, h); bytes.AddRange(eight); break;
                case string s: Text(bytes, s); break;
                case byte[] b:
                    BinaryPrimitives.WriteInt32BigEndian(eight, b.Length);
                    bytes.AddRange([.. eight[..4], .. b, .. new byte[-b.Length & 3]]);
                    break;
            }
        }

        return [.. bytes];
    }

    public static byte[] Bundle(ulong time, params byte[][] messages)
    {
        List<byte> bytes = [.. "#bundle\0"u8];
        var eight = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(eight, time);
        bytes.AddRange(eight);
        foreach (var message in messages)
        {
            BinaryPrimitives.WriteInt32BigEndian(eight, message.Length);
            bytes.AddRange([.. eight[..4], .. message]);
        }

        return [.. bytes];
    }

    /// <summary>A moment of the wall clock as OSC writes it: seconds since 1900, 32.32.</summary>
    public static ulong Time(DateTime utc) => (ulong)Math.Round((utc - new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds * 4294967296.0);

    private static void Text(List<byte> bytes, string text)
    {
        bytes.AddRange(Encoding.UTF8.GetBytes(text));
        do bytes.Add(0);
        while (bytes.Count % 4 != 0);
    }

    private static void Read(ReadOnlySpan<byte> packet, List<Said> said)
    {
        Assert.Equal(0, packet.Length % 4);
        if (packet.StartsWith("#bundle\0"u8))
        {
            for (packet = packet[16..]; packet.Length > 0;)
            {
                var size = BinaryPrimitives.ReadInt32BigEndian(packet);
                Read(packet.Slice(4, size), said);
                packet = packet[(4 + size)..];
            }

            return;
        }

        var address = Text(ref packet);
        var tags = Text(ref packet);
        Assert.StartsWith("/", address);
        Assert.StartsWith(",", tags);
        List<object> arguments = [];
        foreach (var tag in tags.AsSpan(1))
        {
            switch (tag)
            {
                case 'i': arguments.Add(BinaryPrimitives.ReadInt32BigEndian(packet)); packet = packet[4..]; break;
                case 'f': arguments.Add(BinaryPrimitives.ReadSingleBigEndian(packet)); packet = packet[4..]; break;
                case 'd': arguments.Add(BinaryPrimitives.ReadDoubleBigEndian(packet)); packet = packet[8..]; break;
                case 'h': arguments.Add(BinaryPrimitives.ReadInt64BigEndian(packet)); packet = packet[8..]; break;
                case 's': arguments.Add(Text(ref packet)); break;
                case 'T' or 'F': arguments.Add(tag == 'T'); break;
                case 'b':
                    var size = BinaryPrimitives.ReadInt32BigEndian(packet);
                    arguments.Add(packet.Slice(4, size).ToArray());
                    packet = packet[(4 + ((size + 3) & ~3))..];
                    break;
                default: Assert.Fail($"{address} has the tag {tag}."); break;
            }
        }

        Assert.Equal(0, packet.Length);
        said.Add(new(address, tags, [.. arguments]));
    }

    private static string Text(ref ReadOnlySpan<byte> packet)
    {
        var end = packet.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(packet[..end]);
        packet = packet[((end + 4) & ~3)..];
        return text;
    }

    public void Dispose() => socket.Dispose();
}
