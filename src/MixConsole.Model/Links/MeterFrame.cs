namespace MixConsole.Model.Links;

/// <summary>
/// One reading of all meters, by strip number; stereo strips show the louder side. Linear amplitude unless noted. Preallocated by the reader and filled again and again.
/// </summary>
public sealed class MeterFrame(int strips)
{
    /// <summary>Counts readings; equal numbers are the same reading.</summary>
    public long Number { get; set; }

    /// <summary>Peak after trim.</summary>
    public float[] Input { get; } = new float[strips];

    /// <summary>Peak before the fader.</summary>
    public float[] PreFader { get; } = new float[strips];

    /// <summary>Peak after the fader.</summary>
    public float[] PostFader { get; } = new float[strips];

    /// <summary>Root mean square after the fader, over the interval of the reading.</summary>
    public float[] Rms { get; } = new float[strips];

    /// <summary>Gain reduction of the gate in dB, positive.</summary>
    public float[] GateReduction { get; } = new float[strips];

    /// <summary>Gain reduction of the compressor in dB, positive.</summary>
    public float[] CompReduction { get; } = new float[strips];

    /// <summary>True peak of buses, groups and main, linear.</summary>
    public float[] TruePeak { get; } = new float[strips];

    /// <summary>Momentary loudness of buses, groups and main, LUFS.</summary>
    public float[] Momentary { get; } = new float[strips];

    /// <summary>Short-term loudness, LUFS.</summary>
    public float[] ShortTerm { get; } = new float[strips];

    /// <summary>Integrated loudness since the last transport start, LUFS.</summary>
    public float[] Integrated { get; } = new float[strips];

    /// <summary>Correlation of left and right, -1..1.</summary>
    public float[] Correlation { get; } = new float[strips];

    /// <summary>Gain reduction of the main limiter in dB, positive.</summary>
    public float LimiterReduction { get; set; }
}
