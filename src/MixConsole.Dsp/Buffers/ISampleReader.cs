namespace MixConsole.Dsp.Buffers;

/// <summary>Random access to recorded samples, whatever holds them. One thread at a time.</summary>
public interface ISampleReader : IDisposable
{
    /// <summary>Interleaved channels.</summary>
    int Channels { get; }

    /// <summary>Frames per second.</summary>
    int Rate { get; }

    /// <summary>Length in frames.</summary>
    long Frames { get; }

    /// <summary>
    /// Reads up to <paramref name="interleaved"/>.Length / Channels frames from <paramref name="at"/>, full scale = 1. Returns frames read: fewer only at the end, or where the medium fails (the rest is then missing, see docs of the implementation).
    /// </summary>
    int Read(long at, Span<float> interleaved);
}
