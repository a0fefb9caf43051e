namespace MixConsole.Model.Edits;

/// <summary>
/// The latest edits in one preallocated array: a long session makes no garbage, and the oldest edits fall out. Owned by one thread.
/// </summary>
public sealed class EditRing(int capacity)
{
    private readonly Edit[] edits = new Edit[capacity];

    /// <summary>Number of the next edit; edits are numbered from 0 since start.</summary>
    public long Next { get; private set; }

    /// <summary>Number of the oldest edit that is still kept.</summary>
    public long First => Math.Max(0, Next - edits.Length);

    /// <summary>The edit of a number from <see cref="First"/> to before <see cref="Next"/>.</summary>
    public ref readonly Edit this[long number]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(number, First);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Next);
            return ref edits[number % edits.Length];
        }
    }

    public void Add(in Edit edit) => edits[Next++ % edits.Length] = edit;
}
