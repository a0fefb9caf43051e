using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Gain;

public sealed unsafe class LaneMixTests
{
    private const int Ramp = 480;

    [Theory]
    [InlineData(new[] { 64 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 64, 7, 22 })]
    public void Eight_into_eight_null_against_the_matrix_product_still_and_moving(int[] tiles)
    {
        var random = new Random(5);
        double[,] before = new double[8, 8], after = new double[8, 8];
        using var mix = new Mix();
        for (var s = 0; s < 8; s++)
        {
            for (var d = 0; d < 8; d++)
            {
                before[s, d] = random.NextSingle() - 0.5f;
                after[s, d] = s == 3 ? 0 : random.NextSingle() - 0.5f;
                mix.At->Set(s, d, (float)before[s, d], Ramp, true);
            }
        }

        var input = LaneRun.Noise(2560);
        var output = LaneRun.Through(input, (tile, n, at) =>
        {
            if (at == 640)
                for (var s = 0; s < 8; s++)
                    for (var d = 0; d < 8; d++) mix.At->Set(s, d, (float)after[s, d], Ramp, false);
            mix.Through(tile, n);
        }, tiles[0] == 64 && tiles.Length > 1 ? [64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 7, 22, 1] : tiles);
        LaneRun.Nulls(100, output, d => [.. Enumerable.Range(0, 2560).Select(n => Enumerable.Range(0, 8).Sum(s => input[s][n] * Between(before[s, d], after[s, d], n)))]);

        static double Between(double a, double b, int n) => n < 640 ? a : n >= 640 + Ramp ? b : a + ((b - a) * (n - 639) / Ramp);
    }

    [Fact]
    public void A_mix_sleeps_when_its_last_flow_has_faded_out()
    {
        using var mix = new Mix();
        Assert.False(mix.At->IsActive);
        mix.At->Set(2, 5, 0.5f, Ramp, false);
        Assert.True(mix.At->IsActive);
        LaneRun.Through(LaneRun.Noise(640), (tile, n, _) => mix.Through(tile, n));
        mix.At->Set(2, 5, 0, Ramp, false);
        LaneRun.Through(LaneRun.Noise(448), (tile, n, _) => mix.Through(tile, n));
        Assert.True(mix.At->IsActive);
        LaneRun.Through(LaneRun.Noise(64), (tile, n, _) => mix.Through(tile, n));
        Assert.False(mix.At->IsActive);
    }

    [Fact]
    public void A_mix_fades_from_what_another_let_through()
    {
        using var old = new Mix();
        using var fresh = new Mix();
        old.At->Set(1, 2, 0.8f, Ramp, true);
        fresh.At->Set(4, 6, 0.2f, Ramp, true);
        fresh.At->StartSilent(Ramp);
        fresh.At->Adopt(4, 6, ref *old.At, 1, 2, Ramp);
        var ones = Enumerable.Repeat(Enumerable.Repeat(1f, 512).ToArray(), 8).ToArray();
        var output = LaneRun.Through(ones, (tile, n, _) => fresh.Through(tile, n));
        for (var n = 0; n < 512; n++) Assert.Equal(n < Ramp ? 0.8 - (0.6 * (n + 1) / Ramp) : 0.2, output[6][n], 1e-5);
    }

    [Fact]
    public void What_is_mixed_adds_to_what_is_there()
    {
        using var mix = new Mix();
        mix.At->Set(0, 0, 1, Ramp, true);
        var source = stackalloc float[Lanes.TileFloats];
        var sum = stackalloc float[Lanes.TileFloats];
        for (var n = 0; n < Lanes.TileFloats; n++) (source[n], sum[n]) = (n, 1000);
        mix.At->Add(source, sum, 64);
        for (var n = 0; n < Lanes.TileFloats; n++) Assert.Equal(n % 8 == 0 ? 1000 + n : 1000, sum[n]);
    }

    private sealed class Mix : IDisposable
    {
        private readonly float* _sum = (float*)NativeMemory.AlignedAlloc(Lanes.TileFloats * sizeof(float), 64);

        public Mix() => *At = default;

        public LaneMix* At { get; } = (LaneMix*)NativeMemory.AlignedAlloc((nuint)sizeof(LaneMix), 64);

        public void Through(float* tile, int frames)
        {
            NativeMemory.Clear(_sum, Lanes.TileFloats * sizeof(float));
            if (At->IsActive) At->Add(tile, _sum, frames);
            NativeMemory.Copy(_sum, tile, (nuint)(frames * Lanes.Width * sizeof(float)));
        }

        public void Dispose()
        {
            NativeMemory.AlignedFree(At);
            NativeMemory.AlignedFree(_sum);
        }
    }
}
