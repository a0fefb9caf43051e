using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Convert;

/// <summary>
/// Triangular dither, 2 LSB peak to peak: the difference of two uniform numbers. Makes the error of rounding independent of the signal (rms 0.5 LSB in all).
/// Each channel has its own stream (PCG-XSH-RR, O'Neill 2014) and the same seed gives the same bytes on every machine. Once, as the last stage.
/// </summary>
[RealTime]
public sealed class Dither
{
    private const ulong Multiplier = 6364136223846793005; // Knuth's 64-bit linear congruential generator
    private const double PerStep = 1.0 / 4294967296.0;

    private readonly ulong[] _states;
    private readonly ulong _seed;

    /// <param name="channels">Interleaved channels.</param>
    /// <param name="seed">Names the sequence; a mix keeps its seed.</param>
    public Dither(int channels, ulong seed = 0x4D6978)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _states = new ulong[channels];
        _seed = seed;
        Reset();
    }

    public int Channels => _states.Length;

    /// <summary>Back to the first number of every channel.</summary>
    public void Reset()
    {
        for (var channel = 0; channel < _states.Length; channel++)
        {
            _states[channel] = 0;
            Draw(channel);
            _states[channel] += _seed;
            Draw(channel);
        }
    }

    /// <summary>Next number for a channel, in LSB, above -1 and below 1.</summary>
    public double Next(int channel) => ((double)Draw(channel) - Draw(channel)) * PerStep;

    private uint Draw(int channel)
    {
        var state = _states[channel];
        _states[channel] = unchecked(state * Multiplier + ((ulong)channel << 1 | 1)); // an odd increment per channel: another sequence, not another place in the same one
        return uint.RotateRight((uint)((state >> 18 ^ state) >> 27), (int)(state >> 59));
    }
}
