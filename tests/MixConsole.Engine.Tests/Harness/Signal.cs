namespace MixConsole.Engine.Tests.Harness;

/// <summary>Test signals and what tests ask of them.</summary>
internal static class Signal
{
    public static float[] Sine(double hertz, int frames, double peak = 0.5, double phase = 0)
    {
        var x = new float[frames];
        for (var n = 0; n < frames; n++) x[n] = (float)(peak * Math.Sin((2 * Math.PI * hertz * n / Rig.Rate) + phase));
        return x;
    }

    public static float[] Constant(float value, int frames) => [.. Enumerable.Repeat(value, frames)];

    public static float[] Impulse(int at, int frames, float height = 1)
    {
        var x = new float[frames];
        x[at] = height;
        return x;
    }

    /// <summary>White noise, the same for a seed.</summary>
    public static float[] Noise(uint seed, int frames, float peak = 0.25f)
    {
        var x = new float[frames];
        var state = (seed * 2654435761u) | 1;
        for (var n = 0; n < frames; n++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            x[n] = peak * (((state >> 8) * (1f / (1 << 23))) - 1);
        }

        return x;
    }

    /// <summary>Bursts of noise, so that gates and compressors have work.</summary>
    public static float[] Bursts(uint seed, int frames, float peak = 0.5f)
    {
        var x = Noise(seed, frames, peak);
        for (var n = 0; n < frames; n++)
            if ((n + (int)(seed * 977)) % 6000 > 2500) x[n] *= 0.002f;
        return x;
    }

    public static double Decibels(double gain) => 20 * Math.Log10(gain);

    public static double Gain(double decibels) => Math.Pow(10, decibels / 20);

    public static double Rms(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (var v in x) sum += (double)v * v;
        return Math.Sqrt(sum / x.Length);
    }

    public static float Peak(ReadOnlySpan<float> x)
    {
        var peak = 0f;
        foreach (var v in x) peak = Math.Max(peak, Math.Abs(v));
        return peak;
    }

    /// <summary>Index of the largest magnitude.</summary>
    public static int PeakAt(ReadOnlySpan<float> x)
    {
        var at = 0;
        for (var n = 1; n < x.Length; n++)
            if (Math.Abs(x[n]) > Math.Abs(x[at])) at = n;
        return at;
    }
}
