using MixConsole.Model.Links;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Desk;

/// <summary>What protocols see of the desk. All members may be called from any thread.</summary>
public interface IDesk
{
    ParameterTree Tree { get; }

    /// <summary>
    /// Queues events of one origin; they are validated and committed in order, as one batch, with no other event between. False when the queue is full: nothing was taken.
    /// </summary>
    bool Post(ReadOnlySpan<ControlEvent> events);

    /// <summary>Begins to send every commit to a listener; what is committed after this returns is not missed. State before that is read with <see cref="ReadState"/>.</summary>
    void Attach(IDeskListener listener);

    void Detach(IDeskListener listener);

    /// <summary>
    /// Delivers the current value of every existing parameter to one listener, as commits without origin, in chunks, on the desk thread and with no other commit between.
    /// They come in catalog order, so the last one is the tree's last parameter. Actions have no value and are left out. Returns at once.
    /// </summary>
    void ReadState(IDeskListener listener);

    /// <summary>Author of the hand that holds a control; empty while it is free.</summary>
    string HeldBy(ParameterId parameter);

    /// <summary>Engine frame that a moment (Stopwatch ticks) falls on.</summary>
    long FrameAt(long timestamp);
}

/// <summary>What a hand wishes.</summary>
public enum ControlVerb : byte
{
    /// <summary>Answer with the set value (heard value for read-only ones).</summary>
    Ask,

    /// <summary>Set a plain value or text.</summary>
    Set,

    /// <summary>Add to the value.</summary>
    Step,

    /// <summary>Turn a switch over; a choice goes to the next.</summary>
    Toggle,

    /// <summary>A gesture begins.</summary>
    Touch,

    /// <summary>The gesture ends. Without a parameter (<see cref="ParameterId.None"/>): every gesture of this origin ends, as when its peer is gone.</summary>
    Release,

    /// <summary>Carry out an action.</summary>
    Act,
}

/// <summary>One wish from a protocol, decoded.</summary>
/// <param name="Origin">Who, and where answers go.</param>
/// <param name="Verb">What to do.</param>
/// <param name="Parameter">To what.</param>
/// <param name="Number">Plain value, step or first argument.</param>
/// <param name="Text">Text value, or text argument of an action; null where there is none. For number parameters a text is parsed by the desk ("-6 dB", "1.2k", a choice's word).</param>
/// <param name="ReceivedAt">Stopwatch ticks when it entered the machine.</param>
/// <param name="AtFrame">Engine frame at which it shall sound; 0 = at once.</param>
public readonly record struct ControlEvent(
    IControlOrigin Origin, ControlVerb Verb, ParameterId Parameter, double Number = 0, string? Text = null, long ReceivedAt = 0, long AtFrame = 0);

/// <summary>A hand's side of a protocol. Called on the desk thread; must not block.</summary>
public interface IControlOrigin
{
    /// <summary>Name of the hand in journal and history.</summary>
    string Author { get; }

    /// <summary>The answer to <see cref="ControlVerb.Ask"/>.</summary>
    void Answer(ParameterId parameter, double number, string? text);

    /// <summary>The wish was refused, in the sentence that the user will read.</summary>
    void Refuse(ParameterId parameter, string sentence);
}

/// <summary>Hears every commit. Called on the desk thread, once per batch; must not block or keep the span.</summary>
public interface IDeskListener
{
    void Committed(ReadOnlySpan<Commit> batch);
}

/// <summary>A listener that also wants to know who holds what. Called on the desk thread; must not block.</summary>
public interface IHoldListener
{
    /// <summary>A control is held now; <paramref name="who"/> is the author of the hand, empty when it is free again.</summary>
    void Held(ParameterId parameter, string who);
}

/// <summary>A listener that also wants what is heard. Called on the desk thread, once per batch, before its commits are told; must not block or keep the span.</summary>
public interface IHeardListener
{
    /// <summary>All strips whose heard fader, mute or solo changed with one batch: mute lights never show half of it.</summary>
    void Heard(ReadOnlySpan<HeardStrip> strips);
}

/// <summary>A listener that also wants meters. Called on the desk thread about 60 times a second; must not block or keep the frame.</summary>
public interface IMeterListener
{
    /// <summary>The latest reading; the same object each time.</summary>
    void Metered(MeterFrame frame);
}

/// <summary>One committed value.</summary>
/// <param name="Parameter">What.</param>
/// <param name="Number">The set value now (of read-only parameters: the value now).</param>
/// <param name="Text">The text now, of text parameters.</param>
/// <param name="Origin">Whose hand; null for the console itself.</param>
public readonly record struct Commit(ParameterId Parameter, double Number, string? Text, IControlOrigin? Origin);
