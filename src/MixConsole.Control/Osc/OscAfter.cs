using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// Hands a note to the sending thread once the desk has carried out everything that came before it: the desk's answer to any question proves that. From then on the mirror holds what the peer has set itself.
/// </summary>
internal sealed class OscAfter : IControlOrigin
{
    private readonly OscHub hub;
    private readonly OscNote note;

    private OscAfter(OscHub hub, in OscNote note)
    {
        this.hub = hub;
        this.note = note;
    }

    public string Author => note.Peer.Author;

    /// <summary>The question to post.</summary>
    public static ControlEvent Event(OscHub hub, in OscNote note) => new(new OscAfter(hub, note), ControlVerb.Ask, hub.FirstValue);

    public void Answer(ParameterId parameter, double number, string? text) => hub.Outbox.Add(note);

    public void Refuse(ParameterId parameter, string sentence) => note.Peer.Refuse(parameter, sentence);
}
