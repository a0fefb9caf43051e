namespace MixConsole.Model.Parameters;

/// <summary>The plain unit in which a value is stored, automated, spoken and sent.</summary>
public enum Unit
{
    None,
    Decibels,
    Hertz,
    Milliseconds,
    Seconds,
    Ratio,
    Percent,
    Frames,
    Count,
    Bytes,
    Lufs,
    DecibelsTruePeak,
    BeatsPerMinute,
}

/// <summary>How units are written for people.</summary>
public static class Units
{
    /// <summary>The symbol behind a number, "" for none.</summary>
    public static string Symbol(this Unit unit) => unit switch
    {
        Unit.Decibels => "dB",
        Unit.Hertz => "Hz",
        Unit.Milliseconds => "ms",
        Unit.Seconds => "s",
        Unit.Ratio => ":1",
        Unit.Percent => "%",
        Unit.Frames => "frames",
        Unit.Bytes => "bytes",
        Unit.Lufs => "LUFS",
        Unit.DecibelsTruePeak => "dBTP",
        Unit.BeatsPerMinute => "BPM",
        _ => "",
    };
}
