using MixConsole.Engine.Boundary;
using MixConsole.Storage.Audio;

namespace MixConsole.Hosting;

/// <summary>Brings captured samples into a file on a thread of its own. What was written a second ago is playable whatever happens to the process.</summary>
public sealed class CaptureFile : IDisposable
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(50);
    private const int NapsPerFlush = 20;
    private readonly WavWriter writer;
    private readonly ManualResetEventSlim stop = new();
    private readonly float[] samples = GC.AllocateUninitializedArray<float>(16_384);
    private readonly Thread thread;

    private CaptureFile(WavWriter writer)
    {
        this.writer = writer;
        thread = new(Run) { Name = "capture", IsBackground = true };
        thread.Start();
    }

    /// <summary>What the audio thread writes to.</summary>
    public CaptureRing Ring { get; } = new();

    /// <summary>Begins a file. Throws a <see cref="FailureException"/> that names it and the remedy.</summary>
    public static CaptureFile Create(string path, int rate) =>
        WavWriter.TryCreate(path, new(2, rate) { Place = WavPlace.Direct }, out var writer, out var error) ? new(writer) : throw new FailureException(error);

    /// <summary>Writes what is left and ends the file. Null, or the sentence that says what is missing.</summary>
    public string? Finish()
    {
        stop.Set();
        thread.Join();
        var isWhole = writer.Complete();
        return !isWhole ? writer.Trouble : Ring.Lost > 0 ? $"The capture lacks {Ring.Lost} frames, because the disk was too slow: capture to another disk." : null;
    }

    public void Dispose()
    {
        Finish();
        writer.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        for (var nap = 1; !stop.Wait(Nap); nap++)
        {
            Drain();
            if (nap % NapsPerFlush == 0) writer.Flush();
        }

        Drain();
    }

    private void Drain()
    {
        for (var frames = Ring.Read(samples); frames > 0; frames = Ring.Read(samples)) writer.Write(samples.AsSpan(0, frames * 2));
    }
}
