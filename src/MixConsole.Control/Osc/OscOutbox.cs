using System.Collections.Concurrent;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>What any thread hands to the sending thread: answers, refusals, and the wishes of peers about what they want to be told. Steady traffic makes no garbage.</summary>
internal sealed class OscOutbox(ParameterTree tree, OscCounters counters, Action wake)
{
    private const int MaxWaiting = 4096; // answers per peer

    private readonly ConcurrentQueue<OscNote> notes = new();

    public void Answer(OscPeer peer, ParameterId parameter, double number, string? text)
    {
        if (Reserve(peer)) Add(new(OscNoteKind.Answer, peer) { Parameter = parameter, Number = number, Text = text });
    }

    public void Refuse(OscPeer peer, ParameterId parameter, string sentence) =>
        Refuse(peer, parameter.IsSome ? tree.Address(parameter) : "/", sentence);

    public void Refuse(OscPeer peer, string address, string sentence)
    {
        counters.CountRefused();
        if (Reserve(peer)) Add(new(OscNoteKind.Refusal, peer) { Address = address, Text = sentence });
    }

    /// <summary>A wish that the sending thread carries out.</summary>
    public void Add(in OscNote note)
    {
        notes.Enqueue(note);
        wake();
    }

    public bool IsEmpty => notes.IsEmpty;

    public bool TryTake(out OscNote note)
    {
        if (!notes.TryDequeue(out note)) return false;
        if (note.Kind is OscNoteKind.Answer or OscNoteKind.Refusal) Interlocked.Decrement(ref note.Peer.Waiting);
        return true;
    }

    private bool Reserve(OscPeer peer)
    {
        if (Interlocked.Increment(ref peer.Waiting) <= MaxWaiting) return true;
        Interlocked.Decrement(ref peer.Waiting);
        counters.CountRefused();
        return false;
    }
}

/// <summary>Kinds of notes to the sending thread.</summary>
internal enum OscNoteKind : byte
{
    Answer,
    Refusal,
    Subscribe,
    Unsubscribe,
    Resync,
    Meters,

    /// <summary>Answers to a pattern with many matches: latest values, paced.</summary>
    AnswerAll,
}

/// <summary>One note.</summary>
internal readonly record struct OscNote(OscNoteKind Kind, OscPeer Peer)
{
    public ParameterId Parameter { get; init; }

    /// <summary>Value, or times a second.</summary>
    public double Number { get; init; }

    public string? Text { get; init; }

    /// <summary>Address of a refusal, or the prefix of a wish.</summary>
    public string? Address { get; init; }

    /// <summary>The parameters that are meant.</summary>
    public IdSet? Ids { get; init; }
}
