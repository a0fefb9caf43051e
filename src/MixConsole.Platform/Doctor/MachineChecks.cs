using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MixConsole.Platform.Doctor;

/// <summary>Network, ports and disk.</summary>
internal static class MachineChecks
{
    // An hour of 32 mono tracks at 48 kHz in 32 bits is 22 GB; two gigabytes are five minutes of that.
    private const long LeastSpace = 2L << 30;
    private const double Gigabyte = 1 << 30;

    public static Finding Network(string name)
    {
        string[] addresses =
        [
            .. NetworkInterface.GetAllNetworkInterfaces()
                .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(card => card.GetIPProperties().UnicastAddresses
                    .Where(address => address.Address.AddressFamily == AddressFamily.InterNetwork)
                    .Select(address => $"{card.Name} {address.Address}")),
        ];
        return addresses.Length > 0
            ? Finding.Good(name, string.Join(", ", addresses))
            : Finding.Bad(name, "only this machine itself", "Tablets and phones cannot reach the console: connect a network, then start with --bind 0.0.0.0.");
    }

    public static string Name(WantedPort port) => $"port {port.Port} {(port.IsUdp ? "udp" : "tcp")}";

    public static Finding Port(WantedPort port, IPAddress bind)
    {
        using var socket = new Socket(bind.AddressFamily, port.IsUdp ? SocketType.Dgram : SocketType.Stream, port.IsUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(bind, port.Port));
            if (!port.IsUdp)
                socket.Listen();
            return Finding.Good(Name(port), $"free for {port.Purpose}");
        }
        catch (SocketException taken)
        {
            string holder = OperatingSystem.IsLinux() ? $" (`ss -{(port.IsUdp ? 'u' : 't')}lnp 'sport = :{port.Port}'` names it)" : "";
            return Finding.Bad(Name(port), $"wanted for {port.Purpose}: {taken.Message}", $"Stop the program that holds it{holder}, or start with another: --{port.Purpose} 0 takes any free one.");
        }
    }

    public static Finding DataFolder(string name, string folder)
    {
        string there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && !File.Exists(there) && Path.GetDirectoryName(there) is { } parent)
            there = parent;
        try
        {
            string trial = Path.Combine(there, $".mixconsole-{Guid.NewGuid():n}");
            using (new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Finding.Bad(name, $"{folder} cannot be written: {refused.Message}", $"Give yourself the right to write in {there}, or set XDG_DATA_HOME to a folder of yours.");
        }

        double free = new DriveInfo(there).AvailableFreeSpace;
        string detail = FormattableString.Invariant($"{folder}, {free / Gigabyte:0.0} GB free");
        return free >= LeastSpace
            ? Finding.Good(name, detail)
            : Finding.Bad(name, detail, "Make room: an hour of 32 tracks takes 22 GB.");
    }
}
