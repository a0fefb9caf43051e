namespace MixConsole.Storage.Demo;

/// <summary>Random numbers that are the same every time: xorshift of 32 bits.</summary>
internal sealed class Dice(uint seed)
{
    private uint state = (seed * 0x9E3779B9) | 1;

    /// <summary>Evenly between -1 and 1: white noise.</summary>
    public float Noise()
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (int)state * (1f / 2_147_483_648);
    }

    /// <summary>A time, late or early by a few milliseconds as hands are.</summary>
    public double Human(double seconds, double spread = 0.006) => Math.Max(0, seconds + (spread * 0.5 * (Noise() + Noise())));

    /// <summary>A strength, a little more or less.</summary>
    public float Touch(float strength, float spread = 0.12f) => strength * (1 + (spread * Noise()));

    public bool Chance(double probability) => (Noise() + 1) * 0.5 < probability;
}
