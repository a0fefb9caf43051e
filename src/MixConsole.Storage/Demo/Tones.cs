namespace MixConsole.Storage.Demo;

/// <summary>Sine from a table; phase in turns.</summary>
internal static class Sine
{
    private const int Size = 4096;
    private static readonly float[] Table = [.. Enumerable.Range(0, Size + 1).Select(i => (float)Math.Sin(Math.Tau * i / Size))];

    /// <summary>Sine of a phase from 0 on, in turns.</summary>
    public static float At(float turns)
    {
        var position = (turns - MathF.Floor(turns)) * Size;
        var index = (int)position;
        return Table[index] + ((position - index) * (Table[index + 1] - Table[index]));
    }
}

/// <summary>A sawtooth whose step is rounded by a polynomial, so that it aliases little.</summary>
internal struct Saw(float startTurns)
{
    private float phase = startTurns;

    /// <param name="step">Turns per sample.</param>
    public float Next(float step)
    {
        phase += step;
        if (phase >= 1) phase -= 1;
        var saw = (2 * phase) - 1;
        if (phase < step)
        {
            var t = phase / step;
            saw -= t + t - (t * t) - 1;
        }
        else if (phase > 1 - step)
        {
            var t = (phase - 1) / step;
            saw -= (t * t) + t + t + 1;
        }

        return saw;
    }
}

/// <summary>First-order high-pass.</summary>
internal struct HighPass(float hertz, int rate)
{
    private readonly float pole = MathF.Exp(-MathF.Tau * hertz / rate);
    private float before, y;

    public float Next(float x)
    {
        y = (pole * y) + x - before;
        before = x;
        return y;
    }
}

/// <summary>First-order low-pass.</summary>
internal struct LowPass(float hertz, int rate)
{
    private readonly float k = 1 - MathF.Exp(-MathF.Tau * hertz / rate);
    private float y;

    public float Next(float x) => y += k * (x - y);
}

/// <summary>State-variable filter in trapezoidal form; stable while its corner moves.</summary>
internal struct Variable
{
    private float a1, a2, a3, k, first, second;

    public Variable(float hertz, float q, int rate) => Tune(hertz, q, rate);

    public void Tune(float hertz, float q, int rate)
    {
        var g = MathF.Tan(MathF.PI * Math.Min(hertz, 0.45f * rate) / rate);
        k = 1 / q;
        a1 = 1 / (1 + (g * (g + k)));
        a2 = g * a1;
        a3 = g * a2;
    }

    public float Low(float x)
    {
        Step(x, out _, out var low);
        return low;
    }

    /// <summary>Band-pass, 0 dB at the centre.</summary>
    public float Band(float x)
    {
        Step(x, out var band, out _);
        return k * band;
    }

    public float High(float x)
    {
        Step(x, out var band, out var low);
        return x - (k * band) - low;
    }

    private void Step(float x, out float band, out float low)
    {
        var v3 = x - second;
        band = (a1 * first) + (a2 * v3);
        low = second + (a2 * first) + (a3 * v3);
        first = (2 * band) - first;
        second = (2 * low) - second;
    }
}

/// <summary>A gain that falls to 37 % in a given time.</summary>
internal struct Decay(float start, double seconds, int rate)
{
    private readonly float factor = (float)Math.Exp(-1 / (seconds * rate));
    private float value = start;

    public float Next() => value *= factor;
}

/// <summary>Bends loud samples softly: the curve of a valve at rest.</summary>
internal static class Drive
{
    /// <summary>Slope 1 at zero, 1 from 3 on.</summary>
    public static float Soft(float x)
    {
        var inside = Math.Clamp(x, -3, 3);
        return inside * (27 + (inside * inside)) / (27 + (9 * inside * inside));
    }
}
