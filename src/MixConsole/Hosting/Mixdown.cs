using System.Globalization;
using MixConsole.Control.Desk;
using MixConsole.Engine;
using MixConsole.Engine.Backends;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Platform.Threads;

namespace MixConsole.Hosting;

/// <summary>Renders a session as it is heard: the mix, and where wanted every strip alone.</summary>
public sealed class Mixdown(string folder, Session session, RenderSettings settings)
{
    private readonly NativeThreadEdge edge = new(realTime: false);
    private readonly int rate = settings.Rate ?? session.Rate;

    /// <summary>Renders, and answers what was measured on the mix. Throws a <see cref="FailureException"/> with the sentence for the user.</summary>
    /// <param name="progress">Takes shares from 0 to 1.</param>
    /// <param name="stop">Ends early; nothing is left under the file's name.</param>
    public MixMeasure Run(Action<double> progress, CancellationToken stop)
    {
        Track[] alone = settings.Stems ? [.. session.Tracks.OrderBy(t => t.Strip)] : [];
        var parts = alone.Length + 1.0;
        var heard = new ParameterValues(session.Set.Tree);
        var measure = Write(settings.File, Load(heard), true, share => progress(share / parts), stop)!;
        if (alone.Length == 0) return measure;

        Directory.CreateDirectory(settings.StemFolder);
        var done = 0;
        try
        {
            // Each strip is a rendering of its own, so they need nothing of each other.
            Parallel.ForEach(alone, new() { MaxDegreeOfParallelism = settings.Threads ?? Environment.ProcessorCount, CancellationToken = stop }, track =>
            {
                Write(StemFile(track.Strip), Load(heard, track.Strip), false, _ => { }, stop);
                progress((1 + Interlocked.Increment(ref done)) / parts);
            });
        }
        catch (AggregateException several)
        {
            throw new FailureException(several.GetBaseException().Message, several);
        }

        return measure;
    }

    private MixMeasure? Write(string file, ConsoleEngine engine, bool isMeasured, Action<double> progress, CancellationToken stop)
    {
        using (engine)
        using (var writer = new MixFile(file, rate, settings.Format, isMeasured))
        {
            var from = Frames(settings.From);
            var count = Math.Max(0, (settings.To is { } to ? Frames(to) : Length()) - from) + Frames(settings.Tail);
            if (count == 0) throw new FailureException("There is nothing to render: the session has no audio there. Name a stretch with --from and --to, or add --tail.");
            var done = 0L;
            var backend = new OfflineBackend(engine, edge, settings.Frames, isMeasured ? settings.Threads ?? 1 : 1);

            // On a thread of its own, because its floating-point mode is not that of others.
            Task.Factory.StartNew(
                () => backend.Render((long)Math.Round(settings.From * session.Rate), count, samples =>
                {
                    writer.Write(samples);
                    done += samples.Length / 2;
                    progress((double)done / count);
                }, stop),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
            return writer.Complete();
        }
    }

    // The desk knows what is heard of what was set; it is read here before anything changes.
    private ConsoleEngine Load(ParameterValues heard)
    {
        var engine = NewEngine();
        using var desk = new Desk(heard.Tree, session, engine, NoJournal.Instance, TimeProvider.System);
        desk.Open();
        heard.CopyFrom(desk.Heard);
        engine.SetLoop(false, 0, 0);
        return engine;
    }

    private ConsoleEngine Load(ParameterValues heard, int strip)
    {
        var alone = new ParameterValues(heard.Tree);
        alone.CopyFrom(heard);
        var channels = ConsoleCatalog.Channels;
        for (var member = 0; member < channels.Count; member++)
        {
            if (channels.FirstStrip + member == strip) continue;
            alone[channels.Id(member, StripCatalog.Mute)] = 1;
            foreach (var send in (IEnumerable<SendSpecs>)[.. StripCatalog.Sends, .. StripCatalog.MatrixSends]) alone[channels.Id(member, send.On)] = 0; // a send before the fader is not muted
        }

        var engine = NewEngine();
        engine.Load(session, alone);
        return engine;
    }

    private ConsoleEngine NewEngine() => new(session.Set.Tree, rate, edge, TrackFiles.In(folder), ownDiskThread: false);

    private string StemFile(int strip)
    {
        var name = session.Set.Text(session.Set.Tree.Id(strip, StripCatalog.Name));
        foreach (var forbidden in Path.GetInvalidFileNameChars().Concat("<>:\"/\\|?*")) name = name.Replace(forbidden, '-');
        return Path.Combine(settings.StemFolder, string.Create(CultureInfo.InvariantCulture, $"{strip - ConsoleCatalog.Channels.FirstStrip + 1:00} {name}").TrimEnd(' ', '.') + ".wav");
    }

    private long Frames(double seconds) => (long)Math.Round(seconds * rate);

    private long Length() => rate == session.Rate ? session.Length : ((session.Length * rate) + session.Rate - 1) / session.Rate;
}
