namespace MixConsole.Storage.Demo;

/// <summary>Two takes of a rhythm guitar through an amplifier, and a clean plucked line.</summary>
internal static class Guitarist
{
    /// <summary>One take; the two are played by the same hand twice, so they differ as takes do.</summary>
    public static DemoStem Rhythm(int rate, string name, uint take)
    {
        var (tape, dice) = (new Tape(1, rate), new Dice(take));
        for (var bar = 4; bar < Score.Bars; bar++)
        {
            if (Score.IsHook(bar)) Strum(tape, bar, dice);
            else if (Score.IsVerse(bar)) Mute(tape, bar, dice);
            else if (bar >= Score.Bars - 2) continue;
            else Chord(tape, Score.At(bar, 0), Score.Bar * (bar == Score.Bars - 3 ? 2.5 : 1), Score.ChordOf(bar), 0.6f, up: false, dice);
        }

        Amplify(tape[0], rate, 2.6f);
        return tape.Finish(name, -10);
    }

    /// <summary>A clean line in eighths over the chord.</summary>
    public static DemoStem Pluck(int rate)
    {
        var (tape, dice) = (new Tape(1, rate), new Dice(41));
        int[] order = [0, 2, 1, 3, 2, 4, 3, 1];
        for (var bar = 0; bar < Score.Bars - 1; bar++)
        {
            if (Score.PartOf(bar).Name == "Verse 1") continue;
            var tones = Score.ChordOf(bar).From(Score.IsHook(bar) ? 69 : 64, 5);
            for (var eighth = 0; eighth < 8; eighth++)
            {
                if (bar == Score.Bars - 2 && eighth > 4) break;
                var at = dice.Human(Score.At(bar, eighth * 0.5));
                var strength = dice.Touch((eighth % 4 == 0 ? 0.95f : 0.7f) * Score.PartOf(bar).Energy);
                PluckedString.Pluck(tape.Cut(at, 1.4), rate, Score.Frequency(tones[order[eighth]]), strength, 1.8, 0.9, 0.3f, dice);
            }
        }

        return tape.Finish("Pluck", -11);
    }

    private static void Strum(Tape tape, int bar, Dice dice)
    {
        foreach (var (beat, length, isUp, strength) in ((double, double, bool, float)[])
            [(0, 1, false, 1), (1, 0.5, false, 0.8f), (1.5, 1, true, 0.7f), (2.5, 0.5, true, 0.75f), (3, 0.5, false, 0.9f), (3.5, 0.5, true, 0.7f)])
            Chord(tape, dice.Human(Score.At(bar, beat), 0.012), length * Score.Beat, Score.ChordOf(bar), dice.Touch(strength), isUp, dice);
    }

    /// <summary>Root and fifth under the heel of the hand.</summary>
    private static void Mute(Tape tape, int bar, Dice dice)
    {
        var root = Score.ChordOf(bar).RootFrom(40);
        for (var eighth = 0; eighth < 8; eighth++)
        {
            var at = dice.Human(Score.At(bar, eighth * 0.5), 0.01);
            var strength = dice.Touch(eighth is 0 or 3 or 6 ? 0.75f : 0.45f);
            foreach (var pitch in (int[])[root, root + 7])
                PluckedString.Pluck(tape.Cut(at, 0.5), tape.Rate, Score.Frequency(pitch), strength, eighth is 3 or 6 ? 0.9 : 0.35, Score.Beat * 0.45, 0.46f, dice);
        }
    }

    private static void Chord(Tape tape, double at, double seconds, Chord chord, float strength, bool up, Dice dice)
    {
        int[] strings = [chord.RootFrom(40), .. chord.From(chord.RootFrom(40) + 6, up ? 3 : 4)];
        for (var i = 0; i < strings.Length; i++)
        {
            // 9 ms from string to string.
            var late = (up ? strings.Length - 1 - i : i) * 0.009;
            PluckedString.Pluck(tape.Cut(at + late, seconds + 0.25), tape.Rate, Score.Frequency(strings[i]), strength * (up && i == 0 ? 0.3f : 0.8f), 3, seconds, 0.38f, dice);
        }
    }

    /// <summary>Preamplifier and loudspeaker: driven, without lows and without highs.</summary>
    private static void Amplify(float[] tape, int rate, float drive)
    {
        var tight = new HighPass(110, rate);
        var (cone, paper, presence) = (new Variable(5000, 0.9f, rate), new Variable(6500, 0.7f, rate), new Variable(2300, 0.9f, rate));
        foreach (ref var x in tape.AsSpan())
        {
            var bent = Drive.Soft(drive * tight.Next(x));
            x = cone.Low(paper.Low(bent + (0.5f * presence.Band(bent))));
        }
    }
}
