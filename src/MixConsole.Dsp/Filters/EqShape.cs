namespace MixConsole.Dsp.Filters;

/// <summary>Shape of an equaliser band, in the order of the catalog's choice.</summary>
public enum EqShape
{
    /// <summary>Boost or cut around a centre.</summary>
    Bell,

    /// <summary>Boost or cut below a corner.</summary>
    LowShelf,

    /// <summary>Boost or cut above a corner.</summary>
    HighShelf,

    /// <summary>Removes one frequency.</summary>
    Notch,

    /// <summary>12 dB per octave below a corner.</summary>
    HighPass,

    /// <summary>12 dB per octave above a corner.</summary>
    LowPass,
}
