namespace MixConsole.Storage.Demo;

/// <summary>
/// The song that comes with the console: 77 seconds, 19 stems, made from nothing in a few seconds, the same every time on the same machine. So a fresh console has something to mix, without a download and without anybody's rights.
/// </summary>
public static class DemoSong
{
    /// <summary>Names and places (seconds) of its parts.</summary>
    public static IReadOnlyList<(string Name, double Seconds)> Parts { get; } = [.. Score.Parts.Select(p => (p.Name, Score.At(p.Bar, 0)))];

    /// <summary>Plays every stem, one after the other as they are asked for; a stem is held by nobody once it was given.</summary>
    /// <param name="rate">Frames per second.</param>
    public static IEnumerable<DemoStem> Render(int rate)
    {
        // The kit is recorded together: overheads and toms hear the rest of it.
        var drummer = new Drummer(rate);
        yield return drummer.Kick();
        yield return drummer.Snare();
        yield return drummer.Hat();
        yield return drummer.RackTom();
        yield return drummer.FloorTom();
        yield return drummer.Overheads();
        drummer = null; // and its microphones, 70 MB of them
        yield return Percussionist.Claps(rate);
        yield return Percussionist.Shaker(rate);
        yield return Bassist.Play(rate);
        yield return Guitarist.Rhythm(rate, "Guitar L", 31);
        yield return Guitarist.Rhythm(rate, "Guitar R", 37);
        yield return Guitarist.Pluck(rate);
        yield return Keyboards.ElectricPiano(rate);
        yield return Keyboards.Pad(rate);
        yield return Keyboards.Organ(rate);
        yield return Choir.Lead(rate);
        yield return Choir.Backing(rate, "Backing High", 73, above: true);
        yield return Choir.Backing(rate, "Backing Low", 79, above: false);
        yield return Risers.Play(rate);
    }
}
