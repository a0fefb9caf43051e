namespace MixConsole.Engine.Backends;

/// <summary>What paces a <see cref="ClockBackend"/>.</summary>
public enum ClockMode
{
    /// <summary>The machine's monotonic clock, at absolute deadlines.</summary>
    RealTime,

    /// <summary>Nothing: block after block as fast as the renderer can, on the backend's own thread.</summary>
    Virtual,

    /// <summary>The owner, by <see cref="ClockBackend.Step"/>, on the owner's thread.</summary>
    Stepped,
}
