using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MixConsole.EndToEnd.Tests.Endurance;

/// <summary>Many hands at once: moves faders at a steady pace, at absolute times, while a subscriber to everything and a reader of meters listen.</summary>
internal sealed class Fire : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20); // a third of the console's
    private readonly Socket hand;
    private readonly Socket listener;
    private readonly int perSecond;
    private readonly Thread sending;
    private readonly Thread listening;
    private volatile bool stop;
    private long sent, datagrams, gaps;
    private int last;

    public Fire(Uri console, int perSecond)
    {
        this.perSecond = perSecond;
        hand = Open(console);
        listener = Open(console);
        sending = new(Move) { IsBackground = true };
        listening = new(Listen) { IsBackground = true };
        listening.Start();
        sending.Start();
    }

    /// <summary>Moves sent.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Packets that the listener got.</summary>
    public long Datagrams => Volatile.Read(ref datagrams);

    /// <summary>Packets that it lacks, by their numbers.</summary>
    public long Gaps => Volatile.Read(ref gaps);

    public void Dispose()
    {
        stop = true;
        sending.Join();
        listening.Join();
        hand.Dispose();
        listener.Dispose();
    }

    private static Socket Open(Uri console)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20, ReceiveTimeout = 100 };
        socket.Connect(IPAddress.Parse(console.Host), console.Port);
        return socket;
    }

    private void Move()
    {
        var moves = Enumerable.Range(1, FullConsole.Strips).Select(n => Message($"/ch/{n}/mix/fader", ",f", new byte[4])).ToArray();
        var from = Stopwatch.GetTimestamp();
        while (!stop)
        {
            Thread.Sleep(1);
            for (var due = (long)(Stopwatch.GetElapsedTime(from).TotalSeconds * perSecond); sent < due; Volatile.Write(ref sent, sent + 1))
            {
                var packet = moves[sent % moves.Length];
                BinaryPrimitives.WriteSingleBigEndian(packet.AsSpan(packet.Length - 4), (float)(-20 + (8 * Math.Sin(sent * 0.001))));
                hand.Send(packet);
            }
        }
    }

    private void Listen()
    {
        var packet = new byte[65_536];
        var renewed = 0L;
        while (!stop)
        {
            if (renewed == 0 || Stopwatch.GetElapsedTime(renewed) > Lease)
            {
                if (renewed == 0) listener.Send(Message("/subscribe", ",s", Text("/")));
                listener.Send(Message("/meters", ",si", [.. Text("/ch"), 0, 0, 0, 30]));
                renewed = Stopwatch.GetTimestamp();
            }

            int length;
            try
            {
                length = listener.Receive(packet);
            }
            catch (SocketException)
            {
                continue; // nothing for a while
            }

            Volatile.Write(ref datagrams, datagrams + 1);
            if (length < 40 || !packet.AsSpan(20, 5).SequenceEqual("/seq\0"u8)) continue;
            var number = BinaryPrimitives.ReadInt32BigEndian(packet.AsSpan(36));
            if (last != 0 && number > last + 1) Volatile.Write(ref gaps, gaps + number - last - 1);
            last = number;
        }
    }

    private static byte[] Message(string address, string tags, byte[] arguments) => [.. Text(address), .. Text(tags), .. arguments];

    private static byte[] Text(string text)
    {
        var padded = new byte[(text.Length + 4) & ~3];
        Encoding.ASCII.GetBytes(text, padded);
        return padded;
    }
}
