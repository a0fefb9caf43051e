using MixConsole.Model.Edits;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Desk;

/// <summary>What the console says of itself: transport on every tick, the rest ten times a second. Unchanged values are not told again.</summary>
internal sealed class Reports(Session session, IEngineLink engine, IJournal journal, Batch batch, DeskActions actions)
{
    /// <summary>Edits that the last save has on disk.</summary>
    public long Saved { get; set; }

    public void Transport()
    {
        var position = engine.Position;
        Transport(TransportCatalog.Playing, position.Playing ? 1 : 0);
        Transport(TransportCatalog.Position, actions.Seconds(position.SongFrame));
    }

    public void Session()
    {
        Transport(TransportCatalog.Length, actions.Seconds(session.Length));
        batch.Publish(ConsoleCatalog.Session.Id(SessionCatalog.Name), 0, session.Name);
        batch.Publish(ConsoleCatalog.Session.Id(SessionCatalog.Rate), session.Rate, null);
        batch.Publish(ConsoleCatalog.Session.Id(SessionCatalog.Unsaved), batch.Edits.Next - Saved, null);
    }

    public void Status()
    {
        var status = engine.Status;
        Text(AudioStatusCatalog.Backend, status.Backend);
        Audio(AudioStatusCatalog.Rate, status.Rate);
        Audio(AudioStatusCatalog.Frames, status.Frames);
        Audio(AudioStatusCatalog.Misses, status.Misses);
        Audio(AudioStatusCatalog.Stalls, status.Stalls);
        Audio(AudioStatusCatalog.Worst, status.Worst);
        Audio(AudioStatusCatalog.P999, status.P999);
        Audio(AudioStatusCatalog.Load, status.Load);
        Audio(AudioStatusCatalog.Allocated, status.Allocated);
        Audio(AudioStatusCatalog.Jitted, status.Jitted);
        Audio(AudioStatusCatalog.Collections, status.Collections);
        Audio(AudioStatusCatalog.Pause, status.Pause);
        Audio(AudioStatusCatalog.Xruns, status.Xruns);
        Audio(AudioStatusCatalog.Starved, status.Starved);
        Text(AudioStatusCatalog.Report, status.Report);
        batch.Publish(ConsoleCatalog.OscStatus.Id(OscStatusCatalog.HeardP99), status.HeardP99, null);
    }

    /// <summary>The first trouble there is, in the session's report; one that is over is taken back, what the host wrote there is not.</summary>
    public void Trouble(string saving, string listeners)
    {
        var trouble = journal.Trouble;
        if (trouble.Length == 0) trouble = batch.Trouble;
        if (trouble.Length == 0) trouble = saving;
        if (trouble.Length == 0) trouble = listeners;
        if (trouble == lastTrouble) return;
        lastTrouble = trouble;
        batch.Publish(ConsoleCatalog.Session.Id(SessionCatalog.Report), 0, trouble);
    }

    private string lastTrouble = "";

    private void Transport(ParameterSpec spec, double number) => batch.Publish(ConsoleCatalog.Transport.Id(spec), number, null);

    private void Audio(ParameterSpec spec, double number) => batch.Publish(ConsoleCatalog.AudioStatus.Id(spec), number, null);

    private void Text(ParameterSpec spec, string text) => batch.Publish(ConsoleCatalog.AudioStatus.Id(spec), 0, text);
}
