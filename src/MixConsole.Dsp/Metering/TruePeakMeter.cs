using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Gain;

namespace MixConsole.Dsp.Metering;

/// <summary>
/// True peak of interleaved audio (ITU-R BS.1770-5, Annex 2) by interpolation: eightfold up to 50 kHz, fourfold up to 100 kHz, twofold above. 64 taps per phase keep 0.05 dB up to 0.45 of the rate;
/// between the interpolated points the peak can be 0.14 dB higher there. Double precision, streaming, not for the audio thread; one thread at a time.
/// </summary>
public sealed class TruePeakMeter
{
    private const int Taps = 64;
    private const int Chunk = 1024;

    // Kaiser window: beta 8 puts images 80 dB down with a transition of 0.08 of the rate on either side of Nyquist.
    private const double Beta = 8;

    private readonly int channels;
    private readonly double[] phases;
    private readonly double[] history;
    private readonly double[] peaks;

    /// <summary>A meter for interleaved audio.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No channel or no rate.</exception>
    public TruePeakMeter(int channels, int rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        this.channels = channels;
        phases = Interpolator(rate <= 50_000 ? 8 : rate <= 100_000 ? 4 : 2);
        history = new double[channels * (Taps - 1 + Chunk)];
        peaks = new double[channels];
    }

    /// <summary>Highest magnitude of all channels so far, full scale = 1. The last 32 frames count fully only when <see cref="Finish"/> has run.</summary>
    public double Peak => peaks.Max();

    /// <summary><see cref="Peak"/> in dBTP; -infinity for silence.</summary>
    public double PeakDecibels => ExactMath.GainToDecibels(Peak);

    /// <summary>Highest magnitude of one channel so far, full scale = 1.</summary>
    public double PeakOf(int channel) => peaks[channel];

    /// <summary>Takes the next frames.</summary>
    public void Add(ReadOnlySpan<float> interleaved)
    {
        int frames = interleaved.Length / channels;
        for (int done = 0; done < frames;)
        {
            int count = Math.Min(Chunk, frames - done);
            for (int c = 0; c < channels; c++)
            {
                Span<double> line = history.AsSpan(c * (Taps - 1 + Chunk), Taps - 1 + Chunk);
                for (int n = 0; n < count; n++)
                    line[Taps - 1 + n] = interleaved[(done + n) * channels + c];
                peaks[c] = Math.Max(peaks[c], Highest(line[..(Taps - 1 + count)]));
                line.Slice(count, Taps - 1).CopyTo(line);
            }
            done += count;
        }
    }

    /// <summary>Lets the interpolation run out into silence; call once at the end.</summary>
    public void Finish() => Add(new float[channels * Taps]);

    // Lanes and their sum are fixed, so that the reading has the same bits on every processor.
    private double Highest(ReadOnlySpan<double> line)
    {
        ref double kernel = ref MemoryMarshal.GetArrayDataReference(phases);
        ref double input = ref MemoryMarshal.GetReference(line);
        double highest = 0;
        for (int n = 0; n + Taps <= line.Length; n++)
        {
            highest = Math.Max(highest, Math.Abs(line[n + Taps / 2 - 1]));
            for (int p = 0; p < phases.Length; p += Taps)
            {
                Vector256<double> even = default, odd = default;
                for (int k = 0; k < Taps; k += 8)
                {
                    even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref kernel, (nuint)(p + k)), Vector256.LoadUnsafe(ref input, (nuint)(n + k)), even);
                    odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref kernel, (nuint)(p + k + 4)), Vector256.LoadUnsafe(ref input, (nuint)(n + k + 4)), odd);
                }
                Vector256<double> both = even + odd;
                highest = Math.Max(highest, Math.Abs(both[0] + both[1] + (both[2] + both[3])));
            }
        }
        return highest;
    }

    // Windowed sinc for the points between two samples; the samples themselves need no filter.
    private static double[] Interpolator(int factor)
    {
        var kernel = new double[(factor - 1) * Taps];
        for (int p = 1; p < factor; p++)
        {
            Span<double> phase = kernel.AsSpan((p - 1) * Taps, Taps);
            double sum = 0;
            for (int k = 0; k < Taps; k++)
            {
                double x = k - (Taps / 2 - 1) - (double)p / factor;
                double edge = x / (Taps / 2);
                phase[k] = ExactMath.Sin(double.Pi * x) / (double.Pi * x) * Bessel(Beta * Math.Sqrt(Math.Max(0, 1 - edge * edge)));
                sum += phase[k];
            }
            for (int k = 0; k < Taps; k++)
                phase[k] /= sum;
        }
        return kernel;
    }

    // Modified Bessel function of order zero.
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (int k = 1; k < 40; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
