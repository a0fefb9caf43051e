using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Metering;

/// <summary>
/// Live loudness of one bus, fed every 100 ms with the mean square of its K-weighted channels (summed over channels). Fixed memory, no allocation after it is made: fit for the audio thread.
/// Before 0.4 or 3 s have passed, the missing time counts as silence.
/// </summary>
public sealed class LoudnessWindow
{
    private const int MomentaryHops = 4;
    private const int ShortTermHops = 30;

    private readonly double[] hops = new double[ShortTermHops];
    private readonly LoudnessGate blocks = new();
    private readonly LoudnessGate phrases = new();
    private int next;
    private int filled;

    /// <summary>Loudness of the last 400 ms, LUFS.</summary>
    public double Momentary { get; private set; } = double.NegativeInfinity;

    /// <summary>Loudness of the last 3 s, LUFS.</summary>
    public double ShortTerm { get; private set; } = double.NegativeInfinity;

    /// <summary>Loudest <see cref="Momentary"/> on the 100 ms grid since the last reset.</summary>
    public double MaxMomentary { get; private set; } = double.NegativeInfinity;

    /// <summary>Loudest <see cref="ShortTerm"/> since the last reset.</summary>
    public double MaxShortTerm { get; private set; } = double.NegativeInfinity;

    /// <summary>Takes the mean square of the next 100 ms.</summary>
    [RealTime]
    public void Add(double meanSquare)
    {
        hops[next] = meanSquare;
        next = next + 1 == ShortTermHops ? 0 : next + 1;
        filled = Math.Min(filled + 1, ShortTermHops);
        double momentary = Mean(MomentaryHops);
        double shortTerm = Mean(ShortTermHops);
        Momentary = LoudnessGate.Loudness(momentary);
        ShortTerm = LoudnessGate.Loudness(shortTerm);
        MaxMomentary = Math.Max(MaxMomentary, Momentary);
        MaxShortTerm = Math.Max(MaxShortTerm, ShortTerm);
        if (filled >= MomentaryHops)
            blocks.Add(momentary);
        if (filled == ShortTermHops)
            phrases.Add(shortTerm);
    }

    /// <summary>Gated loudness since the last reset, LUFS; up to 8000 additions.</summary>
    [RealTime]
    public double Integrated() => blocks.Integrated();

    /// <summary>Loudness range since the last reset, LU; up to 24 000 additions.</summary>
    [RealTime]
    public double Range() => phrases.Range();

    /// <summary>Starts a new measurement: integrated, range and maxima together, as EBU Tech 3341 asks. The running windows go on.</summary>
    [RealTime]
    public void Reset()
    {
        blocks.Reset();
        phrases.Reset();
        filled = 0;
        MaxMomentary = MaxShortTerm = double.NegativeInfinity;
    }

    private double Mean(int count)
    {
        double sum = 0;
        for (int i = 1; i <= count; i++)
            sum += hops[(next - i + ShortTermHops) % ShortTermHops];
        return sum / count;
    }
}
