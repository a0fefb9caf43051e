using MixConsole.Model.Edits;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Desk;

/// <summary>
/// What was posted together, from the first value to the last listener: values are set as they come, and at the end heard, sent, told and journalled as one.
/// The lists are filled and emptied again and again: a move allocates nothing. Desk thread only.
/// </summary>
internal sealed class Batch(ParameterTree tree, ParameterValues set, HeardMix mix, IEngineLink engine, IJournal journal, Listeners listeners)
{
    private readonly List<Commit> commits = new(1024);
    private readonly List<Edit> edits = new(1024);
    private readonly List<EngineChange> changes = new(1024);
    private readonly List<Routing> routing = new(16);
    private readonly HashSet<int> unsent = new(1024);
    private long receivedAt;
    private long atFrame;
    private bool isLoop;
    private int post;

    /// <summary>Edits since start; those still kept are in the ring.</summary>
    public EditRing Edits { get; } = new(32_768);

    /// <summary>What the journal threw, in words; empty while all is well.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Whether the end of this batch compiles a new plan.</summary>
    public bool IsRouting => routing.Count > 0;

    /// <summary>What follows was posted apart, and joined this batch only because a new plan takes so long.</summary>
    public void Join() => post++;

    /// <summary>Times of the wish that is being carried out.</summary>
    public void At(long received, long frame) => (receivedAt, atFrame) = (received, frame);

    /// <summary>Sets a value that passed all rules. True where it changed.</summary>
    public bool Put(in Place place, ParameterId id, double number, string? text, IControlOrigin? origin, long gesture)
    {
        var spec = place.Spec!;
        var before = set[id];
        var textBefore = text is null ? null : set.Text(id);
        commits.Add(new(id, number, text, origin)); // also where nothing changed: the sender may have wished for more than the range gives
        if (text is null ? before.Equals(number) : textBefore == text) return false;

        set[id] = number;
        if (text is not null) set.SetText(id, text);
        if (origin is not null && (spec.Traits & (Traits.Undoable | Traits.Persisted)) != 0)
            edits.Add(new(id, before, number, textBefore, text, origin.Author, gesture, atFrame > 0 ? atFrame : engine.Position.EngineFrame));
        if (origin is not null && spec.Has(Traits.Structural)) routing.Add(new(post, origin, id, number, text, gesture));
        isLoop |= spec == TransportCatalog.Loop || spec == TransportCatalog.LoopFrom || spec == TransportCatalog.LoopTo;

        var isHeardAsSet = mix.Take(place, id);
        if (isHeardAsSet && text is null && IsForEngine(place)) changes.Add(new(id, number, atFrame, receivedAt));
        return true;
    }

    /// <summary>Sets a value of the console itself, if it differs.</summary>
    public void Publish(ParameterId id, double number, string? text)
    {
        var place = tree.Locate(id);
        var isSame = place.Spec!.Kind is ParameterKind.Text ? set.Text(id) == (text ?? "") : set[id].Equals(number);
        if (isSame) return;
        Put(place, id, number, place.Spec.Kind is ParameterKind.Text ? text ?? "" : null, null, 0);
    }

    /// <summary>Makes all that was put heard, tells everyone, and is ready for the next batch.</summary>
    public void End(int rate)
    {
        if (commits.Count == 0) return;
        try
        {
            Sound(rate);
        }
        finally
        {
            // An engine that fails must not lose an edit, nor have it told twice.
            listeners.Heard(mix.Changed);
            listeners.Committed(commits);
            Keep();
            commits.Clear();
            edits.Clear();
            changes.Clear();
            routing.Clear();
            mix.Changed.Clear();
            isLoop = false;
            post = 0;
            At(0, 0);
        }
    }

    /// <summary>Sends again what a full ring did not take, as it is heard now.</summary>
    public void SendLate()
    {
        foreach (var index in unsent)
        {
            if (!engine.Send([new(new(index), mix.Heard[new(index)])])) return;
            unsent.Remove(index);
        }
    }

    public void SendLoop(int rate)
    {
        double from = set[ConsoleCatalog.Transport.Id(TransportCatalog.LoopFrom)], to = set[ConsoleCatalog.Transport.Id(TransportCatalog.LoopTo)];
        var isOn = set[ConsoleCatalog.Transport.Id(TransportCatalog.Loop)] > 0 && to - from >= 0.01; // 10 ms: shorter ones are a mistake, or a buzz
        engine.SetLoop(isOn, (long)Math.Round(from * rate), (long)Math.Round(to * rate));
    }

    private static bool IsForEngine(in Place place) =>
        (place.Family.FirstStrip >= 0 || place.Family == ConsoleCatalog.Monitor) && !place.Spec!.Has(Traits.Structural);

    private void Sound(int rate)
    {
        mix.Settle(changes, receivedAt, atFrame);
        if (routing.Count > 0 && engine.Reroute(mix.Heard) is { } sentence) Refuse(sentence);
        Publish(ConsoleCatalog.Monitor.Id(MonitorCatalog.SoloActive), mix.IsSoloActive ? 1 : 0, null);

        if (!engine.Send(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(changes)))
            foreach (var change in changes) unsent.Add(change.Parameter.Index);
        if (isLoop) SendLoop(rate);
    }

    /// <summary>
    /// The routing would feed itself. What was posted together is taken back together, and whoever wished it reads why; where several posts joined, each is tried by itself.
    /// </summary>
    private void Refuse(string sentence)
    {
        TakeBack(0, 0);
        Routing[] wished = [.. routing];
        routing.Clear();
        if (wished[^1].Post == wished[0].Post)
        {
            Tell(wished, sentence);
            return;
        }

        foreach (var own in wished.GroupBy(w => w.Post))
        {
            int fromEdit = edits.Count, fromCommit = commits.Count;
            foreach (var wish in own) Put(tree.Locate(wish.Parameter), wish.Parameter, wish.Number, wish.Text, wish.Origin, wish.Gesture);
            mix.Settle(changes, receivedAt, atFrame);
            if (engine.Reroute(mix.Heard) is not { } reason) continue;
            TakeBack(fromEdit, fromCommit);
            Tell(own, reason);
        }
    }

    private void TakeBack(int fromEdit, int fromCommit)
    {
        for (var i = edits.Count - 1; i >= fromEdit; i--)
        {
            var edit = edits[i];
            var place = tree.Locate(edit.Parameter);
            if (!place.Spec!.Has(Traits.Structural)) continue;
            set[edit.Parameter] = edit.Before;
            if (edit.TextBefore is not null) set.SetText(edit.Parameter, edit.TextBefore);
            mix.Take(place, edit.Parameter);
            edits.RemoveAt(i);
        }

        for (var i = commits.Count - 1; i >= fromCommit; i--)
            if (tree.Spec(commits[i].Parameter)!.Has(Traits.Structural)) commits.RemoveAt(i);
        mix.Settle(changes, receivedAt, atFrame);
    }

    // The other side of a linked pair follows its wish, and is not refused a second time.
    private static void Tell(IEnumerable<Routing> wished, string sentence)
    {
        foreach (var wish in wished.DistinctBy(w => w.Gesture)) wish.Origin.Refuse(wish.Parameter, sentence);
    }

    private void Keep()
    {
        try
        {
            foreach (ref readonly var edit in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(edits))
            {
                Edits.Add(edit);
                journal.Append(edit);
            }
        }
        catch (Exception e)
        {
            Trouble = $"The journal failed: {e.Message}";
        }
    }

    private readonly record struct Routing(int Post, IControlOrigin Origin, ParameterId Parameter, double Number, string? Text, long Gesture);
}
