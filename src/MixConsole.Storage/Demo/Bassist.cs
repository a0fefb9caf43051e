namespace MixConsole.Storage.Demo;

/// <summary>An electric bass: a sawtooth and its sub, darkened as each note fades.</summary>
internal static class Bassist
{
    public static DemoStem Play(int rate)
    {
        var (tape, dice) = (new Tape(1, rate), new Dice(23));
        for (var bar = 4; bar < Score.Bars; bar++)
        {
            var root = Score.ChordOf(bar).RootFrom(28);
            var energy = Score.PartOf(bar).Energy;
            if (Score.IsOutro(bar))
            {
                if (bar != Score.Bars - 1) Note(tape, Score.At(bar, 0), Score.Beat * (bar == Score.Bars - 2 ? 7 : 3.8), root, 0.75f, dice);
                continue;
            }

            // Eighths that push in the hook; in the verse with the kick, and a step towards the next chord.
            (double Beat, double Length, int Step)[] notes = Score.IsHook(bar)
                ? [(0, 0.45, 0), (0.5, 0.45, 0), (1, 0.3, 12), (1.5, 0.45, 0), (2, 0.45, 0), (2.5, 0.45, 0), (3, 0.3, 12), (3.5, 0.45, 7)]
                : bar % 2 == 0 ? [(0, 1.3, 0), (1.5, 0.8, 0), (2.5, 0.9, 7), (3.5, 0.4, 12)] : [(0, 1.9, 0), (2.5, 0.7, 0), (3.25, 0.6, 7)];
            foreach (var (beat, length, step) in notes)
                Note(tape, dice.Human(Score.At(bar, beat), 0.005), length * Score.Beat, root + step, dice.Touch(energy * (step == 12 ? 0.8f : 1), 0.1f), dice);
        }

        return tape.Finish("Bass", -8);
    }

    private static void Note(Tape tape, double at, double seconds, int pitch, float strength, Dice dice)
    {
        const double Release = 0.05;
        var rate = tape.Rate;
        var step = Score.Frequency(pitch) / rate;
        var saw = new Saw(0.5f);
        var filter = new Variable(400, 0.9f, rate);
        var bright = new Decay(1500 * strength, 0.16, rate);
        var body = new Decay(strength, 0.9, rate);
        var finger = new Decay(0.05f * strength, 0.006, rate);
        var held = (int)(seconds * rate);
        float phase = 0, gain = 0, corner = 0;
        var cut = tape.Cut(at, seconds + Release);
        for (var n = 0; n < cut.Length; n++)
        {
            corner = bright.Next();
            if (n % 32 == 0) filter.Tune(230 + corner, 0.9f, rate);
            phase += step;
            gain += (n < held ? 1 - gain : -gain) * (n < held ? 300f : 90f) / rate;
            var tone = filter.Low(saw.Next(step)) + (0.55f * Sine.At(phase)) + (finger.Next() * dice.Noise());
            cut[n] += 0.8f * Drive.Soft(1.2f * tone) * gain * body.Next();
        }
    }
}
