namespace MixConsole.Storage.Audio;

/// <summary>How a written sample is stored.</summary>
public enum WavBits
{
    /// <summary>16-bit integers.</summary>
    Int16,

    /// <summary>24-bit integers.</summary>
    Int24,

    /// <summary>32-bit floats.</summary>
    Float32,
}

/// <summary>When a written file carries its own name.</summary>
public enum WavPlace
{
    /// <summary>At the end: it grows beside itself as NAME.part, and a failure leaves nothing under the name.</summary>
    Beside,

    /// <summary>From the first byte: what was flushed stays playable whatever happens to the process.</summary>
    Direct,
}

/// <summary>What a written WAV file is.</summary>
/// <param name="Channels">Interleaved channels, from 1.</param>
/// <param name="Rate">Frames per second.</param>
/// <param name="Bits">How a sample is stored.</param>
public sealed record WavFormat(int Channels, int Rate, WavBits Bits = WavBits.Float32)
{
    /// <summary>Frames since midnight: the file gets a broadcast chunk with this stamp.</summary>
    public long? TimeReference { get; init; }

    /// <summary>Text of the broadcast chunk, at most 256 bytes; written only with a stamp.</summary>
    public string Description { get; init; } = "";

    /// <summary>When the file gets its name.</summary>
    public WavPlace Place { get; init; } = WavPlace.Beside;

    /// <summary>File size in bytes above which 64-bit sizes are written.</summary>
    internal long LongAbove { get; init; } = uint.MaxValue;

    internal int SampleBytes => Bits switch { WavBits.Int16 => 2, WavBits.Int24 => 3, _ => 4 };

    internal int FrameBytes => Channels * SampleBytes;
}
