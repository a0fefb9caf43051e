using System.Net;
using MixConsole.Control.Desk;
using MixConsole.Control.Osc;
using MixConsole.Engine;
using MixConsole.Engine.Backends;
using MixConsole.Model.Edits;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Platform.Threads;

namespace MixConsole.Hosting;

/// <summary>Runs a scratch console once, from the wire to the sound, so that the first move of a hand costs no compilation.</summary>
public static class WarmUp
{
    /// <summary>Compiles; nothing of it is heard, seen or kept.</summary>
    public static void Run()
    {
        var tree = ConsoleCatalog.Tree;
        var edge = new NativeThreadEdge(realTime: false);
        ConsoleEngine.WarmUp(tree, edge);

        using var engine = new ConsoleEngine(tree, SessionRate, edge, NoTracks, ownDiskThread: false);
        using var desk = new Desk(tree, new Session(tree), engine, NoJournal.Instance, TimeProvider.System);
        desk.Start();
        using var osc = new OscServer(desk);
        osc.Start(IPAddress.Loopback, 0);
        using var clock = new ClockBackend(edge, ClockMode.RealTime, SessionRate);
        clock.Start(engine.Loop);
        try
        {
            var fader = tree.Address(ConsoleCatalog.Main.Id(StripCatalog.Fader));
            using var hand = new OscConsoleClient(new IPEndPoint(IPAddress.Loopback, osc.Port).ToString());
            hand.Set(fader, "-6 dB");
            hand.Set(tree.Address(ConsoleCatalog.Main.Id(StripCatalog.Mute)), "on");
            using CancellationTokenSource enough = new(TimeSpan.FromSeconds(1));
            hand.Watch(fader, _ => enough.Cancel(), enough.Token);
        }
        catch (OscConsoleException)
        {
            // No loopback here: the first move costs a few milliseconds more.
        }
    }

    private const int SessionRate = 48_000;

    private static Dsp.Buffers.ISampleReader? NoTracks(Track track, out string error)
    {
        error = "";
        return null;
    }
}

/// <summary>Keeps nothing: for desks whose edits nobody needs.</summary>
internal sealed class NoJournal : IJournal
{
    public static NoJournal Instance { get; } = new();

    public string Trouble => "";

    public void Append(in Edit edit)
    {
    }
}
