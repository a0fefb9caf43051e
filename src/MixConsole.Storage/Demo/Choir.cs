namespace MixConsole.Storage.Demo;

/// <summary>Who sings what: the lead, and two voices behind it in the hooks.</summary>
internal static class Choir
{
    // Over Am F C G.
    private static readonly Sung[] VerseLine =
    [
        new(0.5, 0.5, 64, "ma"), new(1, 0.5, 64, "no"), new(1.5, 0.5, 62, "le"), new(2, 0.9, 60, "da"), new(3, 0.8, 57, "ni"),
        new(4.5, 0.5, 60, "lo"), new(5, 0.5, 60, "na"), new(5.5, 0.5, 62, "me"), new(6, 1.6, 60, "so"),
        new(8.5, 0.5, 64, "ta"), new(9, 0.5, 64, "la"), new(9.5, 0.5, 62, "ne"), new(10, 0.5, 64, "mo"), new(10.5, 1.4, 67, "na"),
        new(12, 1.4, 62, "lo"), new(13.5, 0.5, 60, "di"), new(14, 1.7, 59, "ma"),
    ];

    private static readonly Sung[] VerseAnswer =
    [
        new(0.5, 0.5, 64, "se"), new(1, 0.75, 67, "la"), new(1.75, 0.75, 64, "no"), new(2.5, 1.2, 60, "ma"),
        new(4.5, 0.5, 60, "do"), new(5, 0.75, 65, "na"), new(5.75, 0.75, 64, "le"), new(6.5, 1.2, 60, "mi"),
        new(8.5, 0.5, 64, "lo"), new(9, 0.5, 67, "ta"), new(9.5, 0.5, 67, "me"), new(10, 1.8, 69, "na"),
        new(12, 1, 67, "so"), new(13, 0.9, 64, "la"), new(14, 1.7, 62, "no"),
    ];

    // Over F G Am Em.
    private static readonly Sung[] HookLine =
    [
        new(0, 1.4, 69, "a"), new(1.5, 0.5, 67, "na"), new(2, 1, 69, "la"), new(3, 0.9, 72, "o"),
        new(4, 1.4, 71, "ma"), new(5.5, 0.5, 69, "ne"), new(6, 1.8, 67, "lo"),
        new(8, 0.5, 64, "di"), new(8.5, 0.5, 67, "na"), new(9, 1.9, 69, "a"), new(11, 0.9, 67, "le"),
        new(12, 3.4, 64, "mo"),
    ];

    // Over F G C C.
    private static readonly Sung[] HookEnd =
    [
        new(0, 1.4, 69, "a"), new(1.5, 0.5, 67, "na"), new(2, 1, 69, "la"), new(3, 0.9, 72, "o"),
        new(4, 1.4, 74, "sa"), new(5.5, 0.5, 72, "le"), new(6, 1.8, 71, "no"),
        new(8, 3.6, 72, "ma"), new(12, 1.4, 67, "lo"), new(13.5, 0.5, 64, "na"), new(14, 1.8, 67, "a"),
    ];

    private static readonly Sung[] Farewell = [new(0.5, 3, 69, "u"), new(4, 3.4, 67, "u"), new(8, 6, 64, "o")];

    public static DemoStem Lead(int rate)
    {
        var tape = new Tape(1, rate);
        var singer = new Singer(rate, 71, 1, 0.32f);
        foreach (var (bar, phrase) in ((int, Sung[])[])[(4, VerseLine), (8, VerseAnswer), (12, HookLine), (16, VerseAnswer), (20, HookLine), (24, HookEnd), (28, Farewell)])
            singer.Sing(tape, Score.At(bar, 0), 0.55f + (0.45f * Score.PartOf(bar).Energy), phrase);
        return tape.Finish("Lead Vox", -8);
    }

    /// <summary>A voice that follows the lead in the hooks on the nearest chord tone above or below, on one vowel.</summary>
    public static DemoStem Backing(int rate, string name, uint seed, bool above)
    {
        var tape = new Tape(1, rate);
        var singer = new Singer(rate, seed, above ? 1.06f : 0.95f, 0.22f);
        foreach (var (bar, phrase) in ((int, Sung[])[])[(12, HookLine), (20, HookLine), (24, HookEnd), (28, Farewell)])
            singer.Sing(tape, Score.At(bar, 0), 0.8f, [.. phrase.Select(note => Beside(note, bar, above))]);
        return tape.Finish(name, -13);
    }

    private static Sung Beside(Sung note, int bar, bool above)
    {
        var chord = Score.ChordOf(bar + (int)(note.Beat / 4));
        var pitch = above ? chord.From(note.Pitch + 3, 1)[0] : chord.From(note.Pitch - 9, 3).Last(p => p < note.Pitch - 2);
        return note with { Pitch = pitch, Syllable = note.Syllable.Length > 1 && note.Syllable[0] is 's' or 't' ? "o" : note.Syllable };
    }
}
