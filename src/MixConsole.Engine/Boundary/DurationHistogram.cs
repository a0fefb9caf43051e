using System.Numerics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Engine.Boundary;

/// <summary>
/// Counts durations in nanoseconds, in steps of 3 %. One thread counts, any thread reads.
/// </summary>
[RealTime]
public sealed class DurationHistogram
{
    private const int Fine = 32; // steps per octave
    private readonly long[] _counts = new long[64 * Fine];
    private long _total;
    private long _worst;

    /// <summary>Longest so far, ns.</summary>
    public long Worst => Volatile.Read(ref _worst);

    /// <summary>How many were counted.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Counts one.</summary>
    public void Add(long nanoseconds)
    {
        var value = (ulong)Math.Max(Fine, nanoseconds);
        var octave = BitOperations.Log2(value);
        var step = (int)(value >> (octave - 5)) & (Fine - 1);
        _counts[(octave * Fine) + step]++;
        Volatile.Write(ref _total, _total + 1);
        if (nanoseconds > _worst) Volatile.Write(ref _worst, nanoseconds);
    }

    /// <summary>Duration that the given share stays below, ns; 0 when nothing was counted.</summary>
    public long Percentile(double share)
    {
        var wanted = Total * share;
        double seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += Volatile.Read(ref _counts[i]);
            if (seen < wanted || seen == 0) continue;
            var (octave, step) = Math.DivRem(i, Fine);
            return Math.Min(Worst, (long)((1UL << octave) + (((ulong)step + 1) << octave >> 5)));
        }

        return 0;
    }
}
