using System.Diagnostics;

namespace MixConsole.Control.Osc;

/// <summary>
/// OSC time tags (NTP: 32 bits of seconds since 1900, 32 bits of fraction) on the machine's monotonic clock. The offset between both clocks is taken again now and then, because the wall clock is corrected.
/// </summary>
public sealed class OscTime
{
    /// <summary>The time tag that means at once.</summary>
    public const ulong Immediately = 1;

    private static readonly DateTime Epoch = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private double offset = Offset(); // seconds of NTP at Stopwatch tick 0

    /// <summary>Compares both clocks again.</summary>
    public void Refresh() => Volatile.Write(ref offset, Offset());

    /// <summary>Stopwatch ticks of a time tag; 0 for at once.</summary>
    public long ToTimestamp(ulong timeTag)
    {
        if (timeTag <= Immediately) return 0;
        var seconds = (timeTag >> 32) + ((timeTag & uint.MaxValue) / 4294967296.0);
        return (long)((seconds - Volatile.Read(ref offset)) * Stopwatch.Frequency);
    }

    /// <summary>Time tag of Stopwatch ticks.</summary>
    public ulong ToTimeTag(long timestamp)
    {
        var seconds = ((double)timestamp / Stopwatch.Frequency) + Volatile.Read(ref offset);
        var whole = Math.Floor(seconds);
        return ((ulong)whole << 32) | (ulong)((seconds - whole) * 4294967296.0);
    }

    private static double Offset() =>
        (DateTime.UtcNow - Epoch).TotalSeconds - ((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency);
}
