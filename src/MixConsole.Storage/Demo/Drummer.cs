namespace MixConsole.Storage.Demo;

/// <summary>Plays the kit through the song: who is hit when, and what the other microphones hear of it.</summary>
internal sealed class Drummer(int rate)
{
    private readonly Dice dice = new(11);
    private readonly Tape kick = new(1, rate), snare = new(1, rate), hat = new(1, rate), rack = new(1, rate), floor = new(1, rate);

    private static bool Plays(int bar) => Score.IsVerse(bar) || Score.IsHook(bar);

    public DemoStem Kick()
    {
        for (var bar = 0; bar < Score.Bars; bar++)
        {
            if (bar == 2 || bar == 3 || Score.IsOutro(bar)) Hit(bar, 0, 0.8f);
            if (!Plays(bar)) continue;
            double[] beats = Score.IsHook(bar) ? [0, 0.75, 2, 2.5, 3.75] : bar % 2 == 0 ? [0, 1.5, 2.5] : [0, 2.5, 3.25];
            foreach (var beat in beats) Hit(bar, beat, beat == 0 ? 1 : 0.86f);
        }

        return kick.Finish("Kick", -6);

        void Hit(int bar, double beat, float strength) =>
            Drums.Kick(kick.Cut(dice.Human(Score.At(bar, beat), 0.004), 0.6), rate, dice.Touch(strength * (0.7f + (0.3f * Score.PartOf(bar).Energy)), 0.06f), dice);
    }

    public DemoStem Snare()
    {
        for (var bar = 0; bar < Score.Bars; bar++)
        {
            if (!Plays(bar)) continue;
            var fills = Score.IsLastOfPart(bar);
            Hit(bar, 1, 0.9f);
            if (!fills) Hit(bar, 3, 1);
            if (fills) foreach (var beat in (double[])[2, 2.5, 2.75]) Hit(bar, beat, 0.65f + (0.1f * (float)(beat - 2)));
            foreach (var beat in (double[])[0.75, 2.25, 3.75])
                if (!fills && dice.Chance(0.45)) Hit(bar, beat, 0.2f); // ghost notes
        }

        return snare.Finish("Snare", -7);

        void Hit(int bar, double beat, float strength) =>
            Drums.Snare(snare.Cut(dice.Human(Score.At(bar, beat)) + 0.004, 0.6), rate, dice.Touch(strength * (0.75f + (0.25f * Score.PartOf(bar).Energy))), dice);
    }

    public DemoStem Hat()
    {
        for (var bar = 2; bar < Score.Bars - 4; bar++)
        {
            var energy = Score.PartOf(bar).Energy;
            for (var eighth = 0; eighth < 8; eighth++)
            {
                var isOpen = eighth == 7 && bar % 2 == 1 && Plays(bar);
                var accent = eighth % 2 == 0 ? 1f : 0.6f;
                Hit(Score.At(bar, eighth * 0.5), accent * energy, isOpen ? 0.16 : 0.03);
                if (!Score.IsHook(bar) && dice.Chance(0.22)) Hit(Score.At(bar, (eighth * 0.5) + 0.25), 0.35f * energy, 0.022);
            }
        }

        return hat.Finish("Hi-Hat", -14);

        void Hit(double at, float strength, double seconds) => Drums.Hat(hat.Cut(dice.Human(at), Math.Min(0.6, seconds * 6)), rate, dice.Touch(strength, 0.18f), seconds, dice);
    }

    /// <summary>Toms play fills only; between them their microphones hear the rest of the kit, which is what gates are for.</summary>
    public DemoStem RackTom() => Tom(rack, "Rack Tom", [3, 3.25], 142, 0.2, -9);

    public DemoStem FloorTom() => Tom(floor, "Floor Tom", [3.5, 3.75], 88, 0.28, -9);

    public DemoStem Overheads()
    {
        var tape = new Tape(2, rate);
        foreach (var part in Score.Parts.Skip(1)) Crash(Score.At(part.Bar, 0), part.Name[0] == 'V' ? 0.7f : 1);
        Crash(Score.At(24, 0), 0.85f);
        Crash(Score.At(Score.Bars - 2, 0), 0.8f);
        for (var bar = 0; bar < Score.Bars; bar++)
            for (var beat = 0; beat < 8 && Score.IsHook(bar); beat++)
                Strike(dice.Human(Score.At(bar, beat * 0.5)), 0.7, beat % 2 == 0 ? 0.36f : 0.2f, 2600, 9200, 0.4, 0.75f, 1);

        // As the pair above the kit hears it: snare in the middle, hat right, toms from right to left (drummer's view mirrored).
        for (var side = 0; side < 2; side++)
        {
            tape.Bleed(kick[0], 0.16f, 3.2, 0.55f, side);
            tape.Bleed(snare[0], 0.4f, 2.6, 0.1f, side);
            tape.Bleed(hat[0], side == 0 ? 0.4f : 0.9f, side == 0 ? 3.1 : 2.2, 0, side);
            tape.Bleed(rack[0], side == 0 ? 0.25f : 0.4f, 2.5, 0.2f, side);
            tape.Bleed(floor[0], side == 0 ? 0.42f : 0.22f, 2.7, 0.2f, side);
        }

        return tape.Finish("Overheads", -10);

        void Crash(double at, float strength) => Strike(dice.Human(at), 4, strength, 900, 11_000, 0.95, 1, 0.8f);

        void Strike(double at, double length, float strength, float from, float to, double seconds, float left, float right)
        {
            Drums.Cymbal(tape.Cut(at, length, 0), rate, dice.Touch(strength * left), from, to, seconds, dice);
            Drums.Cymbal(tape.Cut(at, length, 1), rate, dice.Touch(strength * right), from, to, seconds, dice);
        }
    }

    private DemoStem Tom(Tape tape, string name, double[] beats, float hertz, double seconds, double peak)
    {
        for (var bar = 0; bar < Score.Bars; bar++)
            foreach (var beat in beats)
                if (Score.IsLastOfPart(bar) && bar > 4) Drums.Tom(tape.Cut(dice.Human(Score.At(bar, beat)), 1.6), rate, dice.Touch(0.9f), hertz, seconds, dice);
        tape.Bleed(kick[0], 0.05f, 2, 0.6f);
        tape.Bleed(snare[0], 0.06f, 2.4, 0.5f);
        tape.Bleed(hat[0], 0.05f, 2.1, 0.4f);
        return tape.Finish(name, peak);
    }
}
