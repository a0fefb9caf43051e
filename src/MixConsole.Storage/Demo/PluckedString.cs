namespace MixConsole.Storage.Demo;

/// <summary>
/// A plucked string after Karplus and Strong: a burst of noise runs round a delay line as long as a period and loses its highs on the way.
/// Source: Jaffe and Smith, Extensions of the Karplus-Strong plucked-string algorithm, 1983.
/// </summary>
internal static class PluckedString
{
    /// <param name="tape">Where it is added.</param>
    /// <param name="rate">Hz.</param>
    /// <param name="hertz">Pitch.</param>
    /// <param name="strength">Loud strokes are bright ones.</param>
    /// <param name="ring">Seconds to -60 dB while the finger holds.</param>
    /// <param name="held">Seconds until the hand damps it.</param>
    /// <param name="dark">0 bright, 0.5 as dark as the loop can be.</param>
    /// <param name="dice">Noise of the pick.</param>
    public static void Pluck(Span<float> tape, int rate, float hertz, float strength, double ring, double held, float dark, Dice dice)
    {
        // The loss filter delays by "dark" samples; an all-pass makes up the fraction that is left.
        var period = rate / hertz;
        var whole = (int)(period - dark - 0.4f);
        var fraction = period - dark - whole;
        var tuning = (1 - fraction) / (1 + fraction);
        var line = new float[whole];
        Excite(line, rate, strength, dice);

        var open = (float)Math.Pow(10, -3 * period / rate / ring);
        var damped = (float)Math.Pow(10, -3 * period / rate / 0.09);
        var end = (int)(held * rate);
        float lost = 0, inner = 0, outer = 0;
        for (int n = 0, at = 0; n < tape.Length; n++)
        {
            var now = line[at];
            tape[n] += now;
            var loss = now + (dark * (lost - now));
            lost = now;
            outer = inner + (tuning * (loss - outer));
            inner = loss;
            line[at] = outer * (n < end ? open : damped);
            if (++at == whole) at = 0;
        }
    }

    /// <summary>A burst without mean, softened by a soft stroke, with the notch of a pick at a fifth of the string.</summary>
    private static void Excite(float[] line, int rate, float strength, Dice dice)
    {
        var softness = new LowPass(1500 + (7000 * strength), rate);
        foreach (ref var x in line.AsSpan()) x = strength * softness.Next(dice.Noise());
        var pick = line.Length / 5;
        for (var i = line.Length - 1; i >= pick; i--) line[i] -= 0.8f * line[i - pick];
        var mean = line.Average();
        foreach (ref var x in line.AsSpan()) x -= mean;
    }
}
