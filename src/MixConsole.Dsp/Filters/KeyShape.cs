namespace MixConsole.Dsp.Filters;

/// <summary>Filter in front of a detector.</summary>
public enum KeyShape
{
    /// <summary>None.</summary>
    Off,

    /// <summary>Passes what lies below the corner.</summary>
    LowPass,

    /// <summary>Passes what lies above the corner.</summary>
    HighPass,

    /// <summary>Passes a band around the centre, 0 dB there.</summary>
    BandPass,
}
