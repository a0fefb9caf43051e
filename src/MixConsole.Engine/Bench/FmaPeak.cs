using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Bench;

/// <summary>The most that this core can do in eight-lane fused multiply-adds: twelve independent chains from registers.</summary>
public static class FmaPeak
{
    /// <summary>Best of many short batches, in GFLOP/s (an FMA of eight lanes is 16).</summary>
    public static double Measure(IAudioThreadEdge edge)
    {
        const int rounds = 20_000;
        double best = 0;
        Chains(rounds);
        for (var batch = 0; batch < 100; batch++)
        {
            var start = edge.ThreadCpuNanoseconds();
            Chains(rounds);
            var time = edge.ThreadCpuNanoseconds() - start;
            if (time > 0) best = Math.Max(best, rounds * 12.0 * 16 / time);
        }

        return best;
    }

    private static float s_sink;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Chains(int rounds)
    {
        var m = Vector256.Create(0.999f);
        var c = Vector256.Create(0.001f);
        Vector256<float> a0 = c, a1 = c, a2 = c, a3 = c, a4 = c, a5 = c, a6 = c, a7 = c, a8 = c, a9 = c, aa = c, ab = c;
        for (var r = 0; r < rounds; r++)
        {
            a0 = Lanes.Fma(a0, m, c);
            a1 = Lanes.Fma(a1, m, c);
            a2 = Lanes.Fma(a2, m, c);
            a3 = Lanes.Fma(a3, m, c);
            a4 = Lanes.Fma(a4, m, c);
            a5 = Lanes.Fma(a5, m, c);
            a6 = Lanes.Fma(a6, m, c);
            a7 = Lanes.Fma(a7, m, c);
            a8 = Lanes.Fma(a8, m, c);
            a9 = Lanes.Fma(a9, m, c);
            aa = Lanes.Fma(aa, m, c);
            ab = Lanes.Fma(ab, m, c);
        }

        s_sink = (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + aa + ab).ToScalar();
    }
}
