namespace MixConsole.Engine.Backends;

/// <summary>
/// What only the operating system can do for an audio thread; implemented by the platform, with a portable fallback here in the engine.
/// </summary>
public interface IAudioThreadEdge
{
    /// <summary>Raises the calling thread to real-time priority where allowed, names it, and sets flush-to-zero. Returns what was reached, in words.</summary>
    string EnterAudioThread();

    /// <summary>Sets flush-to-zero on the calling thread (offline workers too: bit-exactness needs the same mode everywhere).</summary>
    void FlushDenormals();

    /// <summary>Sleeps until a moment of the monotonic clock (Stopwatch ticks). Allocates nothing.</summary>
    void SleepUntil(long timestamp);

    /// <summary>CPU time of the calling thread in nanoseconds.</summary>
    long ThreadCpuNanoseconds();
}
