using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Convert;

namespace MixConsole.Dsp.Dynamics;

/// <summary>
/// Peak of the continuous signal between two samples (ITU-R BS.1770-5 Annex 2), read at up to 16 points by Kaiser-windowed sincs: 16 points under-read
/// a tone at 0.45 of the rate by 0.03 dB at most, 8 by 0.14. What lies within 10 % of half the rate is a matter of opinion: a converter or meter may pass it or not, and
/// on white noise that moves peaks by a decibel. So two sieves look, a wide one (to 0.5) and a narrow one (to 0.455), and their difference tells how much is in dispute.
/// Phases p and 16 - p mirror each other: with s and d the sum and difference of the samples at equal distance they are E + O and E - O,
/// the larger magnitude is |E| + |O|: half the multiplications and no comparison.
/// </summary>
[RealTime]
internal sealed unsafe class InterSamplePeak
{
    private const int Lanes = 8;
    private const int Group = 2;                    // phases whose sums stay in registers together
    private const int Row = Group * 4 * Lanes;      // floats per tap: even and odd, wide and disputed
    private const double WideCutoff = 0.5, NarrowCutoff = 0.478, Beta = 5.5; // cycles per sample at -6 dB

    private readonly PinnedFloats _kernel;
    private readonly int _groups;

    /// <param name="points">Points per sample, 8 or 16.</param>
    /// <param name="reach">Samples on either side of the gap that are looked at.</param>
    public InterSamplePeak(int points, int reach)
    {
        Reach = reach;
        var phases = points / 2;
        _groups = phases / Group;
        _kernel = new PinnedFloats(_groups * reach * Row);
        var wide = new double[2 * reach];
        var narrow = new double[2 * reach];
        for (var phase = 0; phase < phases; phase++)
        {
            var at = (phase + 1.0) / points;
            Fill(wide, at, WideCutoff);
            Fill(narrow, at, NarrowCutoff);
            Worst = Math.Max(Worst, (float)(1.0001 * Math.Max(wide.Sum(Math.Abs), narrow.Sum(Math.Abs))));
            for (var k = 0; k < reach; k++)
            {
                // Broadcast eightfold so that every multiply-add takes its coefficient straight from memory.
                var to = _kernel.At + phase / Group * reach * Row + k * Row + phase % Group * 4 * Lanes;
                Put(to, Even(wide, k), phase == phases - 1 ? 0 : Odd(wide, k));
                Put(to + 2 * Lanes, Even(wide, k) - Even(narrow, k), phase == phases - 1 ? 0 : Odd(wide, k) - Odd(narrow, k));
            }
        }
    }

    /// <summary>Samples on either side of the gap that are looked at.</summary>
    public int Reach { get; }

    /// <summary>No signal of samples up to 1 has peaks above this between them.</summary>
    public float Worst { get; } = 1f;

    /// <summary>
    /// peak[n] = greatest magnitude of <paramref name="x"/>[n] and of the signal between x[n-1] and x[n]; dispute[n] = that of the part near half the rate.
    /// Reads x from -Reach to frames + Reach + 6; writes whole vectors of 8.
    /// </summary>
    public void Process(float* x, float* peak, float* dispute, int frames)
    {
        for (var n = 0; n < frames; n += Lanes)
        {
            var greatest = Vector256.Abs(Vector256.Load(x + n));
            var disputed = Vector256<float>.Zero;
            for (var group = 0; group < _groups; group++)
            {
                Look(x + n, _kernel.At + group * Reach * Row, Reach, ref greatest, ref disputed);
            }

            greatest.Store(peak + n);
            disputed.Store(dispute + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Look(float* x, float* kernel, int reach, ref Vector256<float> greatest, ref Vector256<float> disputed)
    {
        Vector256<float> e0 = default, e1 = default, o0 = default, o1 = default;
        Vector256<float> f0 = default, f1 = default, p0 = default, p1 = default;
        for (var k = 0; k < reach; k++)
        {
            var after = Vector256.Load(x + k);
            var before = Vector256.Load(x - 1 - k);
            var s = after + before;
            var d = after - before;
            var c = kernel + k * Row;
            e0 = Vector256.FusedMultiplyAdd(s, Vector256.Load(c), e0);
            o0 = Vector256.FusedMultiplyAdd(d, Vector256.Load(c + Lanes), o0);
            f0 = Vector256.FusedMultiplyAdd(s, Vector256.Load(c + 2 * Lanes), f0);
            p0 = Vector256.FusedMultiplyAdd(d, Vector256.Load(c + 3 * Lanes), p0);
            e1 = Vector256.FusedMultiplyAdd(s, Vector256.Load(c + 4 * Lanes), e1);
            o1 = Vector256.FusedMultiplyAdd(d, Vector256.Load(c + 5 * Lanes), o1);
            f1 = Vector256.FusedMultiplyAdd(s, Vector256.Load(c + 6 * Lanes), f1);
            p1 = Vector256.FusedMultiplyAdd(d, Vector256.Load(c + 7 * Lanes), p1);
        }

        greatest = Max(greatest, Max(Max(Pair(e0, o0), Pair(e0 - f0, o0 - p0)), Max(Pair(e1, o1), Pair(e1 - f1, o1 - p1))));
        disputed = Max(disputed, Max(Pair(f0, p0), Pair(f1, p1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(Vector256<float> even, Vector256<float> odd) => Vector256.Abs(even) + Vector256.Abs(odd);

    private static double Even(double[] taps, int k) => (taps[taps.Length / 2 + k] + taps[taps.Length / 2 - 1 - k]) / 2;

    private static double Odd(double[] taps, int k) => (taps[taps.Length / 2 + k] - taps[taps.Length / 2 - 1 - k]) / 2;

    private static void Put(float* to, double even, double odd)
    {
        new Span<float>(to, Lanes).Fill((float)even);
        new Span<float>(to + Lanes, Lanes).Fill((float)odd);
    }

    /// <summary>Taps for the signal at <paramref name="at"/> (0..1) between the two middle samples, unity at 0 Hz.</summary>
    private static void Fill(double[] taps, double at, double cutoff)
    {
        var reach = taps.Length / 2;
        var sum = 0.0;
        for (var k = 0; k < taps.Length; k++)
        {
            taps[k] = KaiserSinc.Value(k - reach + 1 - at, reach, cutoff, Beta);
            sum += taps[k];
        }

        for (var k = 0; k < taps.Length; k++)
        {
            taps[k] /= sum;
        }
    }
}
