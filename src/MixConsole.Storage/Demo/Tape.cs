namespace MixConsole.Storage.Demo;

/// <summary>A blank recording of the song's length, one array per side.</summary>
internal sealed class Tape
{
    private readonly float[][] sides;

    public Tape(int channels, int rate)
    {
        Rate = rate;
        Frames = (int)(Score.Length * rate);
        sides = [.. Enumerable.Range(0, channels).Select(_ => new float[Frames])];
    }

    public int Rate { get; }

    public int Frames { get; }

    public float[] this[int side] => sides[side];

    /// <summary>The stretch from a moment on, cut at the end of the song; seconds.</summary>
    public Span<float> Cut(double from, double length, int side = 0)
    {
        var start = Math.Clamp((int)(from * Rate), 0, Frames);
        return sides[side].AsSpan(start, Math.Min((int)(length * Rate), Frames - start));
    }

    /// <summary>Adds another recording as a distant microphone hears it: softer, later and duller.</summary>
    public void Bleed(float[] other, float gain, double milliseconds, float darkness, int side = 0)
    {
        var delay = (int)(milliseconds * 0.001 * Rate);
        var target = sides[side];
        var held = 0f;
        for (var n = delay; n < Frames; n++)
        {
            held += (1 - darkness) * (other[n - delay] - held);
            target[n] += gain * held;
        }
    }

    /// <summary>Takes away what is below hearing, and brings the highest peak to a level.</summary>
    public DemoStem Finish(string name, double peakDecibels)
    {
        var peak = 0f;
        foreach (var side in sides)
        {
            var highPass = new HighPass(12, Rate);
            foreach (ref var x in side.AsSpan())
            {
                x = highPass.Next(x);
                peak = Math.Max(peak, Math.Abs(x));
            }
        }

        var gain = peak > 0 ? (float)Math.Pow(10, peakDecibels / 20) / peak : 0;
        foreach (var side in sides)
            foreach (ref var x in side.AsSpan()) x *= gain;
        if (sides.Length == 1) return new(name, 1, sides[0]);

        var interleaved = new float[2 * Frames];
        for (var n = 0; n < Frames; n++)
        {
            interleaved[2 * n] = sides[0][n];
            interleaved[(2 * n) + 1] = sides[1][n];
        }

        return new(name, 2, interleaved);
    }
}
