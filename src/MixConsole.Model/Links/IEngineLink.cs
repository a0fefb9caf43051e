using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Model.Links;

/// <summary>
/// All that the control side says to the engine and hears from it. Called from the desk thread only, unless noted. Nothing here blocks for audio.
/// </summary>
public interface IEngineLink
{
    /// <summary>
    /// Takes a session's structure, audio and heard values. <paramref name="heard"/> is copied. Compiles a plan, warms it up and swaps it in; may take some 100 ms.
    /// Files that cannot be opened are silent and named in the answer, one sentence each.
    /// </summary>
    IReadOnlyList<string> Load(Session session, ParameterValues heard);

    /// <summary>
    /// Compiles a new plan for changed routing or latency with the same audio; sounding state goes on. Refuses with a sentence where the routing would feed itself, and keeps the old plan.
    /// </summary>
    string? Reroute(ParameterValues heard);

    /// <summary>Sends the heard values of one commit: they sound from the same block on. False when the ring has no room for all of them: none is taken, and the engine then takes all values from the array given at <see cref="Load"/> by itself (late, never lost).</summary>
    bool Send(ReadOnlySpan<EngineChange> changes);

    /// <summary>Transport wishes; carried out at the next block start, when tracks have their samples.</summary>
    void Play();

    void Stop();

    /// <summary>Goes to a song position in frames of the session's rate.</summary>
    void Locate(long frame);

    /// <summary>Loop range in song frames; an empty one loops nothing.</summary>
    void SetLoop(bool on, long from, long to);

    /// <summary>Where the engine is now. Any thread.</summary>
    EnginePosition Position { get; }

    /// <summary>Engine frame that a moment on the monotonic clock (Stopwatch ticks) falls on, extrapolated from the last block. Any thread.</summary>
    long FrameAt(long timestamp);

    /// <summary>Copies the latest meter values. Any one thread at a time.</summary>
    void ReadMeters(MeterFrame into);

    /// <summary>Counters of the audio side. Any thread.</summary>
    EngineStatus Status { get; }
}

/// <summary>A heard value on its way to the engine.</summary>
/// <param name="Parameter">What.</param>
/// <param name="Value">Plain unit; 0/1 for switches; index for choices.</param>
/// <param name="AtFrame">Engine frame at which it shall begin to sound; 0 or past = at the next block start.</param>
/// <param name="ReceivedAt">Stopwatch ticks when its cause entered the machine; 0 = not measured.</param>
public readonly record struct EngineChange(ParameterId Parameter, double Value, long AtFrame = 0, long ReceivedAt = 0);

/// <summary>Where the engine is.</summary>
/// <param name="EngineFrame">Frames computed since start; never goes back.</param>
/// <param name="SongFrame">Position on the timeline.</param>
/// <param name="Playing">Whether tracks run.</param>
public readonly record struct EnginePosition(long EngineFrame, long SongFrame, bool Playing);

/// <summary>Counters of the audio side since start; times in ms.</summary>
public sealed record EngineStatus
{
    public string Backend { get; init; } = "";

    public int Rate { get; init; }

    public int Frames { get; init; }

    public long Misses { get; init; }

    public long Stalls { get; init; }

    public double Worst { get; init; }

    public double P999 { get; init; }

    public double Load { get; init; }

    public long Allocated { get; init; }

    public long Jitted { get; init; }

    public long Collections { get; init; }

    public double Pause { get; init; }

    public long Xruns { get; init; }

    public long Starved { get; init; }

    public double HeardP99 { get; init; }

    public string Report { get; init; } = "";
}
