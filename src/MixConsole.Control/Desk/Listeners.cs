using System.Runtime.InteropServices;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Desk;

/// <summary>Who hears commits. Attached and detached from any thread, told on the desk thread; a listener that throws stops nobody else.</summary>
internal sealed class Listeners
{
    private readonly Lock gate = new();
    private volatile IDeskListener[] all = [];

    /// <summary>What a listener threw last, in words; empty while none did.</summary>
    public string Trouble { get; private set; } = "";

    public void Add(IDeskListener listener)
    {
        lock (gate) all = [.. all, listener];
    }

    public void Remove(IDeskListener listener)
    {
        lock (gate) all = [.. all.Where(l => !ReferenceEquals(l, listener))];
    }

    public void Committed(List<Commit> batch)
    {
        if (batch.Count == 0) return;
        foreach (var listener in all) Committed(listener, CollectionsMarshal.AsSpan(batch));
    }

    public void Committed(IDeskListener listener, ReadOnlySpan<Commit> batch)
    {
        try
        {
            listener.Committed(batch);
        }
        catch (Exception e)
        {
            Note(listener, e);
        }
    }

    public void Heard(List<HeardStrip> strips)
    {
        if (strips.Count == 0) return;
        foreach (var listener in all)
        {
            if (listener is not IHeardListener hearing) continue;
            try
            {
                hearing.Heard(CollectionsMarshal.AsSpan(strips));
            }
            catch (Exception e)
            {
                Note(listener, e);
            }
        }
    }

    public void Held(ParameterId parameter, string who)
    {
        foreach (var listener in all)
        {
            if (listener is not IHoldListener holding) continue;
            try
            {
                holding.Held(parameter, who);
            }
            catch (Exception e)
            {
                Note(listener, e);
            }
        }
    }

    /// <summary>Reads meters only where somebody looks at them.</summary>
    public void Metered(IEngineLink engine, MeterFrame frame)
    {
        var isRead = false;
        foreach (var listener in all)
        {
            if (listener is not IMeterListener metering) continue;
            if (!isRead) engine.ReadMeters(frame);
            isRead = true;
            try
            {
                metering.Metered(frame);
            }
            catch (Exception e)
            {
                Note(listener, e);
            }
        }
    }

    private void Note(IDeskListener listener, Exception e) => Trouble = $"{listener.GetType().Name} failed: {e.Message}";
}
