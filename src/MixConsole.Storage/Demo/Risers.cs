namespace MixConsole.Storage.Demo;

/// <summary>What leads into the hooks: two bars of rising noise, and the boom where it lands.</summary>
internal static class Risers
{
    public static DemoStem Play(int rate)
    {
        var tape = new Tape(2, rate);
        foreach (var part in Score.Parts.Where(p => p.Name[0] == 'H'))
        {
            for (var side = 0; side < 2; side++)
            {
                Rise(tape.Cut(Score.At(part.Bar - 2, 0), 2 * Score.Bar, side), rate, new Dice(83 + (uint)(part.Bar + side)));
                Boom(tape.Cut(Score.At(part.Bar, 0), 2.5, side), rate, new Dice(97 + (uint)(part.Bar + side)));
            }
        }

        return tape.Finish("Riser", -12);
    }

    private static void Rise(Span<float> tape, int rate, Dice dice)
    {
        var filter = new Variable(300, 2.2f, rate);
        var fade = (int)(0.02f * rate);
        for (var n = 0; n < tape.Length; n++)
        {
            var t = (float)n / tape.Length;
            if (n % 64 == 0) filter.Tune(280 * MathF.Pow(36, t), 2.2f, rate); // five octaves
            tape[n] += filter.Band(dice.Noise()) * t * t * Math.Min(1, (tape.Length - n) / (float)fade);
        }
    }

    private static void Boom(Span<float> tape, int rate, Dice dice)
    {
        var phase = 0f;
        var fall = new Decay(40, 0.4, rate);
        var body = new Decay(0.8f, 0.55, rate);
        var dust = new Decay(0.5f, 0.5, rate);
        var dull = new LowPass(900, rate);
        for (var n = 0; n < tape.Length; n++)
        {
            phase += (34 + fall.Next()) / rate;
            tape[n] += (Sine.At(phase) * body.Next()) + (dull.Next(dice.Noise()) * dust.Next());
        }
    }
}
