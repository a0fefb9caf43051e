namespace MixConsole.Model.Parameters;

/// <summary>
/// Maps the plain value (dB, Hz, ms) to the travel of a hand, 0..1, and back. Strictly rising, exact at both ends, written once per parameter.
/// </summary>
public abstract class Law(double min, double max)
{
    /// <summary>Lowest plain value (normal 0). May be negative infinity for levels.</summary>
    public double Min { get; } = min;

    /// <summary>Highest plain value (normal 1).</summary>
    public double Max { get; } = max;

    /// <summary>Plain value at a position. Positions outside 0..1 are clamped; NaN is taken as 0.</summary>
    public double ToPlain(double normal) => !(normal > 0) ? Min : normal >= 1 ? Max : Plain(normal);

    /// <summary>Position 0..1 of a plain value. Values outside the range are clamped; NaN is taken as the minimum.</summary>
    public double ToNormal(double plain) => !(plain > Min) ? 0 : plain >= Max ? 1 : Math.Clamp(Normal(plain), 0, 1);

    private protected abstract double Plain(double normal);

    private protected abstract double Normal(double plain);
}

/// <summary>The laws of a console.</summary>
public static class Laws
{
    /// <summary>Equal steps of the hand are equal steps of the value.</summary>
    public static Law Linear(double min, double max) => new LinearLaw(min, max);

    /// <summary>Equal steps of the hand are equal ratios: frequencies, times, Q. Both ends positive.</summary>
    public static Law Log(double min, double max) => new LogLaw(min, max);

    /// <summary>Two or more choices, spread evenly; the plain value is the index.</summary>
    public static Law Steps(int count) => new LinearLaw(0, Math.Max(1, count - 1));

    /// <summary>Fader travel with four straight pieces in dB; 0.75 is 0 dB, the top +10 dB, the bottom minus infinity.</summary>
    public static Law Fader { get; } = new FaderLaw();

    private sealed class LinearLaw(double min, double max) : Law(min, max)
    {
        private protected override double Plain(double normal) => Min + (normal * (Max - Min));

        private protected override double Normal(double plain) => (plain - Min) / (Max - Min);
    }

    private sealed class LogLaw(double min, double max) : Law(min, max)
    {
        private protected override double Plain(double normal) => Min * Math.Pow(Max / Min, normal);

        private protected override double Normal(double plain) => Math.Log(plain / Min) / Math.Log(Max / Min);
    }

    // The law of a widely used digital console, so that remote faders written for it travel alike.
    private sealed class FaderLaw() : Law(double.NegativeInfinity, 10)
    {
        private const double Bottom = -90; // dB where the lowest piece meets zero travel

        private protected override double Plain(double normal) => normal switch
        {
            >= 0.5 => (40 * normal) - 30,
            >= 0.25 => (80 * normal) - 50,
            >= 0.0625 => (160 * normal) - 70,
            _ => (480 * normal) + Bottom,
        };

        private protected override double Normal(double plain) => plain switch
        {
            >= -10 => (plain + 30) / 40,
            >= -30 => (plain + 50) / 80,
            >= -60 => (plain + 70) / 160,
            _ => (plain - Bottom) / 480,
        };
    }
}
