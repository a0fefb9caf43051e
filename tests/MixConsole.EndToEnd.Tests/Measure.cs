using System.Numerics;

namespace MixConsole.EndToEnd.Tests;

/// <summary>Measurements in double precision that share no code with the console.</summary>
internal static class Measure
{
    private const int Half = 48; // taps of the interpolator on either side
    private const int Phases = 16;
    private static readonly double[][] Kernel = [.. Enumerable.Range(0, Phases).Select(p => Enumerable.Range(0, Half * 2).Select(k => Sinc(k - (Half - 1) - ((double)p / Phases))).ToArray())];

    public static double Decibels(double ratio) => 20 * Math.Log10(ratio);

    /// <summary>Level of one frequency against a level in dB; minus infinity below -120 dB.</summary>
    public static double Level(Wav wav, int side, double hz, double reference = 0.25) =>
        wav.Amplitude(side, hz, 0.2, 1) / reference is var ratio && ratio < 1e-6 ? double.NegativeInfinity : Decibels(ratio);

    /// <summary>Response at a frequency of what follows an impulse on the left side.</summary>
    public static double Response(Wav wav, int impulse, double hz)
    {
        Complex sum = 0, at = 1, step = Complex.FromPolarCoordinates(1, -2 * Math.PI * hz / wav.Rate);
        for (var n = impulse; n < wav.Frames; n++, at *= step) sum += wav.Samples[n * wav.Channels] * at;
        return sum.Magnitude;
    }

    /// <summary>Highest level between the samples in dB, 16 times oversampled.</summary>
    public static double TruePeak(Wav wav)
    {
        double peak = 0;
        for (var side = 0; side < wav.Channels; side++)
        {
            var x = new double[wav.Frames + (Half * 2)];
            for (var n = 0; n < wav.Frames; n++) x[n + Half - 1] = wav.Samples[(n * wav.Channels) + side];
            for (var n = 0; n < wav.Frames; n++)
                foreach (var taps in Kernel) peak = Math.Max(peak, Math.Abs(Dot(x.AsSpan(n, Half * 2), taps)));
        }

        return Decibels(peak);
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> taps)
    {
        Vector<double> sum = default;
        for (var i = 0; i < taps.Length; i += Vector<double>.Count) sum += new Vector<double>(x[i..]) * new Vector<double>(taps[i..]);
        return Vector.Sum(sum);
    }

    private static double Sinc(double x)
    {
        const double beta = 9; // Kaiser: -90 dB beside the pass band
        if (Math.Abs(x) >= Half) return 0;
        return (x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x)) * Bessel(beta * Math.Sqrt(1 - (x / Half * x / Half))) / Bessel(beta);
    }

    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; k < 60; k++) sum += term *= x / 2 / k * (x / 2 / k);
        return sum;
    }
}
