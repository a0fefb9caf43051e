namespace MixConsole.Storage.Demo;

/// <summary>One recorded source of the demo song.</summary>
/// <param name="Name">Name of the strip.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Interleaved">Samples, full scale = 1.</param>
public sealed record DemoStem(string Name, int Channels, float[] Interleaved)
{
    /// <summary>Length in frames.</summary>
    public int Frames => Interleaved.Length / Channels;
}
