using MixConsole.Control.Desk;
using MixConsole.Control.Osc;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Sessions;

namespace MixConsole.Hosting;

/// <summary>What is done a few times a second beside the music: counters of the wire into the tree, and saving when it is time.</summary>
public sealed class Housekeeping : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);
    private readonly Desk desk;
    private readonly OscServer osc;
    private readonly SessionSaver saver;
    private readonly ManualResetEventSlim stop = new();
    private readonly Thread thread;

    public Housekeeping(Desk desk, OscServer osc, SessionSaver saver)
    {
        (this.desk, this.osc, this.saver) = (desk, osc, saver);
        thread = new(Run) { Name = "housekeeping", IsBackground = true };
        thread.Start();
    }

    public void Dispose()
    {
        stop.Set();
        thread.Join();
        stop.Dispose();
    }

    private void Run()
    {
        while (!stop.Wait(Interval))
        {
            Tell(OscStatusCatalog.Received, osc.Counters.Received);
            Tell(OscStatusCatalog.Bad, osc.Counters.Bad);
            Tell(OscStatusCatalog.Peers, osc.Peers);
            saver.SaveIfDue(Autosave.Default); // what failed stands in the session's report
        }
    }

    private void Tell(ParameterSpec spec, double number) => desk.Publish(ConsoleCatalog.OscStatus.Id(spec), number, null);
}
