using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MixConsole.Control.Desk;

namespace MixConsole.Control.Osc;

/// <summary>
/// The console on a UDP port: one blocking thread receives (every other way costs twice the time and makes garbage), the hub's thread sends.
/// </summary>
public sealed class OscServer(IDesk desk) : IDisposable
{
    private const int LongestPacket = 65_536;
    private const int SocketBuffer = 4 << 20; // a second of a very busy network while the machine stands still

    private readonly OscHub hub = new(desk);
    private readonly Dictionary<SocketAddress, OscPeer> peers = [];
    private Socket? socket;
    private Thread? thread;
    private volatile bool stopping;
    private long allocated;

    /// <summary>The port it listens on, once started.</summary>
    public int Port { get; private set; }

    /// <summary>What came, and what of it was bad or refused.</summary>
    public OscCounters Counters => hub.Counters;

    /// <summary>Peers heard from in the last minute.</summary>
    public int Peers => hub.Peers;

    /// <summary>What the transports share; others than UDP join here.</summary>
    public OscHub Hub => hub;

    /// <summary>Bytes that the receiving thread has allocated since it started, as of its last packet.</summary>
    public long ReceiverAllocated => Volatile.Read(ref allocated);

    /// <summary>Begins to listen. Throws an <see cref="InvalidOperationException"/> that names the port and the remedy where it is taken.</summary>
    /// <param name="bind">Address of this machine to listen on.</param>
    /// <param name="port">Port; 0 takes any free one.</param>
    public void Start(IPAddress bind, int port)
    {
        Socket opening = new(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = SocketBuffer, SendBufferSize = SocketBuffer / 4 };
        try
        {
            // Windows reports a peer's closed port as an error of our next receive unless told not to.
            if (OperatingSystem.IsWindows()) opening.IOControl(unchecked((int)0x9800000C), [0, 0, 0, 0], null); // SIO_UDP_CONNRESET
            opening.SendTimeout = 5; // ms: a network that cannot take more costs the sender no more than that
            opening.Bind(new IPEndPoint(bind, port));
        }
        catch (SocketException e)
        {
            opening.Dispose();
            throw new InvalidOperationException($"OSC cannot listen on UDP port {port} of {bind} ({e.Message}); name another with --osc PORT, or --osc 0 for any free one.", e);
        }

        socket = opening;
        Port = ((IPEndPoint)opening.LocalEndPoint!).Port;
        thread = new(Run) { Name = "osc receive", IsBackground = true };
        thread.Start();
    }

    private void Run()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LongestPacket, pinned: true);
        SocketAddress from = new(socket!.AddressFamily);
        OscInbox inbox = new(hub);
        while (!stopping)
        {
            int length;
            try
            {
                length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            }
            catch (SocketException)
            {
                Thread.Sleep(1); // an echo of somebody's closed port, or the network is gone: then do not spin
                continue;
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            if (stopping) return;
            inbox.Receive(PeerAt(from), buffer.AsSpan(0, length), Stopwatch.GetTimestamp());
            Volatile.Write(ref allocated, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    private OscPeer PeerAt(SocketAddress from)
    {
        if (peers.TryGetValue(from, out var known) && !known.Gone) return known;
        foreach (var (address, peer) in peers)
            if (peer.Gone) peers.Remove(address);
        SocketAddress copy = new(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(copy.Buffer.Span);
        return peers[copy] = hub.Welcome(new OscUdpLink(socket!, copy));
    }

    public void Dispose()
    {
        stopping = true;
        if (socket is not null)
        {
            Rouse();
            thread!.Join(1000);
            socket.Dispose();
        }

        hub.Dispose();
    }

    /// <summary>A blocked receive ends surely with a packet, and not on every system with the closing of its socket.</summary>
    private void Rouse()
    {
        var local = (IPEndPoint)socket!.LocalEndPoint!;
        var v6 = local.AddressFamily == AddressFamily.InterNetworkV6;
        var self = local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any) ? (v6 ? IPAddress.IPv6Loopback : IPAddress.Loopback) : local.Address;
        try
        {
            using Socket knock = new(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            knock.SendTo([0], new IPEndPoint(self, local.Port));
        }
        catch (SocketException)
        {
            // closing the socket is the other way
        }
    }
}

/// <summary>A peer's datagram address behind the server's own socket, so that answers come from the port that was asked.</summary>
internal sealed class OscUdpLink(Socket socket, SocketAddress to) : IOscLink
{
    public string Name { get; } = (new IPEndPoint(to.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(to)).ToString() ?? "";

    public void Send(ReadOnlySpan<byte> packet)
    {
        try
        {
            socket.SendTo(packet, SocketFlags.None, to);
        }
        catch (SocketException)
        {
            // Unreachable, or no room: lost to this peer, which the numbers tell it.
        }
        catch (ObjectDisposedException)
        {
            // The server is closing.
        }
    }
}
