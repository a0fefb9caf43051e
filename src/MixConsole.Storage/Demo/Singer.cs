namespace MixConsole.Storage.Demo;

/// <summary>A note to sing.</summary>
/// <param name="Beat">Beats from the start of the phrase.</param>
/// <param name="Length">Beats.</param>
/// <param name="Pitch">MIDI pitch.</param>
/// <param name="Syllable">A consonant (or none) and a vowel, as in "ma".</param>
internal readonly record struct Sung(double Beat, double Length, int Pitch, string Syllable);

/// <summary>
/// A voice: a sawtooth for the vocal folds, breath, and four resonances of the throat that move from vowel to vowel.
/// Resonances after Peterson and Barney, Control methods used in a study of the vowels, 1952 (means of adult voices).
/// </summary>
internal sealed class Singer(int rate, uint seed, float throat, float vibrato)
{
    private const int Step = 48; // samples between two positions of the throat: 1 ms
    private const int Resonances = 4;

    private static readonly float[] Widths = [90, 110, 160, 220]; // Hz

    private readonly Dice dice = new(seed);

    /// <summary>Sings a phrase that begins at a moment.</summary>
    public void Sing(Tape tape, double at, float strength, IReadOnlyList<Sung> notes)
    {
        Span<Variable> throats = stackalloc Variable[Resonances];
        Span<float> hertz = stackalloc float[Resonances], gains = stackalloc float[Resonances];
        var start = dice.Human(at, 0.02);
        var cut = tape.Cut(start, ((notes[^1].Beat + notes[^1].Length) * Score.Beat) + 0.25);
        var (saw, dull, hiss) = (new Saw(0), new LowPass(6500, rate), new Variable(6200, 0.8f, rate));
        Shape(notes[0].Syllable[^1]).Hertz.CopyTo(hertz);
        var (pitch, level, sibilance, wobble, sway) = ((double)notes[0].Pitch, 0f, 0f, 0f, 0f);
        var (next, turns, step) = (0, 0f, 0f);
        var note = notes[0];
        for (var n = 0; n < cut.Length; n++)
        {
            var beat = n / (rate * Score.Beat);
            if (n % Step == 0)
            {
                while (next < notes.Count && beat >= notes[next].Beat) note = notes[next++];
                var (into, left) = ((beat - note.Beat) * Score.Beat, (note.Beat + note.Length - beat) * Score.Beat);
                var consonant = note.Syllable.Length > 1 ? note.Syllable[0] : ' ';
                var isClosed = into is >= 0 and < 0.055 && consonant is 'm' or 'n' or 'l' or 'd';
                var isHissing = into is >= 0 and < 0.07 && consonant is 's' or 't';

                pitch += (note.Pitch - pitch) * 0.045; // glides in some 20 ms
                sway += (0.25f * dice.Noise()) - (0.02f * sway);
                turns += Step * (5.4f + (0.06f * sway)) / rate;
                var depth = vibrato * (float)Math.Clamp((into - 0.25) * 3, 0, 1);
                step = Score.Frequency(pitch + (depth * Sine.At(turns + 64)) + (0.015 * sway)) / rate;

                var target = left < 0.03 || beat < note.Beat ? 0 : isHissing ? 0 : isClosed ? 0.3f : strength;
                level += (target - level) * (target > level ? 0.06f : 0.1f);
                sibilance += ((isHissing ? 0.16f * strength : 0) - sibilance) * 0.12f;
                wobble = level * (1 + (0.12f * depth * Sine.At(turns + 64.2f)));
                Move(throats, hertz, gains, Shape(isClosed ? 'm' : note.Syllable[^1]));
            }

            var noise = dice.Noise();
            var folds = dull.Next(saw.Next(step)) + (0.035f * noise);
            var mouth = 0f;
            for (var i = 0; i < Resonances; i++) mouth += gains[i] * throats[i].Band(folds);
            cut[n] += (mouth * wobble) + (sibilance * hiss.High(noise));
        }
    }

    private void Move(Span<Variable> throats, Span<float> hertz, Span<float> gains, (float[] Hertz, float[] Gains) shape)
    {
        for (var i = 0; i < Resonances; i++)
        {
            hertz[i] += (shape.Hertz[i] - hertz[i]) * 0.03f; // a tongue takes some 30 ms
            gains[i] += (shape.Gains[i] - gains[i]) * 0.03f;
            throats[i].Tune(hertz[i] * throat, Math.Max(1, hertz[i] / Widths[i]), rate);
        }
    }

    private static (float[] Hertz, float[] Gains) Shape(char vowel) => vowel switch
    {
        'a' => ([760, 1200, 2550, 3500], [1, 0.75f, 0.6f, 0.45f]),
        'e' => ([530, 1850, 2550, 3550], [1, 0.65f, 0.6f, 0.45f]),
        'i' => ([310, 2300, 3050, 3700], [1, 0.5f, 0.55f, 0.4f]),
        'o' => ([500, 880, 2500, 3400], [1, 0.6f, 0.38f, 0.28f]),
        'u' => ([330, 900, 2300, 3300], [1, 0.4f, 0.22f, 0.16f]),
        _ => ([260, 1100, 2200, 3200], [0.8f, 0.1f, 0.08f, 0.04f]), // hummed
    };
}
