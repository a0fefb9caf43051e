using MixConsole.Dsp.Metering;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Metering;

/// <summary>True peak, power and products of eight lanes.</summary>
public sealed unsafe class LaneMeterTests
{
    [Theory]
    [InlineData(new[] { 64 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 5, 64, 11 })]
    public void Eight_true_peaks_are_those_of_the_meter_for_files(int[] tiles)
    {
        var input = LaneRun.Noise(4800);
        for (var n = 0; n < 4800; n++) input[5][n] = (float)Math.Sin((n * Math.PI / 2) + (Math.PI / 4)); // samples at 0.707, peak between them
        using var meter = new LaneTruePeak();
        LaneRun.Through(input, (tile, n, _) => meter.Process(tile, n), tiles);
        for (var lane = 0; lane < 8; lane++) Assert.Equal(Naive(input[lane]), meter.Peak[lane], 1e-5);
        Assert.Equal(1, meter.Peak[5], 0.05);
    }

    [Fact]
    public void Squares_and_products_of_pairs_are_summed()
    {
        var input = LaneRun.Noise(480);
        LanePower power = default;
        var at = &power;
        LaneRun.Through(input, (tile, n, _) => at->Add(tile, n), 64, 9);
        for (var lane = 0; lane < 8; lane++)
        {
            Assert.Equal(input[lane].Sum(x => (double)x * x), power.Squares[lane], 1e-3);
            Assert.Equal(input[lane].Zip(input[lane ^ 1], (a, b) => (double)a * b).Sum(), power.Products[lane], 1e-3);
        }
    }

    // The four phases of BS.1770 Annex 2, as printed.
    private static double Naive(float[] x)
    {
        double[] first = [0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625, 0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500];
        double[] second = [-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250, 0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375];
        double[][] phases = [first, second, [.. second.Reverse()], [.. first.Reverse()]];
        var peak = 0.0;
        for (var n = 0; n < x.Length; n++)
            foreach (var phase in phases)
                peak = Math.Max(peak, Math.Abs(phase.Select((c, t) => n - t >= 0 ? c * x[n - t] : 0).Sum()));
        return peak;
    }
}
