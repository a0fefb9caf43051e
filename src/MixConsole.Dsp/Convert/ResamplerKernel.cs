namespace MixConsole.Dsp.Convert;

/// <summary>
/// The taps of a rate conversion, one row per phase. Flat within 0.01 dB to 0.45 of the lower rate, 130 dB down from half of it.
/// Ratios with few phases have every row; the others interpolate between 512 by a cubic, whose error (below -180 dB) no double of audio notices.
/// </summary>
internal sealed class ResamplerKernel
{
    private const int BaseReach = 96;       // samples of the lower rate on either side: 192 taps give a transition of 0.044
    private const double Cutoff = 0.4765;   // middle of the transition 0.4544 .. 0.4986
    private const double Beta = 13.4;       // Kaiser: 0.1102 (130 - 8.7)
    private const int MostPhases = 1024;
    private const int Grid = 512;

    private readonly double[] _rows;
    private readonly double[] _blend;
    private readonly bool _whole;

    public ResamplerKernel(int fromRate, int toRate)
    {
        var divisor = Gcd(fromRate, toRate);
        Phases = toRate / divisor;
        Step = fromRate / divisor;
        _whole = Phases <= MostPhases;
        var stretch = Math.Max(1.0, (double)fromRate / toRate);
        Reach = Phases == 1 && Step == 1 ? 2 : ((int)Math.Ceiling(BaseReach * stretch) + 1) / 2 * 2;
        var rows = _whole ? Phases : Grid + 3; // one beyond on the left, two on the right for the cubic
        _rows = new double[rows * Taps];
        _blend = new double[_whole ? 0 : Taps];
        for (var row = 0; row < rows; row++)
        {
            Fill(_rows.AsSpan(row * Taps, Taps), _whole ? (double)row / Phases : (row - 1.0) / Grid, stretch);
        }
    }

    /// <summary>Output frames per <see cref="Step"/> input frames.</summary>
    public int Phases { get; }

    public int Step { get; }

    /// <summary>Input frames on either side of the output's place.</summary>
    public int Reach { get; }

    public int Taps => 2 * Reach;

    /// <summary>Taps for the place phase / Phases after an input frame; the first tap belongs to the frame Reach - 1 before it. Valid until the next call.</summary>
    public ReadOnlySpan<double> Row(int phase)
    {
        if (_whole)
        {
            return _rows.AsSpan(phase * Taps, Taps);
        }

        var place = (double)phase / Phases * Grid;
        var left = (int)place;
        var t = place - left;
        var a = -t * (t - 1) * (t - 2) / 6;
        var b = (t + 1) * (t - 1) * (t - 2) / 2;
        var c = -(t + 1) * t * (t - 2) / 2;
        var d = (t + 1) * t * (t - 1) / 6;
        var rows = _rows.AsSpan(left * Taps, 4 * Taps);
        for (var k = 0; k < Taps; k++)
        {
            _blend[k] = a * rows[k] + b * rows[k + Taps] + c * rows[k + 2 * Taps] + d * rows[k + 3 * Taps];
        }

        return _blend;
    }

    private void Fill(Span<double> row, double place, double stretch)
    {
        if (Phases == 1 && Step == 1)
        {
            row[Reach - 1] = 1; // equal rates pass as they are
            return;
        }

        var sum = 0.0;
        for (var k = 0; k < row.Length; k++)
        {
            row[k] = KaiserSinc.Value((k - Reach + 1 - place) / stretch, BaseReach, Cutoff, Beta);
            sum += row[k];
        }

        for (var k = 0; k < row.Length; k++)
        {
            row[k] /= sum;
        }
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
