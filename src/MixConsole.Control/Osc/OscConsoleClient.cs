using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Osc;

/// <summary>
/// Speaks to a running console over its OSC port, for the command line: values come back as lines "ADDRESS VALUE [UNIT]". Every failure is an <see cref="OscConsoleException"/> with the sentence to print. One thread at a time.
/// </summary>
public sealed class OscConsoleClient : IDisposable
{
    private const int Tries = 4;
    private const int Patience = 500; // ms for one answer
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20); // a third of the console's lease

    private readonly ParameterTree tree = ConsoleCatalog.Tree;
    private readonly Socket socket;
    private readonly string console;
    private readonly byte[] buffer = new byte[65_536];
    private readonly byte[] packet = new byte[4096];
    private readonly Queue<(string Address, string Value, string? Error)> waiting = new();
    private (int Epoch, int Number) sequence;
    private bool gap;
    private bool forgotten; // the console answers, but without numbers: it does not know us as a subscriber

    /// <summary>Opens a way to a console; nothing is sent but a name.</summary>
    /// <param name="console">HOST:PORT of its OSC port.</param>
    /// <param name="name">Author of what is set; null for the user's login name.</param>
    public OscConsoleClient(string console, string? name = null)
    {
        this.console = console;
        var colon = console.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(console.AsSpan(colon + 1), out var port) || port == 0)
            throw new OscConsoleException($"\"{console}\" is no console; name it as HOST:PORT, as in --console 127.0.0.1:9000.");
        var host = console[..colon].Trim('[', ']');
        IPAddress? address;
        try
        {
            address = IPAddress.TryParse(host, out var literal) ? literal : Dns.GetHostAddresses(host).OrderBy(a => a.AddressFamily).FirstOrDefault();
        }
        catch (SocketException)
        {
            address = null;
        }

        if (address is null) throw new OscConsoleException($"The host {host} is not known; name the console with --console HOST:PORT.");
        socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        socket.Connect(new IPEndPoint(address, port));
        Send(WireCatalog.Hello, name ?? Environment.UserName);
    }

    /// <summary>The value of an address, or of everything that a pattern fits, in catalog order.</summary>
    public IReadOnlyList<string> Get(string address)
    {
        SortedDictionary<int, string> lines = [];
        var missing = Expected(address);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // The first time as it was asked; then only what did not come.
            if (lines.Count == 0 || missing.Count > 64) Send(address);
            else foreach (var id in missing) Send(tree.Address(new(id)));
            while (Next(Patience) is { } told)
            {
                if (told.Error is { } sentence) throw new OscConsoleException(sentence);
                var id = tree.TryFind(told.Address, out var found) ? found.Index : int.MaxValue;
                if (!missing.Remove(id) && id != int.MaxValue) continue; // of an earlier question
                lines[id] = Line(told.Address, told.Value);
                if (missing.Count == 0) return [.. lines.Values];
            }
        }

        throw lines.Count == 0 ? Silent() : new OscConsoleException($"The console at {console} told {lines.Count} of {lines.Count + missing.Count} values; ask again.");
    }

    /// <summary>
    /// Sets an address, or everything that a pattern fits, as a person writes it ("-6 dB"), or carries an action out; gives the values then, as in <see cref="Get"/>, and the address alone for an action.
    /// </summary>
    public IReadOnlyList<string> Set(string address, string? text)
    {
        var spec = tree.TryFind(address, out var id) ? tree.Spec(id) : null;
        if (spec?.Kind != ParameterKind.Action)
        {
            Send(address, text ?? "");
            return Get(address);
        }

        if (text is null) Send(address);
        else if (ValueText.TryParse(spec, text, out var number, out _) && number != 0) Send(address, number);
        else Send(address, text);
        Get(tree.Address(tree.Ids().First(i => tree.Spec(i)!.Kind != ParameterKind.Action))); // a refusal comes before any later answer
        return [address];
    }

    /// <summary>Tells every value at or below an address (which may be a pattern) and then every change, until cancelled. What a lost datagram held is told by asking for the full state again.</summary>
    public void Watch(string prefix, Action<string> line, CancellationToken cancel)
    {
        Dictionary<string, string> known = [];
        Send(WireCatalog.Subscribe, prefix);
        var asked = Stopwatch.StartNew();
        var heard = Stopwatch.StartNew();
        gap = forgotten = false;
        while (!cancel.IsCancellationRequested)
        {
            var told = Next(100);
            if (told is null && known.Count == 0 && heard.ElapsedMilliseconds > Tries * Patience) throw Silent();
            if (told is { Error: { } sentence }) throw new OscConsoleException(sentence);
            if (told is { } value)
            {
                heard.Restart();
                if (!known.TryGetValue(value.Address, out var before) || before != value.Value) line(Line(value.Address, value.Value));
                known[value.Address] = value.Value;
            }

            if (gap && asked.ElapsedMilliseconds > Patience)
            {
                gap = false;
                asked.Restart();
                Send(WireCatalog.Resync);
            }
            else if ((known.Count == 0 || forgotten) && asked.ElapsedMilliseconds > Patience)
            {
                forgotten = false; // also when the console has been started anew
                asked.Restart();
                Send(WireCatalog.Subscribe, prefix);
            }
            else if (asked.Elapsed > KeepAlive)
            {
                asked.Restart();
                Send(known.Keys.First());
            }
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Ids that a pattern fits here; the console's catalog is ours.</summary>
    private HashSet<int> Expected(string address)
    {
        if (tree.TryFind(address, out var one)) return [one.Index];
        if (!OscPattern.IsPattern(address) || !OscPattern.TryRead(address, out var pattern)) return [int.MaxValue];
        IdSet ids = new(tree.Count);
        pattern.Match(tree, ids);
        HashSet<int> expected = [];
        for (var id = ids.Next(0); id.IsSome; id = ids.Next(id.Index + 1))
            if (tree.Spec(id)!.Kind != ParameterKind.Action) expected.Add(id.Index);
        return expected.Count == 0 ? [int.MaxValue] : expected; // the console will say what is wrong with it
    }

    private string Line(string address, string value)
    {
        var symbol = tree.TryFind(address, out var id) ? tree.Spec(id)!.Unit.Symbol() : "";
        return symbol.Length == 0 ? $"{address} {value}" : $"{address} {value} {symbol}";
    }

    private void Send(string address, object? argument = null)
    {
        OscWriter writer = new(packet);
        var fits = argument switch
        {
            null => writer.TryMessage(address, default),
            double number => writer.TryMessage(address, "d"u8) && writer.TryFloat64(number),
            _ => writer.TryMessage(address, "s"u8) && writer.TryText((string)argument),
        };
        if (!fits) throw new OscConsoleException($"What is set on {(address.Length > 100 ? address[..100] : address)} is too long.");
        try
        {
            socket.Send(writer.Written);
        }
        catch (SocketException)
        {
            throw Silent();
        }
    }

    /// <summary>The next value or refusal; null after a time of silence.</summary>
    private (string Address, string Value, string? Error)? Next(int milliseconds)
    {
        var start = Stopwatch.GetTimestamp();
        while (waiting.Count == 0)
        {
            var left = milliseconds - (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (left < 0) return null;
            try
            {
                if (!socket.Poll(left * 1000, SelectMode.SelectRead)) return null;
                Read(buffer.AsSpan(0, socket.Receive(buffer)), 0);
            }
            catch (SocketException)
            {
                throw Silent(); // nobody listens on that port
            }
        }

        return waiting.Dequeue();
    }

    private void Read(ReadOnlySpan<byte> bytes, int depth)
    {
        if (OscBundle.TryRead(bytes, out var bundle))
        {
            while (depth < OscBundle.MaxDepth && bundle.TryNext(out var element)) Read(element, depth + 1);
        }
        else if (OscReader.TryRead(bytes, out var message))
        {
            if (depth == 0) forgotten = true;
            Read(ref message);
        }
    }

    private void Read(ref OscReader message)
    {
        var address = Encoding.UTF8.GetString(message.Address);
        var first = message.TryNext(out var a) ? a : default;
        var second = message.TryNext(out var b) ? b : default;
        switch (address)
        {
            case WireCatalog.Sequence:
                if (sequence.Epoch != 0 && (first.Int32 != sequence.Epoch || second.Int32 != sequence.Number + 1)) gap = true;
                sequence = (first.Int32, second.Int32);
                break;
            case WireCatalog.Error when first.IsText && second.IsText:
                waiting.Enqueue((Encoding.UTF8.GetString(first.Bytes), "", $"{Encoding.UTF8.GetString(first.Bytes)}: {Encoding.UTF8.GetString(second.Bytes)}"));
                break;
            case WireCatalog.Snapshot or WireCatalog.Held or WireCatalog.MetersPost:
                break;
            default:
                waiting.Enqueue((address, Value(address, first), null));
                break;
        }
    }

    private string Value(string address, OscArgument argument)
    {
        var text = argument.IsText ? Encoding.UTF8.GetString(argument.Bytes) : null;
        if (text is not null) return new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]); // one value, one line
        if (!argument.TryNumber(out var number)) return "";
        return tree.TryFind(address, out var id) ? ValueText.Format(tree.Spec(id)!, number, null) : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private OscConsoleException Silent() => new($"No console answers at {console}; start one with `mixconsole run`, or name it with --console HOST:PORT.");
}

/// <summary>What went wrong between the command line and a console, in the sentence to print.</summary>
public sealed class OscConsoleException : Exception
{
    public OscConsoleException()
    {
    }

    public OscConsoleException(string message)
        : base(message)
    {
    }

    public OscConsoleException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
