namespace MixConsole.Dsp.Tests.Twins;

/// <summary>The compressor as its documentation says it, one channel in double precision; only the coefficients of attack and release are rounded as in the lanes.</summary>
internal sealed class CompressorTwin
{
    public double Threshold { get; init; } = -20;

    public double Ratio { get; init; } = 3;

    public double Knee { get; init; } = 6;

    public double Attack { get; init; } = 15;

    public double Release { get; init; } = 120;

    public double Makeup { get; init; }

    public bool Auto { get; init; }

    public bool Rms { get; init; }

    public double Hold { get; init; } = 5;

    public double Mix { get; init; } = 100;

    public int Rate { get; init; } = 48_000;

    private double _peak, _left, _square, _mean, _reduction;

    /// <summary>Gain for the next frame, from the level of its key.</summary>
    public double Next(double level)
    {
        level = Level(level);
        var over = (20 * Math.Log10(Math.Max(level, 1e-6))) - Threshold;
        var slope = 1 - (1 / Ratio);
        var wanted = over <= -Knee / 2 ? 0 : over >= Knee / 2 ? slope * over : slope * (over + (Knee / 2)) * (over + (Knee / 2)) / (2 * Knee);
        _reduction += (1 - (double)(float)Math.Exp(-1000 / ((wanted > _reduction ? Attack : Release) * Rate))) * (wanted - _reduction);
        var makeup = Makeup + (Auto ? -Threshold * slope / 2 : 0);
        return (Mix / 100 * Math.Pow(10, (makeup - _reduction) / 20)) + 1 - (Mix / 100);
    }

    private double Level(double level)
    {
        if (Rms)
        {
            var k = 1 - Math.Exp(-1 / (0.005 * Rate));
            _square += k * ((level * level) - _square);
            _mean += k * (_square - _mean);
            return Math.Sqrt(_mean);
        }

        if (level >= _peak || _left <= 0) (_peak, _left) = (level, Hold * 0.001 * Rate);
        else _left--;
        return _peak;
    }
}
