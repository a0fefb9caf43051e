namespace MixConsole.Storage.Demo;

/// <summary>Electric piano, pad and organ.</summary>
internal static class Keyboards
{
    /// <summary>Frequency modulation: a fork (1:1) that gets brighter with the stroke, and its tine (14:1), swaying from side to side.</summary>
    public static DemoStem ElectricPiano(int rate)
    {
        var (tape, dice) = (new Tape(2, rate), new Dice(53));
        for (var bar = 0; bar < Score.Bars; bar++)
        {
            var pitches = Score.ChordOf(bar).From(57, 4);
            var energy = Score.PartOf(bar).Energy;
            (double Beat, double Length)[] strokes = bar >= Score.Bars - 2 ? bar == Score.Bars - 2 ? [(0, 7)] : []
                : Score.IsIntro(bar) || Score.IsOutro(bar) ? [(0, 1.9), (2, 1.9)]
                : Score.IsHook(bar) ? [(0, 0.9), (1.5, 0.4), (2, 0.9), (3.5, 0.45)] : [(0, 1.4), (1.5, 2.3)];
            foreach (var (beat, length) in strokes)
                foreach (var pitch in pitches)
                    Fork(tape, dice.Human(Score.At(bar, beat), 0.012), length * Score.Beat, Score.Frequency(pitch), dice.Touch(energy * (beat == 0 ? 0.85f : 0.7f), 0.15f));
        }

        return tape.Finish("Electric Piano", -10);
    }

    /// <summary>Four detuned sawtooths for every note, two a side, slowly opened and closed.</summary>
    public static DemoStem Pad(int rate)
    {
        var (tape, dice) = (new Tape(2, rate), new Dice(61));
        for (var bar = 0; bar < Score.Bars; bar++)
        {
            if (Score.PartOf(bar).Name == "Verse 1" || bar == Score.Bars - 1) continue;
            var bars = bar == Score.Bars - 2 ? 1.9 : 1;
            foreach (var pitch in Score.ChordOf(bar).From(55, 4))
                for (var side = 0; side < 2; side++)
                    Breath(tape.Cut(Score.At(bar, 0) - (bar > 0 ? 0.08 : 0), (bars * Score.Bar) + 0.7, side), rate, bars * Score.Bar, Score.Frequency(pitch), bar, side, dice);
        }

        return tape.Finish("Pad", -14);
    }

    /// <summary>Drawbars through a turning loudspeaker, in the hooks.</summary>
    public static DemoStem Organ(int rate)
    {
        var tape = new Tape(1, rate);
        for (var bar = 0; bar < Score.Bars; bar++)
        {
            if (!Score.IsHook(bar) && !(bar == 18 || bar == 19)) continue;
            foreach (var pitch in Score.ChordOf(bar).From(60, 3)) Wheels(tape.Cut(Score.At(bar, 0), Score.Bar + 0.05), rate, Score.Frequency(pitch), Score.IsHook(bar) ? 1 : 0.55f);
        }

        Turn(tape[0], rate);
        return tape.Finish("Organ", -13);
    }

    private static void Fork(Tape tape, double at, double seconds, float hertz, float strength)
    {
        var rate = tape.Rate;
        var left = tape.Cut(at, seconds + 0.3, 0);
        var right = tape.Cut(at, seconds + 0.3, 1);
        var tone = new Decay(0.25f * strength, 1.6, rate);
        var bright = new Decay(0.28f * strength * strength, 0.35, rate);
        var tine = new Decay(0.05f * strength * strength, 0.12, rate);
        var held = (int)(seconds * rate);
        var attack = 1 / (0.002f * rate);
        var (step, gain, phase) = (hertz / rate, 0f, 0f);
        var sway = (float)(at * 4.1 % 1);
        for (var n = 0; n < left.Length; n++)
        {
            gain = n < held ? Math.Min(1, gain + attack) : gain * 0.9995f;
            phase += step;
            if (phase >= 1024) phase -= 1024;
            var fork = Sine.At(phase + (bright.Next() * Sine.At(phase)) + 1) * tone.Next();
            var sound = (fork + (tine.Next() * Sine.At(14 * phase))) * gain;
            var balance = 0.22f * Sine.At(sway + (4.1f * n / rate));
            left[n] += sound * (1 - balance);
            right[n] += sound * (1 + balance);
        }
    }

    private static void Breath(Span<float> tape, int rate, double seconds, float hertz, int bar, int side, Dice dice)
    {
        var (one, two) = (new Saw(Math.Abs(dice.Noise()) * 0.99f), new Saw(Math.Abs(dice.Noise()) * 0.99f));
        var (stepOne, stepTwo) = (hertz * (side == 0 ? 1.0034f : 0.9962f) / rate, hertz * (side == 0 ? 0.9989f : 1.0017f) / rate);
        var filter = new Variable(800, 0.8f, rate);
        var held = (int)(seconds * rate);
        var gain = 0f;
        for (var n = 0; n < tape.Length; n++)
        {
            if (n % 64 == 0) filter.Tune(900 + (420 * Sine.At((0.11f * ((bar * (float)Score.Bar) + ((float)n / rate))) + (0.25f * side))) + (500 * Score.PartOf(bar).Energy), 0.8f, rate);
            gain += ((n < held ? 1 : 0) - gain) * (n < held ? 7f : 9f) / rate;
            tape[n] += 0.1f * gain * filter.Low(one.Next(stepOne) + two.Next(stepTwo));
        }
    }

    private static void Wheels(Span<float> tape, int rate, float hertz, float strength)
    {
        ReadOnlySpan<float> feet = [0.5f, 1, 1.5f, 2, 3, 4];
        ReadOnlySpan<float> drawn = [0.7f, 1, 0.55f, 0.35f, 0.2f, 0.12f];
        var edge = 1 / (0.008f * rate);
        for (var i = 0; i < feet.Length; i++)
        {
            var (phase, step) = (0f, feet[i] * hertz / rate);
            for (var n = 0; n < tape.Length; n++)
            {
                phase += step;
                if (phase >= 1) phase -= 1;
                tape[n] += 0.15f * strength * drawn[i] * Sine.At(phase) * Math.Min(1, Math.Min(n, tape.Length - n) * edge);
            }
        }
    }

    /// <summary>Doppler and level of a horn that turns 6.3 times a second.</summary>
    private static void Turn(float[] tape, int rate)
    {
        var dry = tape.ToArray();
        var depth = 0.00035f * rate;
        for (var n = 0; n < tape.Length; n++)
        {
            var turn = Sine.At(6.3f * n / rate);
            var at = Math.Max(0, n - 40 - (depth * (1 + turn)));
            var index = (int)at;
            var heard = dry[index] + ((at - index) * (dry[Math.Min(index + 1, n)] - dry[index]));
            tape[n] = Drive.Soft(1.4f * heard) * (1 + (0.25f * turn));
        }
    }
}
