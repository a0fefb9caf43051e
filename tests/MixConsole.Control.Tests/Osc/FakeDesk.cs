using System.Collections.Concurrent;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Tests.Osc;

/// <summary>A desk that clamps and commits, on a thread of its own, and remembers every event.</summary>
internal sealed class FakeDesk : IDesk, IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;
    private readonly List<IDeskListener> listeners = [];
    private readonly Commit[] one = new Commit[1];
    private readonly MixConsole.Model.Links.MeterFrame meters = new(ConsoleCatalog.Tree.StripCount);

    public FakeDesk(bool remembers = true)
    {
        Remembers = remembers;
        Values = new(Tree);
        thread = new(() =>
        {
            foreach (var job in work.GetConsumingEnumerable()) job();
        }) { IsBackground = true };
        thread.Start();
    }

    public ParameterTree Tree => ConsoleCatalog.Tree;

    public ParameterValues Values { get; }

    public ConcurrentQueue<ControlEvent> Events { get; } = [];

    public ConcurrentQueue<int> Batches { get; } = [];

    public bool Remembers { get; }

    public volatile bool Full;

    public string HeldBy(ParameterId parameter) => parameter == held ? holder : "";

    private ParameterId held = ParameterId.None;
    private string holder = "";

    public static ParameterId Id(string address) => ConsoleCatalog.Tree.TryFind(address, out var id) ? id : throw new ArgumentException(address);

    public bool Post(ReadOnlySpan<ControlEvent> events)
    {
        if (Full) return false;
        if (!Remembers) return true; // what a posting costs, and nothing else
        Enqueue(events.ToArray());
        return true;
    }

    private void Enqueue(ControlEvent[] batch)
    {
        Batches.Enqueue(batch.Length);
        work.Add(() =>
        {
            foreach (var wish in batch) Apply(wish);
        });
    }

    /// <summary>A commit by the console itself.</summary>
    public void Commit(string address, double number, string? text = null) => work.Add(() => Tell(Id(address), number, text, null));

    /// <summary>A reading of linear peaks by strip.</summary>
    public void Meter(Func<int, float> peak) => work.Add(() =>
    {
        meters.Number++;
        for (var strip = 0; strip < Tree.StripCount; strip++) meters.PostFader[strip] = peak(strip);
        foreach (var listener in listeners.OfType<IMeterListener>()) listener.Metered(meters);
    });

    public void Attach(IDeskListener listener) => work.Add(() => listeners.Add(listener));

    public void Detach(IDeskListener listener) => work.Add(() => listeners.Remove(listener));

    public void ReadState(IDeskListener listener) => work.Add(() =>
    {
        var state = Tree.Ids().Where(id => Tree.Spec(id)!.Kind != ParameterKind.Action)
            .Select(id => new Commit(id, Values[id], Tree.Spec(id)!.Kind == ParameterKind.Text ? Values.Text(id) : null, null));
        foreach (var chunk in state.Chunk(4096)) listener.Committed(chunk);
    });

    public long FrameAt(long timestamp) => timestamp;

    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }

    private void Apply(in ControlEvent wish)
    {
        Events.Enqueue(wish);
        var id = wish.Parameter;
        if (!id.IsSome) return;
        var spec = Tree.Spec(id)!;
        switch (wish.Verb)
        {
            case ControlVerb.Ask:
                wish.Origin.Answer(id, Values[id], spec.Kind == ParameterKind.Text ? Values.Text(id) : null);
                break;
            case ControlVerb.Set when spec.Has(Traits.ReadOnly):
                wish.Origin.Refuse(id, $"{spec.Name} can only be read.");
                break;
            case ControlVerb.Set when spec.Kind == ParameterKind.Text:
                Tell(id, 0, wish.Text ?? "", wish.Origin);
                break;
            case ControlVerb.Set when wish.Text is { } text:
                if (ValueText.TryParse(spec, text, out var number, out var error)) Tell(id, spec.Clamp(number), null, wish.Origin);
                else wish.Origin.Refuse(id, error);
                break;
            case ControlVerb.Set:
                Tell(id, spec.Clamp(wish.Number), null, wish.Origin);
                break;
            case ControlVerb.Step:
                Tell(id, spec.Clamp(Values[id] + wish.Number), null, wish.Origin);
                break;
            case ControlVerb.Toggle:
                Tell(id, Values[id] == 0 ? 1 : 0, null, wish.Origin);
                break;
            case ControlVerb.Touch or ControlVerb.Release:
                held = wish.Verb == ControlVerb.Touch ? id : ParameterId.None;
                holder = wish.Origin.Author;
                foreach (var listener in listeners.OfType<IHoldListener>()) listener.Held(id, HeldBy(id));
                break;
        }
    }

    private void Tell(ParameterId id, double number, string? text, IControlOrigin? origin)
    {
        Values[id] = number;
        if (text is not null) Values.SetText(id, text);
        one[0] = new(id, number, text, origin);
        foreach (var listener in listeners) listener.Committed(one);
    }
}
