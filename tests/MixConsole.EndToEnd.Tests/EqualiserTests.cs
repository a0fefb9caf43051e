using System.Numerics;

namespace MixConsole.EndToEnd.Tests;

public sealed class EqualiserTests : IDisposable
{
    private const int Impulse = 1000;
    private readonly Place place = new();

    public void Dispose() => place.Dispose();

    private sealed record Band(string Type, double Hertz, double Gain, double Q)
    {
        /// <summary>Magnitude of the analogue prototype.</summary>
        public double At(double hz)
        {
            Complex s = new(0, hz / Hertz);
            double a = Math.Pow(10, Gain / 40), r = Math.Sqrt(a);
            return (Type switch
            {
                "bell" => ((s * s) + (s * a / Q) + 1) / ((s * s) + (s / (a * Q)) + 1),
                "low-shelf" => a * ((s * s) + (s * r / Q) + a) / ((a * s * s) + (s * r / Q) + 1),
                "high-shelf" => a * ((a * s * s) + (s * r / Q) + 1) / ((s * s) + (s * r / Q) + a),
                "notch" => ((s * s) + 1) / ((s * s) + (s / Q) + 1),
                "high-pass" => s * s / ((s * s) + (s / Q) + 1),
                _ => 1 / ((s * s) + (s / Q) + 1),
            }).Magnitude;
        }
    }

    [Fact]
    public void Bands_are_their_analogue_prototypes()
    {
        double[] gains = [12, -6, 3, -15], qs = [0.5, 0.7071, 1, 4];
        var some = 0;
        Band[] bands = [..
            from type in (string[])["bell", "low-shelf", "high-shelf", "notch", "high-pass", "low-pass"]
            from hertz in (double[])[30, 1000, 8000, 12_000, 16_000]
            from pair in (int[])[0, 1]
            select new Band(type, hertz, gains[some++ % 4], qs[(some + (some / 5)) % 4])];
        Wav impulse = new(48_000, 1, 32, new float[24_000]);
        impulse.Samples[Impulse] = 0.25f;
        var session = place.Session([.. bands.Select((_, i) => ($"{i + 1:00} x", impulse))]);
        place.Set(session, [.. bands.SelectMany((band, i) => (IEnumerable<(string, object)>)[
            ($"/ch/{i + 1}/eq/1/type", band.Type), ($"/ch/{i + 1}/eq/1/frequency", (float)band.Hertz), ($"/ch/{i + 1}/eq/1/gain", (float)band.Gain),
            ($"/ch/{i + 1}/eq/1/q", (float)band.Q), ($"/ch/{i + 1}/eq/on", true), ($"/ch/{i + 1}/mix/pan-law", "0")])]);
        foreach (var (band, alone) in bands.Zip(place.Stems(session)))
        {
            for (var step = 0; step <= 60; step++)
            {
                var hz = 20 * Math.Pow(900, step / 60.0);
                var wanted = Measure.Decibels(band.At(hz));
                if (wanted < -40) continue; // in the depth of a notch the last bit of Q decides
                var off = Measure.Decibels(Measure.Response(alone, Impulse, hz) / 0.25) - wanted;
                Assert.True(Math.Abs(off) < (band.Gain != 0 && band.Type is "bell" or "low-shelf" or "high-shelf" ? 0.1 : 0.5), $"{band} is {off:0.000} dB off at {hz:0} Hz.");
            }
        }
    }
}
