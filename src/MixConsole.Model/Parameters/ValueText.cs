using System.Globalization;

namespace MixConsole.Model.Parameters;

/// <summary>
/// Values as people write and read them: "-6 dB", "1.2k", "off", "low-shelf". The one place where a value becomes text or comes from it; the same word on the wire, on screen and on disk.
/// </summary>
public static class ValueText
{
    /// <summary>Minus infinity dB: a closed fader.</summary>
    public const string Silence = "-inf";

    /// <summary>
    /// The value without its unit: numbers with at most three decimals, <c>-inf</c>, <c>true</c> or <c>false</c>, the word of a choice, a text as it is.
    /// </summary>
    public static string Format(ParameterSpec spec, double number, string? text) => spec.Kind switch
    {
        ParameterKind.Text => text ?? "",
        ParameterKind.Switch => number != 0 ? "true" : "false",
        ParameterKind.Choice => spec.Choices.Count == 0 ? "" : spec.Choices[Index(spec, number)],
        ParameterKind.Action => text ?? "",
        _ => Number(number),
    };

    /// <summary>The value with its unit where it has one, as in "-6 dB".</summary>
    public static string FormatWithUnit(ParameterSpec spec, double number, string? text)
    {
        var symbol = spec.Unit.Symbol();
        var value = Format(spec, number, text);
        return symbol.Length == 0 ? value : $"{value} {symbol}";
    }

    /// <summary>Index of the choice that a number means, always inside the list.</summary>
    public static int Index(ParameterSpec spec, double number) =>
        double.IsNaN(number) ? 0 : (int)Math.Clamp(Math.Round(number), 0, Math.Max(0, spec.Choices.Count - 1));

    /// <summary>
    /// Reads what a person wrote for this parameter. Units may follow a number ("-6dB", "1.2 kHz", "0.25 s" for milliseconds); words are read in any case.
    /// The number is not brought into range. False: the error is a sentence that says what the parameter takes. Texts and actions take anything and give 0, or the number that they begin with.
    /// </summary>
    public static bool TryParse(ParameterSpec spec, ReadOnlySpan<char> text, out double number, out string error)
    {
        var trimmed = text.Trim();
        error = "";
        switch (spec.Kind)
        {
            case ParameterKind.Text or ParameterKind.Action:
                if (!TryNumber(spec.Unit, trimmed, out number)) number = 0;
                return true;
            case ParameterKind.Switch:
                if (TrySwitch(trimmed, out number)) return true;
                error = $"{spec.Name} takes on or off, not \"{trimmed}\".";
                return false;
            case ParameterKind.Choice:
                for (var i = 0; i < spec.Choices.Count; i++)
                {
                    number = i;
                    if (trimmed.Equals(spec.Choices[i], StringComparison.OrdinalIgnoreCase)) return true;
                }

                number = 0;
                error = $"{spec.Name} takes one of {string.Join(", ", spec.Choices)}, not \"{trimmed}\".";
                return false;
            default:
                if (TryNumber(spec.Unit, trimmed, out number)) return true;
                var symbol = spec.Unit.Symbol();
                var example = Number(spec.Default);
                error = symbol.Length == 0
                    ? $"{spec.Name} takes a number such as {example}, not \"{trimmed}\"."
                    : $"{spec.Name} takes a number in {symbol} such as \"{example} {symbol}\", not \"{trimmed}\".";
                return false;
        }
    }

    private static string Number(double number)
    {
        if (double.IsNegativeInfinity(number)) return Silence;
        if (double.IsPositiveInfinity(number)) return "inf";
        var rounded = Math.Round(number, 3);
        return rounded == 0 ? "0" : rounded.ToString("0.###", CultureInfo.InvariantCulture); // never "-0"
    }

    private static bool TrySwitch(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        foreach (var word in On)
        {
            if (!text.Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            number = 1;
            return true;
        }

        foreach (var word in Off)
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool TryNumber(Unit unit, ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > 64) return false;
        Span<char> copy = stackalloc char[text.Length];
        text.CopyTo(copy);
        if (copy[0] == '\u2212') copy[0] = '-'; // the typographer's minus

        var infinite = Infinity(copy);
        var end = infinite > 0 ? infinite : NumberEnd(copy);
        if (end == 0) return false;
        var suffix = copy[end..].Trim();
        if (!TryFactor(unit, suffix, out var factor)) return false;
        if (infinite > 0)
        {
            number = copy[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (!double.TryParse(copy[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return false;
        number *= factor;
        return true;
    }

    /// <summary>Length of a spelled infinity with its sign at the start, or 0.</summary>
    private static int Infinity(ReadOnlySpan<char> text)
    {
        var sign = text[0] is '-' or '+' ? 1 : 0;
        var rest = text[sign..];
        foreach (var word in Infinities)
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return sign + word.Length;
        return 0;
    }

    /// <summary>Length of the decimal number at the start; an "e" belongs to it only where digits follow.</summary>
    private static int NumberEnd(ReadOnlySpan<char> text)
    {
        var i = text[0] is '-' or '+' ? 1 : 0;
        var first = i;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.')) i++;
        if (i == first) return 0;
        if (i >= text.Length || text[i] is not ('e' or 'E')) return i;
        var exponent = i + 1;
        if (exponent < text.Length && text[exponent] is '-' or '+') exponent++;
        if (exponent >= text.Length || !char.IsAsciiDigit(text[exponent])) return i;
        while (exponent < text.Length && char.IsAsciiDigit(text[exponent])) exponent++;
        return exponent;
    }

    /// <summary>What a number is multiplied by because of what follows it; false for a unit that does not fit.</summary>
    private static bool TryFactor(Unit unit, ReadOnlySpan<char> suffix, out double factor)
    {
        factor = 1;
        if (suffix.IsEmpty || suffix.Equals(unit.Symbol(), StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var (of, word, times) in Suffixes)
        {
            if (of != unit || !suffix.Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            factor = times;
            return true;
        }

        return false;
    }

    private static readonly string[] On = ["on", "true", "1", "yes"];
    private static readonly string[] Off = ["off", "false", "0", "no"];
    private static readonly string[] Infinities = ["infinity", "inf", "\u221e", "oo"];

    private static readonly (Unit Unit, string Word, double Factor)[] Suffixes =
    [
        (Unit.Hertz, "k", 1000), (Unit.Hertz, "kHz", 1000),
        (Unit.Milliseconds, "s", 1000), (Unit.Milliseconds, "us", 0.001), (Unit.Milliseconds, "\u00b5s", 0.001), (Unit.Milliseconds, "\u03bcs", 0.001),
        (Unit.Seconds, "ms", 0.001), (Unit.Seconds, "min", 60),
        (Unit.Decibels, "dBFS", 1), (Unit.DecibelsTruePeak, "dB", 1), (Unit.DecibelsTruePeak, "dBFS", 1), (Unit.Lufs, "LU", 1),
    ];
}
