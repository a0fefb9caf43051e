namespace MixConsole.Storage.Demo;

/// <summary>Claps on two and four, and a shaker in sixteenths.</summary>
internal static class Percussionist
{
    public static DemoStem Claps(int rate)
    {
        var (tape, dice) = (new Tape(1, rate), new Dice(17));
        for (var bar = 0; bar < Score.Bars; bar++)
            foreach (var beat in (double[])[1, 3])
                if (Score.IsHook(bar)) Drums.Clap(tape.Cut(dice.Human(Score.At(bar, beat), 0.008), 0.5), rate, dice.Touch(0.9f), dice);
        return tape.Finish("Claps", -11);
    }

    public static DemoStem Shaker(int rate)
    {
        var (tape, dice) = (new Tape(1, rate), new Dice(17));
        for (var bar = 0; bar < Score.Bars - 2; bar++)
            for (var step = 0; step < 16 && (Score.IsHook(bar) || Score.IsIntro(bar) || bar >= 16); step++)
                Drums.Shaker(tape.Cut(dice.Human(Score.At(bar, step * 0.25)), 0.11), rate, dice.Touch((step % 4) switch { 0 => 0.8f, 2 => 1, _ => 0.45f }, 0.2f), dice);
        return tape.Finish("Shaker", -17);
    }
}
