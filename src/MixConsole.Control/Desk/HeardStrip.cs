namespace MixConsole.Control.Desk;

/// <summary>Why a strip is not heard; several may hold at once.</summary>
[Flags]
public enum HeardCause : byte
{
    /// <summary>It is not muted.</summary>
    None = 0,

    /// <summary>Its own mute.</summary>
    OwnMute = 1,

    /// <summary>One of its mute groups is on.</summary>
    MuteGroup = 2,

    /// <summary>One of its DCAs is muted.</summary>
    DcaMute = 4,

    /// <summary>Something else is soloed in place.</summary>
    SoloElsewhere = 8,
}

/// <summary>What is heard of a strip.</summary>
/// <param name="Strip">Strip number.</param>
/// <param name="Fader">Set fader and those of its DCAs together, dB.</param>
/// <param name="Causes">Why it is muted; none while it sounds.</param>
/// <param name="Soloed">Soloed itself or through a DCA.</param>
public readonly record struct HeardStrip(int Strip, double Fader, HeardCause Causes, bool Soloed);
