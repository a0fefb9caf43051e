using MixConsole.Control.Desk;
using MixConsole.Model.Links;

namespace MixConsole.Control.Osc;

/// <summary>Keeps the highest peak of each strip between two looks of the sending thread, so a peer with slow meters misses none. Listens to the desk only while a peer wants meters.</summary>
internal sealed class OscMeters(IDesk desk) : IDeskListener, IMeterListener
{
    private readonly Lock gate = new();
    private readonly float[] peaks = new float[desk.Tree.StripCount];
    private long number = -1;
    private bool isNew;
    private bool isListening;

    /// <summary>Begins or ends to listen. Sending thread.</summary>
    public void Listen(bool wanted)
    {
        if (wanted == isListening) return;
        isListening = wanted;
        if (wanted) desk.Attach(this);
        else desk.Detach(this);
    }

    public void Committed(ReadOnlySpan<Commit> batch)
    {
    }

    public void Metered(MeterFrame frame)
    {
        if (frame.Number == number) return;
        number = frame.Number;
        lock (gate)
        {
            for (var strip = 0; strip < peaks.Length; strip++)
                peaks[strip] = isNew ? Math.Max(peaks[strip], frame.PostFader[strip]) : frame.PostFader[strip];
            isNew = true;
        }
    }

    /// <summary>Copies linear peaks since the last call by strip number; false where there was no reading since.</summary>
    public bool Take(Span<float> into)
    {
        lock (gate)
        {
            if (!isNew) return false;
            peaks.CopyTo(into);
            isNew = false;
            return true;
        }
    }
}

/// <summary>The meters that one peer wants. Owned by the sending thread.</summary>
/// <param name="strips">Strip numbers, in the order told.</param>
/// <param name="interval">Stopwatch ticks between two messages.</param>
internal sealed class OscMeterWish(int[] strips, long interval)
{
    private readonly float[] peaks = new float[strips.Length];
    private bool isTold = true;

    public int Count => strips.Length;

    /// <summary>Stopwatch ticks when the next message is due.</summary>
    public long Due { get; private set; }

    /// <summary>Joins a reading of all strips into what has not been told yet.</summary>
    public void Join(ReadOnlySpan<float> reading)
    {
        for (var i = 0; i < strips.Length; i++) peaks[i] = isTold ? reading[strips[i]] : Math.Max(peaks[i], reading[strips[i]]);
        isTold = false;
    }

    /// <summary>Gives the peaks in dBFS; a late message is not made up for.</summary>
    public void Tell(Span<float> dbfs, long now)
    {
        for (var i = 0; i < strips.Length; i++) dbfs[i] = 20 * MathF.Log10(peaks[i]);
        isTold = true;
        Due = Math.Max(Due + interval, now);
    }
}
