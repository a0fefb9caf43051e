using MixConsole.Dsp.Filters;

namespace MixConsole.Dsp.Metering;

/// <summary>
/// Exact loudness of one or two channels at any rate (ITU-R BS.1770-5, EBU Tech 3341 and 3342), in double precision. Keeps the power of every 10 ms, so maxima are searched on that grid and gates are exact.
/// One channel is measured as it is: played on two loudspeakers it is 3.01 LU louder. Not for the audio thread (<see cref="LoudnessWindow"/> is); one thread at a time.
/// </summary>
public sealed class LoudnessMeter
{
    private const int StepsPerSecond = 100;
    private const int StepsPerHop = 10;
    private const int BlockSteps = 40;
    private const int PhraseSteps = 300;
    private const int TailSteps = 150;

    private readonly int channels;
    private readonly int rate;
    private readonly Biquad shelf;
    private readonly Biquad highPass;
    private readonly double[] state;
    private readonly List<double> steps = [];
    private long frames;
    private long stepEnd;
    private long stepStart;
    private double sum;

    /// <summary>A meter for interleaved audio.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than two channels, or a rate below 8 kHz.</exception>
    public LoudnessMeter(int channels, int rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 8000);
        this.channels = channels;
        this.rate = rate;
        Span<Biquad> two = stackalloc Biquad[2];
        FilterDesign.KWeighting(rate, two);
        (shelf, highPass) = (two[0], two[1]);
        state = new double[channels * 4];
        stepEnd = EndOfStep(0);
    }

    /// <summary>Loudness of the last whole 400 ms, LUFS; -infinity before.</summary>
    public double Momentary => Last(BlockSteps);

    /// <summary>Loudness of the last whole 3 s, LUFS; -infinity before.</summary>
    public double ShortTerm => Last(PhraseSteps);

    /// <summary>Loudest 400 ms, LUFS, on a grid of 10 ms.</summary>
    public double MaxMomentary => Max(BlockSteps);

    /// <summary>Loudest 3 s, LUFS, on a grid of 10 ms.</summary>
    public double MaxShortTerm => Max(PhraseSteps);

    /// <summary>Gated loudness of everything so far, LUFS; -infinity where nothing lies above the gate. The last incomplete block does not count.</summary>
    public double Integrated => IntegratedOf([this]);

    /// <summary>Loudness range of everything so far with 1.5 s of silence after it, LU.</summary>
    public double Range
    {
        get
        {
            List<double> phrases = Windows(PhraseSteps, StepsPerHop, TailSteps);
            phrases.RemoveAll(p => LoudnessGate.Loudness(p) < LoudnessGate.AbsoluteGate);
            if (phrases.Count == 0)
                return 0;
            double gate = phrases.Average() / 100;
            phrases.RemoveAll(p => p < gate);
            phrases.Sort();
            return At(0.95) - At(0.10);

            double At(double share) => LoudnessGate.Loudness(phrases[(int)Math.Round((phrases.Count - 1) * share, MidpointRounding.AwayFromZero)]);
        }
    }

    /// <summary>Loudness of several programmes as one, LUFS: the gate runs over the blocks of all, as an album is measured.</summary>
    public static double IntegratedOf(IEnumerable<LoudnessMeter> programmes)
    {
        List<double> blocks = [];
        foreach (LoudnessMeter programme in programmes)
            blocks.AddRange(programme.Windows(BlockSteps, StepsPerHop, 0));
        blocks.RemoveAll(p => !(LoudnessGate.Loudness(p) > LoudnessGate.AbsoluteGate));
        if (blocks.Count == 0)
            return double.NegativeInfinity;
        double gate = blocks.Average() / 10;
        return LoudnessGate.Loudness(blocks.Where(p => p > gate).Average());
    }

    /// <summary>Takes the next frames, full scale = 1. A partial frame at the end is an error of the caller and is ignored.</summary>
    public void Add(ReadOnlySpan<float> interleaved)
    {
        for (int i = 0; i + channels <= interleaved.Length; i += channels)
        {
            for (int c = 0; c < channels; c++)
            {
                Span<double> s = state.AsSpan(c * 4, 4);
                double y = Filter(highPass, Filter(shelf, interleaved[i + c], s), s[2..]);
                sum += y * y;
            }
            if (++frames == stepEnd)
                EndStep();
        }
    }

    // Transposed direct form II.
    private static double Filter(in Biquad c, double x, Span<double> s)
    {
        double y = c.B0 * x + s[0];
        s[0] = c.B1 * x - c.A1 * y + s[1];
        s[1] = c.B2 * x - c.A2 * y;
        return y;
    }

    private void EndStep()
    {
        steps.Add(sum / (frames - stepStart));
        sum = 0;
        stepStart = frames;
        stepEnd = EndOfStep(steps.Count);
    }

    // 10 ms need not be whole frames; the boundaries then lie on the frames before.
    private long EndOfStep(int step) => (step + 1L) * rate / StepsPerSecond;

    private double Last(int length) => steps.Count < length ? double.NegativeInfinity : LoudnessGate.Loudness(steps.Skip(steps.Count - length).Average());

    private double Max(int length)
    {
        List<double> windows = Windows(length, 1, 0);
        return windows.Count == 0 ? double.NegativeInfinity : LoudnessGate.Loudness(windows.Max());
    }

    // Mean power of all windows of a length that begin every so many steps, with silence after the end.
    private List<double> Windows(int length, int every, int tail)
    {
        List<double> windows = [];
        for (int start = 0; start + length <= steps.Count + (steps.Count > 0 ? tail : 0); start += every)
        {
            double total = 0;
            for (int i = start; i < Math.Min(start + length, steps.Count); i++)
                total += steps[i];
            windows.Add(total / length);
        }
        return windows;
    }
}
