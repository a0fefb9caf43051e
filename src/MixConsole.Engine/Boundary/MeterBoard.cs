using MixConsole.Dsp.Buffers;
using MixConsole.Model.Links;

namespace MixConsole.Engine.Boundary;

/// <summary>
/// Meter readings from the audio thread to the control side: the writer fills one of four frames in turn, the reader copies the newest, and again if it was overtaken.
/// </summary>
public sealed class MeterBoard
{
    private readonly MeterFrame[] _frames;
    private long _published;

    public MeterBoard(int strips) => _frames = [new(strips), new(strips), new(strips), new(strips)];

    /// <summary>[audio] The frame to fill next.</summary>
    public MeterFrame Next => _frames[(_published + 1) & 3];

    /// <summary>[audio] Publishes it.</summary>
    [RealTime]
    public void Publish()
    {
        Next.Number = _published + 1;
        Volatile.Write(ref _published, _published + 1);
    }

    /// <summary>[control] Copies the newest frame.</summary>
    public void Read(MeterFrame into)
    {
        long number;
        do
        {
            number = Volatile.Read(ref _published);
            var from = _frames[number & 3];
            from.Input.CopyTo(into.Input, 0);
            from.PreFader.CopyTo(into.PreFader, 0);
            from.PostFader.CopyTo(into.PostFader, 0);
            from.Rms.CopyTo(into.Rms, 0);
            from.GateReduction.CopyTo(into.GateReduction, 0);
            from.CompReduction.CopyTo(into.CompReduction, 0);
            from.TruePeak.CopyTo(into.TruePeak, 0);
            from.Momentary.CopyTo(into.Momentary, 0);
            from.ShortTerm.CopyTo(into.ShortTerm, 0);
            from.Integrated.CopyTo(into.Integrated, 0);
            from.Correlation.CopyTo(into.Correlation, 0);
            into.LimiterReduction = from.LimiterReduction;
            into.Number = number;
        }
        while (Volatile.Read(ref _published) - number > 2);
    }
}
