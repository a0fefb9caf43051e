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

    /// <summary>Begins to send every commit to a listener; the first call it gets is after this returns. State before that is asked with <see cref="ControlVerb.Ask"/>.</summary>
    void Attach(IDeskListener listener);

    void Detach(IDeskListener listener);

    /// <summary>Asks the desk thread to deliver every value once, as commits without origin, to this listener alone; returns at once.</summary>
    void ReadState(IDeskListener listener);

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

    /// <summary>The gesture ends.</summary>
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

/// <summary>One committed value.</summary>
/// <param name="Parameter">What.</param>
/// <param name="Number">The set value now (of read-only parameters: the value now).</param>
/// <param name="Text">The text now, of text parameters.</param>
/// <param name="Origin">Whose hand; null for the console itself.</param>
public readonly record struct Commit(ParameterId Parameter, double Number, string? Text, IControlOrigin? Origin);
