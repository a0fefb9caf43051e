namespace MixConsole.Storage.Demo;

/// <summary>Single strokes of a drum kit, added to a stretch of tape.</summary>
internal static class Drums
{
    /// <summary>A skin whose pitch falls from the stroke to its rest, and the click of the beater.</summary>
    public static void Kick(Span<float> tape, int rate, float strength, Dice dice)
    {
        float phase = 0;
        var body = new Decay(strength, 0.13, rate);
        var sub = new Decay(0.6f * strength, 0.22, rate);
        var fall = new Decay(120, 0.022, rate);
        var snap = new Decay(260, 0.004, rate);
        var click = new Decay(0.35f * strength, 0.003, rate);
        var band = new Variable(3200, 0.8f, rate);
        for (var n = 0; n < tape.Length; n++)
        {
            phase += (49 + fall.Next() + snap.Next()) / rate;
            var tone = Sine.At(phase) * (body.Next() + (sub.Next() * Math.Min(1, n / (0.02f * rate))));
            tape[n] += Drive.Soft(1.3f * tone) + band.Band(dice.Noise() * click.Next());
        }
    }

    /// <summary>Two modes of the shell and the rattle of the wires.</summary>
    public static void Snare(Span<float> tape, int rate, float strength, Dice dice)
    {
        float low = 0, high = 0;
        var body = new Decay(0.75f * strength, 0.075, rate);
        var ring = new Decay(0.35f * strength, 0.035, rate);
        var wires = new Decay(0.6f * strength * strength, 0.13, rate); // soft strokes hardly move the wires
        var crack = new Decay(0.6f * strength, 0.006, rate);
        var fall = new Decay(60, 0.012, rate);
        var wireBand = new Variable(4600, 0.45f, rate);
        var air = new HighPass(900, rate);
        for (var n = 0; n < tape.Length; n++)
        {
            var bend = fall.Next();
            low += (186 + bend) / rate;
            high += (331 + bend) / rate;
            var noise = dice.Noise();
            tape[n] += (Sine.At(low) * body.Next()) + (Sine.At(high) * ring.Next()) + (1.4f * wireBand.Band(noise) * wires.Next()) + (air.Next(noise) * crack.Next());
        }
    }

    /// <summary>Six square waves that fit no scale, and noise, above 7 kHz.</summary>
    public static void Hat(Span<float> tape, int rate, float strength, double seconds, Dice dice)
    {
        ReadOnlySpan<float> hertz = [317, 465, 589, 771, 1047, 1361];
        Span<float> phases = stackalloc float[6];
        var gain = new Decay(strength, seconds, rate);
        var tick = new Decay(0.5f * strength, 0.004, rate);
        var high = new Variable(7400, 0.8f, rate);
        var metal = new Variable(9800, 1.1f, rate);
        for (var n = 0; n < tape.Length; n++)
        {
            var squares = 0f;
            for (var i = 0; i < 6; i++)
            {
                phases[i] += 4 * hertz[i] / rate;
                if (phases[i] >= 1) phases[i] -= 1;
                squares += phases[i] < 0.5f ? 0.2f : -0.2f;
            }

            var sound = high.High(squares + (0.5f * dice.Noise()));
            tape[n] += (sound + (0.6f * metal.Band(sound))) * (gain.Next() + tick.Next());
        }
    }

    /// <summary>A tuned drum.</summary>
    public static void Tom(Span<float> tape, int rate, float strength, float hertz, double seconds, Dice dice)
    {
        float phase = 0, overtone = 0;
        var body = new Decay(strength, seconds, rate);
        var second = new Decay(0.3f * strength, seconds * 0.45, rate);
        var fall = new Decay(0.5f * hertz, 0.035, rate);
        var stick = new Decay(0.5f * strength, 0.005, rate);
        var band = new Variable(2200, 0.7f, rate);
        for (var n = 0; n < tape.Length; n++)
        {
            var now = hertz + fall.Next();
            phase += now / rate;
            overtone += 1.59f * now / rate; // second mode of a round skin
            tape[n] += (Sine.At(phase) * body.Next()) + (Sine.At(overtone) * second.Next()) + (band.Band(dice.Noise()) * stick.Next());
        }
    }

    /// <summary>A bronze plate: many partials that share no fundamental, the high ones dying first, and wash.</summary>
    public static void Cymbal(Span<float> tape, int rate, float strength, float from, float to, double seconds, Dice dice)
    {
        const int Partials = 18;
        var wash = new Decay(0.5f * strength, seconds * 0.6, rate);
        var rise = new LowPass(40, rate);
        var band = new Variable(6500, 0.4f, rate);
        for (var n = 0; n < tape.Length; n++) tape[n] += band.High(dice.Noise()) * wash.Next() * rise.Next(1) * 0.5f;

        for (var i = 0; i < Partials; i++)
        {
            var hertz = from * MathF.Pow(to / from, (i + 0.5f + (0.4f * dice.Noise())) / Partials);
            // A decaying sine as a two-pole recursion: two multiplications a sample.
            var radius = (float)Math.Exp(-1 / (seconds * rate * (from / hertz * 0.6 + 0.4)));
            var (a, b) = (2 * radius * MathF.Cos(MathF.Tau * hertz / rate), -radius * radius);
            float before = 0, now = 0.09f * strength * MathF.Sin(MathF.Tau * hertz / rate) * (0.6f + (0.4f * dice.Noise()));
            for (var n = 0; n < tape.Length; n++)
            {
                tape[n] += now;
                (before, now) = (now, (a * now) + (b * before));
            }
        }
    }

    /// <summary>Several hands that are not quite together.</summary>
    public static void Clap(Span<float> tape, int rate, float strength, Dice dice)
    {
        foreach (var (milliseconds, gain, seconds) in ((double, float, double)[])[(0, 0.7f, 0.004), (9.5, 0.8f, 0.004), (21, 0.9f, 0.005), (30, 1f, 0.07)])
        {
            var start = (int)((milliseconds + dice.Noise()) * 0.001 * rate);
            var fade = new Decay(gain * strength, seconds, rate);
            var band = new Variable(1250, 0.9f, rate);
            for (var n = Math.Max(0, start); n < tape.Length; n++) tape[n] += 1.6f * band.Band(dice.Noise()) * fade.Next();
        }
    }

    /// <summary>Grains thrown forward: swells and stops.</summary>
    public static void Shaker(Span<float> tape, int rate, float strength, Dice dice)
    {
        var band = new Variable(6800, 0.7f, rate);
        for (var n = 0; n < tape.Length; n++)
        {
            var t = (float)n / tape.Length;
            tape[n] += band.Band(dice.Noise()) * strength * MathF.Sin(MathF.PI * MathF.Pow(t, 0.6f)) * (1 - t);
        }
    }
}
