using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MixConsole.Dsp.Metering;

namespace MixConsole.Hosting;

/// <summary>What a rendered mix measures.</summary>
/// <param name="Loudness">Integrated, LUFS.</param>
/// <param name="TruePeak">dBTP.</param>
/// <param name="Hash">SHA-256 of the interleaved little-endian 32-bit float samples before dither: names the mix, whatever its format.</param>
public sealed record MixMeasure(double Loudness, double TruePeak, string Hash);

/// <summary>Measures and hashes what is rendered, beside the rendering: the meters take as long as the mix of a small song.</summary>
public sealed class MixMeter(int channels, int rate) : IDisposable
{
    private readonly LoudnessMeter loudness = new(channels, rate);
    private readonly TruePeakMeter truePeak = new(channels, rate);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private float[] filling = [], measuring = [];
    private int filled;
    private Task work = Task.CompletedTask;

    /// <summary>Takes the next frames.</summary>
    public void Add(ReadOnlySpan<float> interleaved)
    {
        if (filling.Length < filled + interleaved.Length) Array.Resize(ref filling, Math.Max(filled + interleaved.Length, Portion));
        interleaved.CopyTo(filling.AsSpan(filled));
        filled += interleaved.Length;
        if (filled >= Portion - interleaved.Length) HandOver();
    }

    /// <summary>Ends the measurement.</summary>
    public MixMeasure Read()
    {
        HandOver();
        work.GetAwaiter().GetResult();
        truePeak.Finish();
        return new(loudness.Integrated, truePeak.PeakDecibels, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        work.Wait();
        hash.Dispose();
    }

    private const int Portion = 1 << 17; // samples: long enough that handing over costs nothing

    private void HandOver()
    {
        work.GetAwaiter().GetResult();
        (filling, measuring) = (measuring, filling);
        var count = filled;
        filled = 0;
        work = Task.Run(() => Measure(measuring.AsSpan(0, count)));
    }

    private void Measure(ReadOnlySpan<float> samples)
    {
        hash.AppendData(MemoryMarshal.AsBytes(samples)); // little-endian, as all systems are that we run on
        loudness.Add(samples);
        truePeak.Add(samples);
    }
}
