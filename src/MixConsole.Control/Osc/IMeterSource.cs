namespace MixConsole.Control.Osc;

/// <summary>Where meters for peers come from. Called by one sending thread, as often as the quickest peer asks.</summary>
public interface IMeterSource
{
    /// <summary>Fills in post-fader peaks in dBFS by strip number of the tree; minus infinity for silence.</summary>
    void ReadPostFader(Span<float> dbfs);
}
