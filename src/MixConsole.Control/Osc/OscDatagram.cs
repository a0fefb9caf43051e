using System.Buffers.Binary;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Control.Osc;

/// <summary>
/// The packet that the sending thread is filling. To a subscriber it is a bundle whose first message is its number; to anybody else a bare message, or a bundle where many values go together.
/// </summary>
internal sealed class OscDatagram(OscHub hub)
{
    /// <summary>Below 1,400 bytes a packet survives every tunnel in one piece.</summary>
    public const int Size = 1396;

    private readonly byte[] buffer = new byte[Size];
    private readonly byte[] blob = new byte[hub.Desk.Tree.StripCount * 4];
    private OscPeer? peer;
    private int length;
    private bool bundled;
    private bool begun; // whether it holds more than its head

    /// <summary>Most strips that one meter message tells.</summary>
    public const int MaxMeters = (Size - 16 - 24 - 4 - 24) / 4;

    /// <summary>Sends what there is; the bytes sent.</summary>
    public int Send()
    {
        var bytes = begun ? length : 0;
        if (peer is not null && begun)
        {
            if (bundled && peer.Subscription is { IsActive: true } subscription) subscription.Sequence++;
            peer.Link.Send(buffer.AsSpan(0, length));
            hub.Counters.CountSent();
        }

        peer = null;
        length = 0;
        begun = false;
        return bytes;
    }

    public void Answer(OscPeer to, ParameterId parameter, double number, string? text)
    {
        Open(to, false);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var writer = Continue(out var element);
            if (hub.Values.TryWrite(ref writer, parameter, number, text))
            {
                Close(writer, element);
                return;
            }

            Reopen();
        }
    }

    public void Refusal(OscPeer to, string address, string sentence) => Words(to, WireCatalog.Error, address, sentence);

    public void Meters(OscPeer to, ReadOnlySpan<float> dbfs)
    {
        for (var i = 0; i < dbfs.Length; i++) BinaryPrimitives.WriteSingleBigEndian(blob.AsSpan(4 * i), dbfs[i]);
        Open(to, false);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var writer = Continue(out var element);
            if (writer.TryMessage(WireCatalog.MetersPost, "b"u8) && writer.TryBlob(blob.AsSpan(0, 4 * dbfs.Length)))
            {
                Close(writer, element);
                return;
            }

            Reopen();
        }
    }

    /// <summary>Fills one packet with what waits for a peer: changes first, then answers, then full state.</summary>
    public void Fill(OscPeer to, OscSubscription subscription)
    {
        Send();
        Open(to, true);
        while (FillChange(subscription) || FillHold(to, subscription) || FillAnswer(subscription) || FillSnapshot(subscription))
        {
        }
    }

    private bool FillChange(OscSubscription subscription)
    {
        var id = subscription.Dirty.Next(0);
        if (!id.IsSome) return false;
        if (subscription.Wants(id) && !TryValue(id)) return false;
        subscription.Dirty.Remove(id);
        return true;
    }

    private bool FillHold(OscPeer to, OscSubscription subscription)
    {
        var id = subscription.Holds.Next(0);
        if (!id.IsSome) return false;
        if (subscription.Wants(id) && !TryWords(WireCatalog.Held, hub.Desk.Tree.Address(id), hub.Desk.HeldBy(id))) return false;
        subscription.Holds.Remove(id);
        return true;
    }

    private bool FillAnswer(OscSubscription subscription)
    {
        var id = subscription.Asked.Next(0);
        if (!id.IsSome || !TryValue(id)) return false;
        subscription.Asked.Remove(id);
        return true;
    }

    private bool FillSnapshot(OscSubscription subscription)
    {
        if (!subscription.Snapshots.TryPeek(out var snapshot)) return false;
        if (subscription.Cursor < 0)
        {
            if (!TryFrame(snapshot.Prefix, 1)) return false;
            subscription.Cursor = 0;
        }

        var id = snapshot.Ids.Next(subscription.Cursor);
        if (id.IsSome)
        {
            if (!TryValue(id)) return false;
            subscription.Cursor = id.Index + 1;
            return true;
        }

        if (!TryFrame(snapshot.Prefix, 0)) return false;
        subscription.Snapshots.Dequeue();
        subscription.Cursor = -1;
        return true;
    }

    private bool TryValue(ParameterId id)
    {
        var writer = Continue(out var element);
        if (!hub.Values.TryWrite(ref writer, id, hub.Mirror.Number(id), hub.Mirror.Text(id))) return false;
        Close(writer, element);
        return true;
    }

    private bool TryFrame(string prefix, int state)
    {
        var writer = Continue(out var element);
        if (!writer.TryMessage(WireCatalog.Snapshot, "si"u8) || !writer.TryText(prefix) || !writer.TryInt32(state)) return false;
        Close(writer, element);
        return true;
    }

    private void Words(OscPeer to, string address, string first, string second)
    {
        Open(to, false);
        if (TryWords(address, first, second)) return;
        Reopen();
        TryWords(address, first, second);
    }

    private bool TryWords(string address, string first, string second)
    {
        var writer = Continue(out var element);
        if (!writer.TryMessage(address, "ss"u8) || !writer.TryText(first.AsSpan(0, Math.Min(first.Length, 255))) || !OscValues.TryText(ref writer, second)) return false;
        Close(writer, element);
        return true;
    }

    /// <summary>Turns to a peer. Bare messages go out one by one; in a bundle what follows for the same peer joins in.</summary>
    private void Open(OscPeer to, bool many)
    {
        var numbered = to.Subscription is { IsActive: true };
        if (ReferenceEquals(peer, to) && bundled && numbered) return;
        Send();
        peer = to;
        bundled = numbered || many;
        if (!bundled) return;
        OscWriter writer = new(buffer);
        writer.TryBundle(OscTime.Immediately);
        if (numbered)
        {
            writer.TryBeginElement(out var element);
            writer.TryMessage(WireCatalog.Sequence, "ii"u8);
            writer.TryInt32(to.Subscription!.Epoch);
            writer.TryInt32(to.Subscription.Sequence + 1);
            writer.EndElement(element);
        }

        length = writer.Length;
    }

    private void Reopen()
    {
        var to = peer!;
        Send();
        Open(to, false);
    }

    private OscWriter Continue(out int element)
    {
        OscWriter writer = new(buffer.AsSpan());
        writer.Skip(length);
        element = 0;
        if (bundled) writer.TryBeginElement(out element);
        return writer;
    }

    private void Close(in OscWriter writer, int element)
    {
        if (writer.Length == length || (bundled && writer.Length == element)) return; // nothing written: places without a value, even where no element fitted any more
        if (bundled) writer.EndElement(element);
        length = writer.Length;
        begun = true;
    }
}
