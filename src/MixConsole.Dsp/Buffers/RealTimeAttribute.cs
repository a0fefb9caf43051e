namespace MixConsole.Dsp.Buffers;

/// <summary>
/// Marks code that runs on the audio thread. A test walks its IL, and all that it calls in our assemblies, for allocation, boxing, closures and locks.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RealTimeAttribute : Attribute
{
    /// <summary>The method runs once on an audio thread, before its first block: it may prepare what blocks may not.</summary>
    public bool Entering { get; init; }

    /// <summary>The method runs only where blocks have no deadline, as in freewheel and virtual time: it may wait.</summary>
    public bool Freewheeling { get; init; }
}
