using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Desk;

/// <summary>Carries out an action on the desk thread. <paramref name="member"/> counts from 0 inside its family. Null when done, else the sentence that the user reads.</summary>
public delegate string? ActionHandler(in ControlEvent wish, int member);

/// <summary>The verbs of the tree and who carries them out. Handlers are added before the desk starts.</summary>
internal sealed class DeskActions
{
    private readonly Dictionary<ParameterSpec, ActionHandler> handlers = [];
    private readonly ParameterTree tree;
    private readonly Session session;
    private readonly IEngineLink engine;
    private readonly Batch batch;

    public DeskActions(ParameterTree tree, Session session, IEngineLink engine, Batch batch)
    {
        this.tree = tree;
        this.session = session;
        this.engine = engine;
        this.batch = batch;
        On(TransportCatalog.Play, (in _, _) => Done(engine.Play));
        On(TransportCatalog.Stop, (in _, _) => Done(engine.Stop));
        On(TransportCatalog.Locate, Locate);
        On(MarkerCatalog.Locate, LocateMarker);
        On(MonitorCatalog.SoloClear, ClearSolo);
    }

    public void On(ParameterSpec action, ActionHandler handler) => handlers[action] = handler;

    public string? Carry(in ControlEvent wish, in Place place)
    {
        if (place.Spec!.Kind is not ParameterKind.Action) return $"{tree.Address(wish.Parameter)} holds a value: set it, there is nothing to carry out.";
        return handlers.TryGetValue(place.Spec, out var handler) ? handler(wish, place.Member) : $"{tree.Address(wish.Parameter)} cannot be carried out here.";
    }

    public double Seconds(long songFrame) => (double)songFrame / session.Rate;

    private static string? Done(Action action)
    {
        action();
        return null;
    }

    private string? Locate(in ControlEvent wish, int member)
    {
        var seconds = wish.Number;
        if (wish.Text is not null && !ValueText.TryParse(TransportCatalog.Position, wish.Text, out seconds, out var error)) return error;
        if (!double.IsFinite(seconds)) return "Locate takes a position in seconds.";
        engine.Locate((long)Math.Round(Math.Max(0, TransportCatalog.Position.Clamp(seconds)) * session.Rate));
        return null;
    }

    private string? LocateMarker(in ControlEvent wish, int member)
    {
        var markers = ConsoleCatalog.Markers;
        var seconds = session.Set[markers.Id(member, MarkerCatalog.Position)];
        if (seconds == 0 && session.Set.Text(markers.Id(member, MarkerCatalog.Name)).Length == 0)
            return $"{markers.AddressOf(member)} is free: give it a name and a position first.";
        engine.Locate((long)Math.Round(seconds * session.Rate));
        return null;
    }

    private string? ClearSolo(in ControlEvent wish, int member)
    {
        for (var strip = 0; strip < tree.StripCount; strip++) Clear(tree.Id(strip, StripCatalog.Solo), wish.Origin);
        for (var dca = 0; dca < ConsoleCatalog.Dcas.Count; dca++) Clear(ConsoleCatalog.Dcas.Id(dca, DcaCatalog.Solo), wish.Origin);
        return null;
    }

    private void Clear(ParameterId solo, IControlOrigin origin)
    {
        if (session.Set[solo] > 0) batch.Put(tree.Locate(solo), solo, 0, null, origin, 0);
    }
}
