using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Gain;

namespace MixConsole.Engine.Processors;

/// <summary>Pan laws. Position -100 (left) to +100 (right).</summary>
[RealTime]
public static class Panning
{
    /// <summary>
    /// Gains of a mono source into left and right. Law 0: -3 dB at centre, constant power. 1: -4.5 dB, the power law raised. 2: -6 dB, straight lines. 3: 0 dB, balance.
    /// </summary>
    public static (double Left, double Right) Mono(double position, int law)
    {
        var p = Math.Clamp((position + 100) / 200, 0, 1);
        if (law == 2) return (1 - p, p);
        if (law == 3) return Balance(position);
        ExactMath.SinCos(p * Math.PI / 2, out var right, out var left);
        if (p <= 0) (left, right) = (1, 0);
        if (p >= 1) (left, right) = (0, 1);
        if (law == 0) return (left, right);
        const double exponent = 4.5 / 3.010299956639812; // so that the centre is at -4.5 dB
        return (left <= 0 ? 0 : ExactMath.Pow(left, exponent), right <= 0 ? 0 : ExactMath.Pow(right, exponent));
    }

    /// <summary>Gains of a stereo source's sides: only the far side gets softer.</summary>
    public static (double Left, double Right) Balance(double position)
    {
        var p = Math.Clamp((position + 100) / 200, 0, 1);
        return (Math.Min(1, 2 * (1 - p)), Math.Min(1, 2 * p));
    }
}
