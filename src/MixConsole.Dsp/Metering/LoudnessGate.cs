using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Metering;

/// <summary>
/// Gated loudness of any number of blocks in fixed memory: a histogram of 0.01 LU from -70 to +10 LUFS that keeps count and sum of powers per bin, so that only the gates are rounded (to 0.01 LU), not the mean.
/// ITU-R BS.1770-5 (integrated: relative gate -10 LU) and EBU Tech 3342 (range: -20 LU). Allocates when made, not after.
/// </summary>
public sealed class LoudnessGate
{
    /// <summary>Blocks at or below this loudness (LUFS) never count.</summary>
    public const double AbsoluteGate = -70;

    private const double BinsPerUnit = 100;
    private const int Bins = 8000;

    private readonly int[] counts = new int[Bins];
    private readonly double[] powers = new double[Bins];
    private int count;
    private int highest; // bins above have nothing
    private double power;

    /// <summary>Loudness in LUFS of a K-weighted, channel-summed mean square: -0.691 + 10 log10; -infinity for silence.</summary>
    [RealTime]
    public static double Loudness(double meanSquare) => ExactMath.GainToDecibels(meanSquare) / 2 - 0.691;

    /// <summary>Mean square of a loudness in LUFS.</summary>
    [RealTime]
    public static double MeanSquare(double loudness) => ExactMath.DecibelsToGain((loudness + 0.691) * 2);

    /// <summary>Takes one block's mean square.</summary>
    [RealTime]
    public void Add(double meanSquare)
    {
        double loudness = Loudness(meanSquare);
        if (!(loudness > AbsoluteGate))
            return;
        int bin = Math.Min((int)((loudness - AbsoluteGate) * BinsPerUnit), Bins - 1);
        counts[bin]++;
        powers[bin] += meanSquare;
        highest = Math.Max(highest, bin);
        count++;
        power += meanSquare;
    }

    /// <summary>Forgets all blocks. Clears no more than was filled: every meter of a console resets in the same block when playing begins, and all of their histograms are 10 MB.</summary>
    [RealTime]
    public void Reset()
    {
        if (count > 0)
        {
            Array.Clear(counts, 0, highest + 1);
            Array.Clear(powers, 0, highest + 1);
        }

        (count, power, highest) = (0, 0, 0);
    }

    /// <summary>Loudness (LUFS) of the blocks within 10 LU below the mean of all above the absolute gate; -infinity before there is one. Walks the histogram from the gate up: some 1,500 additions.</summary>
    [RealTime]
    public double Integrated()
    {
        if (count == 0)
            return double.NegativeInfinity;
        int kept = 0;
        double sum = 0;
        for (int bin = GateBin(10); bin <= highest; bin++)
        {
            kept += counts[bin];
            sum += powers[bin];
        }
        return Loudness(sum / kept);
    }

    /// <summary>Loudness range (LU): 10th to 95th percentile of the blocks above a relative gate of 20 LU. Means little in the first minute.</summary>
    [RealTime]
    public double Range()
    {
        int first = count == 0 ? Bins : GateBin(20);
        int kept = 0;
        for (int bin = first; bin <= highest; bin++)
            kept += counts[bin];
        return kept == 0 ? 0 : (Percentile(first, kept, 0.95) - Percentile(first, kept, 0.10)) / BinsPerUnit;
    }

    private int GateBin(double below)
    {
        double gate = (Loudness(power / count) - below - AbsoluteGate) * BinsPerUnit;
        return Math.Clamp((int)gate, 0, Bins - 1);
    }

    private int Percentile(int first, int kept, double share)
    {
        int rank = (int)Math.Round((kept - 1) * share, MidpointRounding.AwayFromZero);
        int bin = first;
        for (int seen = counts[bin]; seen <= rank; seen += counts[bin])
            bin++;
        return bin;
    }
}
