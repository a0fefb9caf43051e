using System.Collections.Frozen;
using System.Text;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Osc;

/// <summary>The words of the protocol itself: subscriptions, names, gestures, meters, and what may stand behind an address.</summary>
internal sealed class OscVerbs(OscHub hub)
{
    private const int MaxName = 64;
    private const int MaxRate = 60; // meters per second

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.ToFrozenSet(
        [WireCatalog.Subscribe, WireCatalog.Unsubscribe, WireCatalog.Resync, WireCatalog.Hello, WireCatalog.Touch, WireCatalog.Meters]).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OneWay = FrozenSet.ToFrozenSet(
        [WireCatalog.Error, WireCatalog.Held, WireCatalog.Sequence, WireCatalog.Snapshot, WireCatalog.MetersPost]).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What only the console says. It is not answered, or two consoles would refuse each other's refusals for ever.</summary>
    public static bool IsOneWay(ReadOnlySpan<char> address) => OneWay.Contains(address);

    /// <summary>Carries out a word of the protocol. True also where it was refused; <paramref name="draft"/> has a parameter where the desk has something to do.</summary>
    public bool TryCarryOut(OscPeer peer, ReadOnlySpan<char> address, OscReader message, ref ControlEvent draft)
    {
        if (!Words.TryGetValue(address, out var word)) return false;
        var text = "";
        double? number = null;
        while (message.TryNext(out var argument))
        {
            if (argument.IsText && text.Length == 0) text = Encoding.UTF8.GetString(argument.Bytes);
            else if (number is null && argument.TryNumber(out var found)) number = found;
        }

        switch (word)
        {
            case WireCatalog.Hello:
                Hello(peer, text);
                break;
            case WireCatalog.Touch:
                if (!hub.Desk.Tree.TryFind(text, out var id) || number is not { } state) peer.Refuse(word, $"{word} takes an address and 1 or 0.");
                else draft = Touch(draft, state) with { Parameter = id };
                break;
            case WireCatalog.Resync:
                draft = OscAfter.Event(hub, new(OscNoteKind.Resync, peer) { Address = word });
                break;
            case WireCatalog.Unsubscribe:
                draft = OscAfter.Event(hub, new(OscNoteKind.Unsubscribe, peer) { Address = message.Tags.IsEmpty ? null : text });
                break;
            case WireCatalog.Subscribe:
                if (Below(peer, word, text) is { } wanted) draft = OscAfter.Event(hub, new(OscNoteKind.Subscribe, peer) { Address = text, Ids = wanted });
                break;
            default:
                Meters(peer, word, text, number);
                break;
        }

        return true;
    }

    /// <summary>Takes a verb off the end of an address. The draft's verb stays Ask where nothing is to be done, as for a released toggle button.</summary>
    public static bool TrySuffix(ReadOnlySpan<char> address, OscReader message, ref ControlEvent draft, out ReadOnlySpan<char> target)
    {
        var slash = address.LastIndexOf('/');
        target = address[..Math.Max(0, slash)];
        var verb = address[(slash + 1)..];
        double? number = null;
        while (number is null && message.TryNext(out var argument))
            if (argument.TryNumber(out var found)) number = found;
        switch (verb)
        {
            case WireCatalog.Step:
                if (number is not { } delta || !double.IsFinite(delta)) ((OscPeer)draft.Origin).Refuse(address.ToString(), "A step takes the number to add.");
                else draft = draft with { Verb = ControlVerb.Step, Number = delta };
                return true;
            case WireCatalog.Toggle:
                if (number != 0) draft = draft with { Verb = ControlVerb.Toggle };
                return true;
            case WireCatalog.TouchSuffix:
                if (number is { } state) draft = Touch(draft, state);
                else ((OscPeer)draft.Origin).Refuse(address.ToString(), "A touch takes 1 or 0.");
                return true;
            default:
                return false;
        }
    }

    private static ControlEvent Touch(in ControlEvent draft, double state)
    {
        if (state != 0) ((OscPeer)draft.Origin).HasTouched = true;
        return draft with { Verb = state != 0 ? ControlVerb.Touch : ControlVerb.Release };
    }

    private static void Hello(OscPeer peer, string name)
    {
        var plain = new string([.. name.Where(c => !char.IsControl(c)).Take(MaxName)]).Trim();
        if (plain.Length > 0) peer.Author = plain;
        else peer.Refuse(WireCatalog.Hello, $"{WireCatalog.Hello} takes a name.");
    }

    private void Meters(OscPeer peer, string word, string prefix, double? rate)
    {
        if (rate is not { } hertz || !double.IsFinite(hertz))
        {
            peer.Refuse(word, $"{word} takes a prefix and how many times a second; 0 ends.");
        }
        else if (hertz <= 0)
        {
            hub.Outbox.Add(new(OscNoteKind.Meters, peer));
        }
        else if (Below(peer, word, prefix) is { } ids)
        {
            var strips = hub.Strips(ids).Count();
            if (strips == 0) peer.Refuse(word, $"No strip is below \"{prefix}\".");
            else if (strips > OscDatagram.MaxMeters) peer.Refuse(word, $"{strips} strips are too many for one message; ask for a family at a time.");
            else hub.Outbox.Add(new(OscNoteKind.Meters, peer) { Ids = ids, Number = Math.Min(hertz, MaxRate) });
        }
    }

    /// <summary>Everything below a prefix, or null after a refusal.</summary>
    private IdSet? Below(OscPeer peer, string word, string prefix)
    {
        IdSet ids = new(hub.Desk.Tree.Count);
        if (prefix.Length <= 255 && OscPattern.TryReadPrefix(prefix, out var pattern)) pattern.Match(hub.Desk.Tree, ids);
        if (!ids.IsEmpty) return ids;
        peer.Refuse(word, $"Nothing here is below \"{prefix}\".");
        return null;
    }
}
