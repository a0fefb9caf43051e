namespace MixConsole.Storage.Demo;

/// <summary>A part of the song.</summary>
/// <param name="Name">Name of its marker.</param>
/// <param name="Bar">First bar, from 0.</param>
/// <param name="Bars">Length.</param>
/// <param name="Energy">How hard everybody plays, 0..1.</param>
internal sealed record Part(string Name, int Bar, int Bars, float Energy);

/// <summary>A triad.</summary>
/// <param name="Root">MIDI pitch class of the root, C = 0.</param>
/// <param name="IsMinor">Whether the third is small.</param>
internal readonly record struct Chord(int Root, bool IsMinor)
{
    /// <summary>Pitch classes, root first.</summary>
    public int[] Tones => [Root, (Root + (IsMinor ? 3 : 4)) % 12, (Root + 7) % 12];

    /// <summary>The next so many chord tones from a MIDI pitch upwards: a voicing that moves little from chord to chord.</summary>
    public int[] From(int pitch, int count)
    {
        var tones = Tones;
        return [.. Enumerable.Range(pitch, 48).Where(p => tones.Contains(p % 12)).Take(count)];
    }

    /// <summary>The root at or above a MIDI pitch.</summary>
    public int RootFrom(int pitch) => pitch + ((Root - pitch) % 12 + 12) % 12;
}

/// <summary>What everybody plays from: tempo, parts and chords.</summary>
internal static class Score
{
    /// <summary>Seconds of a beat at 104 beats a minute.</summary>
    public const double Beat = 60.0 / 104;

    /// <summary>Seconds of a bar of four beats.</summary>
    public const double Bar = 4 * Beat;

    /// <summary>Seconds for the last chord to ring.</summary>
    public const double Tail = 3;

    public static readonly Part[] Parts =
    [
        new("Intro", 0, 4, 0.6f), new("Verse 1", 4, 8, 0.72f), new("Hook 1", 12, 4, 0.95f), new("Verse 2", 16, 4, 0.78f), new("Hook 2", 20, 8, 1), new("Outro", 28, 4, 0.6f),
    ];

    private static readonly Chord Am = new(9, true), F = new(5, false), C = new(0, false), G = new(7, false), Em = new(4, true);

    private static readonly Chord[] Chords =
    [
        Am, F, C, G,
        Am, F, C, G, Am, F, C, G,
        F, G, Am, Em,
        Am, F, C, G,
        F, G, Am, Em, F, G, C, C,
        F, G, Am, Am,
    ];

    public static int Bars => Chords.Length;

    /// <summary>Length of the song in seconds.</summary>
    public static double Length => (Bars * Bar) + Tail;

    public static Chord ChordOf(int bar) => Chords[bar];

    public static Part PartOf(int bar) => Parts.Last(p => p.Bar <= bar);

    public static bool IsHook(int bar) => PartOf(bar).Name[0] == 'H';

    public static bool IsVerse(int bar) => PartOf(bar).Name[0] == 'V';

    public static bool IsIntro(int bar) => PartOf(bar).Name[0] == 'I';

    public static bool IsOutro(int bar) => PartOf(bar).Name[0] == 'O';

    /// <summary>Whether a new part begins after this bar: the drummer fills.</summary>
    public static bool IsLastOfPart(int bar) => bar + 1 < Bars && PartOf(bar + 1) != PartOf(bar);

    /// <summary>Time of a beat (from 0, fractions allowed) of a bar in seconds.</summary>
    public static double At(int bar, double beat) => (bar * Bar) + (beat * Beat);

    /// <summary>Frequency of a MIDI pitch in Hz, A4 = 69 = 440 Hz.</summary>
    public static float Frequency(double pitch) => (float)(440 * Math.Pow(2, (pitch - 69) / 12));
}
