using MixConsole.Model.Parameters;

namespace MixConsole.Model.Edits;

/// <summary>
/// One committed change of a set value: the undo step, the journal line and the message to others are this same value.
/// </summary>
/// <param name="Parameter">What changed.</param>
/// <param name="Before">Number before.</param>
/// <param name="After">Number after.</param>
/// <param name="TextBefore">Text before, of text parameters.</param>
/// <param name="TextAfter">Text after, of text parameters.</param>
/// <param name="Author">Whose hand.</param>
/// <param name="Gesture">Number of the gesture it belongs to; edits of one gesture are one undo step.</param>
/// <param name="Frame">Engine frame of the commit.</param>
public readonly record struct Edit(
    ParameterId Parameter, double Before, double After, string? TextBefore, string? TextAfter, string Author, long Gesture, long Frame);

/// <summary>Where committed edits are kept between saves. Called from the desk thread; never blocks for the disk.</summary>
public interface IJournal
{
    /// <summary>Appends an edit; it is safe from a crash of the process within 200 ms.</summary>
    void Append(in Edit edit);

    /// <summary>What went wrong with the journal, in a sentence with the remedy; empty while all is well.</summary>
    string Trouble { get; }
}
