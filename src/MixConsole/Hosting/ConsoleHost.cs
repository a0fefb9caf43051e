using System.Globalization;
using System.Net;
using System.Runtime;
using MixConsole.Control.Desk;
using MixConsole.Control.Osc;
using MixConsole.Engine;
using MixConsole.Engine.Backends;
using MixConsole.Http;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Platform.Threads;
using MixConsole.Storage.Demo;
using MixConsole.Storage.Sessions;

namespace MixConsole.Hosting;

/// <summary>The console, wired: session, desk, engine, device and ports. <see cref="Start"/> once, then <see cref="Stop"/>; <see cref="Dispose"/> whatever happened.</summary>
public sealed class ConsoleHost(RunSettings settings) : IDisposable
{
    private static readonly TimeSpan FadeLimit = TimeSpan.FromSeconds(0.5);
    private readonly Stack<IDisposable> owned = new(); // disposed in the order of ending: last made, first gone
    private ConsoleEngine engine = null!;
    private Desk desk = null!;
    private SessionSaver saver = null!;
    private CaptureFile? capture;

    /// <summary>Starts everything; answers the endpoint lines and "ready …". Throws a <see cref="FailureException"/> with the sentence for the user.</summary>
    public IReadOnlyList<string> Start()
    {
        var edge = new NativeThreadEdge(realTime: !Devices.IsVirtual(settings));
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        ProcessPriority.Raise();
        var tree = ConsoleCatalog.Tree;
        var warmUp = Task.Run(WarmUp.Run);
        var opened = Own(Open());
        var session = opened.Session;

        var rate = settings.Rate ?? Devices.Rate(settings) ?? session.Rate;
        engine = Own(new ConsoleEngine(tree, rate, edge, TrackFiles.In(opened.Folder)));
        desk = new Desk(tree, session, engine, opened.Journal, TimeProvider.System);
        desk.SessionActions = saver = new SessionSaver(opened, desk);
        var witness = Own(new StallCanary());
        engine.Loop.Account.Witness = witness;
        if (settings.Capture is { } file) engine.Loop.Capture = (capture = Own(CaptureFile.Create(file, rate))).Ring;
        warmUp.Wait();
        var supervisor = Own(new BackendSupervisor(engine.Loop, Devices.Maker(settings, rate), () => Devices.Clock(settings, edge, rate)));
        Own(desk);
        string[] problems = [.. opened.Problems, .. desk.Open().Where(sentence => sentence.Length > 0)];
        foreach (var problem in problems) Console.Error.WriteLine(problem);
        if (problems.Length > 0) desk.Publish(ConsoleCatalog.Session.Id(SessionCatalog.Report), 0, string.Join(' ', problems));
        if (settings.Play || settings.Session is null) engine.Play();
        using (new HandsFirst()) desk.Start();

        List<string> lines = [];
        var osc = Own(new OscServer(desk));
        var oscPort = Listen("osc", settings.Osc, port =>
        {
            using (new HandsFirst()) osc.Start(settings.Bind, port);
            return osc.Port;
        });
        var page = Own(new WebPage(session.Name, oscPort is { } number ? Address(number) : null));
        var httpPort = Listen("http", settings.Http, port => page.Start(settings.Bind, port));
        if (httpPort is { } web) lines.Add($"http http://{Address(web)}/");
        if (oscPort is { } udp)
        {
            lines.Add($"osc osc.udp://{Address(udp)}");
            Own(new RunningConsole(new IPEndPoint(settings.Bind, udp)));
        }

        Own(new Housekeeping(desk, osc, saver));
        GC.Collect();
        engine.Supervisor = supervisor;
        supervisor.Start();
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"ready {session.Name} on {supervisor.Name}, {engine.Rate} Hz, {supervisor.Frames} frames"));
        return lines;
    }

    /// <summary>Fades out, saves and ends. Throws a <see cref="FailureException"/> where something could not be kept.</summary>
    public void Stop()
    {
        // Everything that may still wish something ends first; then the engine has one master again.
        while (owned.Peek() is not BackendSupervisor) owned.Pop().Dispose();
        engine.FadeOut();
        for (var from = Environment.TickCount64; !engine.Loop.IsFadedOut && Environment.TickCount64 - from < FadeLimit.TotalMilliseconds;) Thread.Sleep(2);
        owned.Pop().Dispose();
        var trouble = new[] { capture?.Finish(), saver.SaveChanges() }.OfType<string>().ToArray();
        Dispose();
        if (trouble.Length > 0) throw new FailureException(string.Join(' ', trouble));
    }

    public void Dispose()
    {
        while (owned.TryPop(out var part)) part.Dispose();
    }

    private OpenedSession Open()
    {
        if (settings.Session is not { } path && !DemoSession.TryCreate(UserFolders.Data, out path, out var refusal)) throw new FailureException(refusal);
        return SessionFolder.TryOpen(path, ConsoleCatalog.Tree, out var opened, out var error, TrackFiles.Look, FolderSyncing.Instance) ? opened : throw new FailureException(error);
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        owned.Push(part);
        return part;
    }

    // A default port that somebody else has is no reason not to run: any free one does as well, and is told. A port that was named must be that port.
    private static int? Listen(string name, PortChoice choice, Func<int, int> open)
    {
        if (choice.IsOff) return null;
        try
        {
            return open(choice.Number);
        }
        catch (InvalidOperationException) when (!choice.IsChosen)
        {
            Console.Error.WriteLine($"Port {choice.Number} is taken, so {name} takes a free one; name one with --{name} PORT.");
            return open(0);
        }
        catch (InvalidOperationException taken)
        {
            throw new FailureException(taken.Message, taken);
        }
    }

    private string Address(int port) => new IPEndPoint(settings.Bind, port).ToString();
}
