using System.Buffers;
using System.Diagnostics;
using System.Text;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// Turns received packets into control events and posts each packet as one batch. One inbox per receiving thread. Setting a number allocates nothing.
/// </summary>
internal sealed class OscInbox(OscHub hub)
{
    private const int MaxAddress = 255;
    private const int MaxEvents = 8192; // of one packet; patterns multiply
    private const int MaxPatterns = 32; // of one packet; the worst takes milliseconds
    private const int AskOneByOne = 64; // more matches than this are told from the mirror, paced
    private static readonly long PostPatience = Stopwatch.Frequency * 4 / 1000; // the desk empties its queue every millisecond or so
    private static readonly long Horizon = Stopwatch.Frequency * 60; // time tags further ahead are mistakes

    private readonly ParameterTree tree = hub.Desk.Tree;
    private readonly OscVerbs verbs = new(hub);
    private ControlEvent[] events = new ControlEvent[64];
    private readonly List<ControlEvent> after = []; // questions whose answers prove that all events before are told
    private int count;
    private int patterns; // in this packet

    /// <summary>Takes a packet of a peer in. Never throws on bad bytes: they are counted and dropped.</summary>
    /// <param name="peer">Who sent it.</param>
    /// <param name="packet">A message or a bundle.</param>
    /// <param name="receivedAt">Stopwatch ticks when it came.</param>
    public void Receive(OscPeer peer, ReadOnlySpan<byte> packet, long receivedAt)
    {
        peer.LastHeard = receivedAt;
        patterns = 0;
        if (OscBundle.Is(packet))
        {
            if (OscBundle.IsSound(packet)) ReadBundle(peer, packet, receivedAt);
            else hub.Counters.CountBad();
        }
        else if (OscReader.TryRead(packet, out var message))
        {
            Read(peer, message, receivedAt, 0);
        }
        else
        {
            hub.Counters.CountBad();
        }

        Post(peer);
    }

    private void ReadBundle(OscPeer peer, ReadOnlySpan<byte> packet, long receivedAt)
    {
        if (!OscBundle.TryRead(packet, out var bundle)) return;
        var due = hub.Time.ToTimestamp(bundle.TimeTag);
        if (due - receivedAt > Horizon)
        {
            hub.Counters.CountBad();
            return;
        }

        var atFrame = due > receivedAt ? hub.Desk.FrameAt(due) : 0;
        while (bundle.TryNext(out var element))
        {
            if (OscBundle.Is(element)) ReadBundle(peer, element, receivedAt);
            else if (OscReader.TryRead(element, out var message)) Read(peer, message, receivedAt, atFrame);
        }
    }

    private void Read(OscPeer peer, in OscReader message, long receivedAt, long atFrame)
    {
        hub.Counters.CountReceived();
        Span<char> chars = stackalloc char[MaxAddress];
        if (message.Address.Length > MaxAddress || Ascii.ToUtf16(message.Address, chars, out var length) != OperationStatus.Done)
        {
            peer.Refuse("/", $"An address has plain letters, {MaxAddress} at most.");
            return;
        }

        ReadOnlySpan<char> address = chars[..length];
        ControlEvent draft = new(peer, ControlVerb.Ask, ParameterId.None, ReceivedAt: receivedAt, AtFrame: atFrame);
        if (tree.TryFind(address, out var id)) Value(message, draft with { Parameter = id });
        else if (verbs.TryCarryOut(peer, address, message, ref draft)) AddIfMeant(draft);
        else if (OscVerbs.TrySuffix(address, message, ref draft, out var target)) Suffixed(draft, target, address);
        else Everywhere(message, draft, address);
    }

    /// <summary>Step, toggle or touch of one parameter or of all that a pattern fits.</summary>
    private void Suffixed(in ControlEvent draft, ReadOnlySpan<char> target, ReadOnlySpan<char> address)
    {
        if (draft.Verb == ControlVerb.Ask) return; // a released button
        if (tree.TryFind(target, out var id)) Add(draft with { Parameter = id });
        else if (TryFit(false, draft, target, address, out var ids))
            for (id = ids.Next(0); id.IsSome; id = ids.Next(id.Index + 1)) Add(draft with { Parameter = id });
    }

    /// <summary>A pattern: every match is asked or set alike.</summary>
    private void Everywhere(in OscReader message, in ControlEvent draft, ReadOnlySpan<char> address)
    {
        var asked = message.Tags.IsEmpty;
        if (OscVerbs.IsOneWay(address) || !TryFit(asked, draft, address, address, out var ids)) return;
        if (asked && ids.Count > AskOneByOne)
        {
            after.Add(OscAfter.Event(hub, new(OscNoteKind.AnswerAll, (OscPeer)draft.Origin) { Ids = ids }));
            return;
        }

        for (var id = ids.Next(0); id.IsSome; id = ids.Next(id.Index + 1))
            if (!asked || tree.Spec(id)!.Kind != ParameterKind.Action) Value(message, draft with { Parameter = id }); // asking a pattern carries nothing out
    }

    /// <summary>What a pattern fits; false after a refusal.</summary>
    private bool TryFit(bool isAsked, in ControlEvent draft, ReadOnlySpan<char> pattern, ReadOnlySpan<char> address, out IdSet ids)
    {
        ids = null!;
        var peer = (OscPeer)draft.Origin;
        if (!OscPattern.IsPattern(pattern))
        {
            peer.Refuse(address.ToString(), $"Nothing here is called {pattern}.");
            return false;
        }

        if (++patterns > MaxPatterns)
        {
            peer.Refuse(address.ToString(), $"{MaxPatterns} patterns in one bundle are the most; send the others in another.");
            return false;
        }

        if (!OscPattern.TryRead(pattern, out var compiled))
        {
            peer.Refuse(address.ToString(), "The pattern is malformed or too long; ? * [a-z] {one,two} and // are understood.");
            return false;
        }

        ids = new(tree.Count);
        compiled.Match(tree, ids);
        if (ids.IsEmpty) peer.Refuse(address.ToString(), $"Nothing here fits {pattern}.");
        else if (!isAsked && ids.Count > MaxEvents - count) peer.Refuse(address.ToString(), $"{ids.Count} parameters are too many for one message; {MaxEvents} is the most.");
        else return true;
        return false;
    }

    /// <summary>A message to one parameter: asks without arguments, else sets by the first one; an action takes its first number and first text.</summary>
    private void Value(OscReader message, in ControlEvent draft)
    {
        var spec = tree.Spec(draft.Parameter)!;
        if (spec.Kind == ParameterKind.Action)
        {
            Act(message, draft, spec);
            return;
        }

        if (!TryFirst(ref message, out var argument))
        {
            Add(draft);
            return;
        }

        var isText = spec.Kind == ParameterKind.Text;
        if (argument.Tag is 'T' or 'F' && spec.Kind == ParameterKind.Number)
            draft.Origin.Refuse(draft.Parameter, $"{spec.Name} takes a number, not on or off."); // a button on a fader would jump to 0 dB
        else if (argument.TryNumber(out var number) && !double.IsNaN(number))
            Add(draft with { Verb = ControlVerb.Set, Number = number, Text = isText ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null });
        else if (argument.IsText)
            Add(draft with { Verb = ControlVerb.Set, Text = Encoding.UTF8.GetString(argument.Bytes) });
        else if (argument.Tag == 'r' && isText)
            Add(draft with { Verb = ControlVerb.Set, Text = $"#{Convert.ToHexStringLower(argument.Bytes[..3])}" });
        else
            draft.Origin.Refuse(draft.Parameter, argument.Tag is 'f' or 'd' ? $"{spec.Name} takes a number, not NaN." : $"{spec.Name} takes a number or a text, not an argument of type {argument.Tag}.");
    }

    private void Act(OscReader message, in ControlEvent draft, ParameterSpec spec)
    {
        double? number = null;
        string? text = null;
        while (TryFirst(ref message, out var argument))
        {
            if (number is null && argument.TryNumber(out var found)) number = found;
            else if (text is null && argument.IsText) text = Encoding.UTF8.GetString(argument.Bytes);
        }

        // Buttons send 1 when pressed and 0 when released; an action without arguments is carried out once.
        if (spec.Arguments.Length == 0 && number == 0) return;
        Add(draft with { Verb = ControlVerb.Act, Number = number ?? 0, Text = text });
    }

    /// <summary>The next argument that is no bracket.</summary>
    private static bool TryFirst(ref OscReader message, out OscArgument argument)
    {
        while (message.TryNext(out argument))
            if (argument.Tag is not ('[' or ']')) return true;
        return false;
    }

    private void AddIfMeant(in ControlEvent wish)
    {
        if (wish.Origin is OscAfter) after.Add(wish);
        else if (wish.Parameter.IsSome) Add(wish);
    }

    private void Add(in ControlEvent wish)
    {
        if (count == events.Length) Array.Resize(ref events, count * 2);
        events[count++] = wish;
    }

    /// <summary>Hands the packet's events over as one batch, and then its questions about what comes after.</summary>
    private void Post(OscPeer peer)
    {
        if (count > 0)
        {
            var batch = events.AsSpan(0, count);
            Post(peer, batch);
            batch.Clear(); // texts and peers must not live on here
            count = 0;
            if (events.Length > 1024) events = new ControlEvent[64];
        }

        // Each on its own: the desk answers inside a batch before it tells what the batch has changed.
        foreach (var question in after) Post(peer, [question]);
        after.Clear();
    }

    /// <summary>Posts a batch. A full queue is waited for a moment, then the peer is told.</summary>
    private void Post(OscPeer peer, ReadOnlySpan<ControlEvent> batch)
    {
        if (hub.Desk.Post(batch)) return;
        var until = Stopwatch.GetTimestamp() + PostPatience;
        while (Stopwatch.GetTimestamp() < until)
        {
            Thread.Sleep(0);
            if (hub.Desk.Post(batch)) return;
        }

        peer.Refuse(batch[0].Parameter, "The console has more to do than it can take in; nothing was changed, send it again.");
    }
}
