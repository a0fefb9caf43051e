using MixConsole.Dsp.Convert;
using MixConsole.Storage.Audio;

namespace MixConsole.Hosting;

/// <summary>A stereo mix on its way into a file: measured where wanted, then dithered once where the format needs it.</summary>
public sealed class MixFile : IDisposable
{
    private const int Channels = 2;
    private readonly WavWriter writer;
    private readonly Dither? dither;
    private readonly MixMeter? meter;

    /// <summary>Begins a file. Throws a <see cref="FailureException"/> that names it and the remedy.</summary>
    public MixFile(string path, int rate, PcmFormat format, bool isMeasured)
    {
        if (!WavWriter.TryCreate(path, new(Channels, rate, format), out var created, out var error)) throw new FailureException(error);
        writer = created;
        dither = format == PcmFormat.Float32 ? null : new(Channels);
        meter = isMeasured ? new(Channels, rate) : null;
    }

    public void Write(ReadOnlySpan<float> interleaved)
    {
        meter?.Add(interleaved);
        if (!writer.Write(interleaved, dither)) throw new FailureException(writer.Trouble);
    }

    /// <summary>Ends the file under its name; answers what was measured, or null.</summary>
    public MixMeasure? Complete() => writer.Complete() ? meter?.Read() : throw new FailureException(writer.Trouble);

    public void Dispose()
    {
        writer.Dispose();
        meter?.Dispose();
    }
}
