using MixConsole.Model.Parameters;

namespace MixConsole.Control.Desk;

/// <summary>
/// Who holds what, and which moves belong together. A gesture runs from touch to release, or until 2 s after its last move; moves without touch are steps of their own.
/// Owned by the desk thread; only <see cref="HeldBy"/> may be called from others.
/// </summary>
internal sealed class Hands(TimeProvider time)
{
    /// <summary>A gesture without end is over after this long without a move: a peer that fell silent must not keep a control.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    /// <summary>Moves of one author on one control closer than this are one step: a knob without touch sense sends a stream of them.</summary>
    public static readonly TimeSpan OneStep = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Dictionary<int, Hold> holds = new(64);
    private readonly Dictionary<int, LastMove> moves = new(4096);
    private readonly List<ParameterId> ended = [];
    private long last;

    public string HeldBy(ParameterId parameter)
    {
        lock (gate) return holds.TryGetValue(parameter.Index, out var hold) ? hold.Origin.Author : "";
    }

    /// <summary>The author who holds a control against this origin, or null.</summary>
    public string? HolderAgainst(ParameterId parameter, IControlOrigin? origin) =>
        holds.Count > 0 && holds.TryGetValue(parameter.Index, out var hold) && !ReferenceEquals(hold.Origin, origin) ? hold.Origin.Author : null;

    /// <summary>Begins a gesture. True where the control was free; a second touch of the same hand only proves that it is still there.</summary>
    public bool Touch(ParameterId parameter, IControlOrigin origin)
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            var isHeld = holds.TryGetValue(parameter.Index, out var hold);
            holds[parameter.Index] = isHeld ? hold with { MovedAt = now } : new(origin, ++last, now);
            return !isHeld;
        }
    }

    /// <summary>Ends a gesture; false where this hand held nothing.</summary>
    public bool Release(ParameterId parameter, IControlOrigin origin)
    {
        lock (gate) return holds.TryGetValue(parameter.Index, out var hold) && ReferenceEquals(hold.Origin, origin) && holds.Remove(parameter.Index);
    }

    /// <summary>Ends every gesture of a hand. The list is valid until the next call.</summary>
    public List<ParameterId> ReleaseAll(IControlOrigin origin)
    {
        ended.Clear();
        lock (gate)
        {
            foreach (var (index, hold) in holds)
            {
                if (!ReferenceEquals(hold.Origin, origin)) continue;
                ended.Add(new(index));
                holds.Remove(index);
            }
        }

        return ended;
    }

    /// <summary>The number of the gesture that a move belongs to.</summary>
    public long Move(ParameterId parameter, IControlOrigin origin)
    {
        var now = time.GetTimestamp();
        if (holds.Count > 0 && holds.TryGetValue(parameter.Index, out var hold))
        {
            lock (gate) holds[parameter.Index] = hold with { MovedAt = now };
            moves.Remove(parameter.Index); // what follows the release is another step
            return hold.Gesture;
        }

        var isSame = moves.TryGetValue(parameter.Index, out var move) && move.Author == origin.Author && time.GetElapsedTime(move.At, now) < OneStep;
        var gesture = isSame ? move.Gesture : ++last;
        moves[parameter.Index] = new(origin.Author, gesture, now);
        return gesture;
    }

    /// <summary>Lets go of gestures that rested too long, and names them. The list is valid until the next call.</summary>
    public List<ParameterId> Expire()
    {
        ended.Clear();
        var now = time.GetTimestamp();
        lock (gate)
        {
            foreach (var (index, hold) in holds)
            {
                if (time.GetElapsedTime(hold.MovedAt, now) < LongestRest) continue;
                ended.Add(new(index));
                holds.Remove(index);
            }
        }

        return ended;
    }

    /// <summary>Forgets moves that nothing can belong to any more.</summary>
    public void Forget()
    {
        var now = time.GetTimestamp();
        foreach (var (index, move) in moves)
            if (time.GetElapsedTime(move.At, now) >= OneStep) moves.Remove(index);
    }

    private readonly record struct Hold(IControlOrigin Origin, long Gesture, long MovedAt);

    private readonly record struct LastMove(string Author, long Gesture, long At);
}
