using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MixConsole.Dsp.Convert;
using MixConsole.Dsp.Metering;
using MixConsole.Storage.Audio;

namespace MixConsole.Hosting;

/// <summary>What a rendered mix measures.</summary>
/// <param name="Loudness">Integrated, LUFS.</param>
/// <param name="TruePeak">dBTP.</param>
/// <param name="Hash">SHA-256 of the interleaved little-endian 32-bit float samples before dither: names the mix, whatever its format.</param>
public sealed record MixMeasure(double Loudness, double TruePeak, string Hash);

/// <summary>A stereo mix on its way into a file: measured and hashed, then dithered once where the format needs it.</summary>
public sealed class MixFile : IDisposable
{
    private const int Channels = 2;
    private readonly WavWriter writer;
    private readonly Dither? dither;
    private readonly LoudnessMeter loudness;
    private readonly TruePeakMeter truePeak;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins a file. Throws a <see cref="FailureException"/> that names it and the remedy.</summary>
    public MixFile(string path, int rate, PcmFormat format)
    {
        if (!WavWriter.TryCreate(path, new(Channels, rate, format), out var created, out var error)) throw new FailureException(error);
        writer = created;
        dither = format == PcmFormat.Float32 ? null : new(Channels);
        loudness = new(Channels, rate);
        truePeak = new(Channels, rate);
    }

    public void Write(ReadOnlySpan<float> interleaved)
    {
        hash.AppendData(MemoryMarshal.AsBytes(interleaved)); // little-endian, as all systems are that we run on
        loudness.Add(interleaved);
        truePeak.Add(interleaved);
        if (!writer.Write(interleaved, dither)) throw new FailureException(writer.Trouble);
    }

    /// <summary>Ends the file under its name.</summary>
    public MixMeasure Complete()
    {
        truePeak.Finish();
        if (!writer.Complete()) throw new FailureException(writer.Trouble);
        return new(loudness.Integrated, truePeak.PeakDecibels, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public void Dispose()
    {
        writer.Dispose();
        hash.Dispose();
    }
}
