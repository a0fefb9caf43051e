namespace MixConsole.Dsp.Buffers;

/// <summary>
/// Marks code that runs on the audio thread. A test walks its IL, and all that it calls in our assemblies, for allocation, boxing, closures and locks.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RealTimeAttribute : Attribute
{
    /// <summary>The method runs on an audio thread where no block has a deadline: before the first one, or faster than real time. It may prepare and wait.</summary>
    public bool OffAir { get; init; }
}
