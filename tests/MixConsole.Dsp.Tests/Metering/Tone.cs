namespace MixConsole.Dsp.Tests.Metering;

/// <summary>Test signals of EBU Tech 3341 and 3342: a sine whose level changes from segment to segment, the same in all channels.</summary>
internal static class Tone
{
    public static float[] Make(int rate, int channels, params (double Seconds, double Level)[] segments)
    {
        var signal = new float[segments.Sum(s => (long)Math.Round(s.Seconds * rate)) * channels];
        int n = 0;
        foreach ((double seconds, double level) in segments)
        {
            double gain = Math.Pow(10, level / 20);
            for (long end = n + (long)Math.Round(seconds * rate); n < end; n++)
            {
                float value = (float)(gain * Math.Sin(2 * Math.PI * 1000 * n / rate));
                for (int c = 0; c < channels; c++)
                    signal[n * channels + c] = value;
            }
        }
        return signal;
    }

    public const double Silence = double.NegativeInfinity;
}
