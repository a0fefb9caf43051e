using System.Text.Encodings.Web;
using System.Text.Json;
using MixConsole.Model.Parameters;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// A parameter's value as JSON, the same in session and journal: numbers in their plain unit with the fewest digits that read back exactly, minus infinity as "-inf",
/// switches as true or false, choices as their word, texts as they are.
/// </summary>
internal static class ParameterJson
{
    private const string MinusInfinity = "-inf"; // JSON has no word for it (RFC 8259, section 6)

    /// <summary>Umlauts and accents stay readable in a diff; the files are no web pages.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static void Write(Utf8JsonWriter json, ParameterSpec spec, double number, string? text)
    {
        switch (spec.Kind)
        {
            case ParameterKind.Text:
                json.WriteStringValue(text ?? "");
                break;
            case ParameterKind.Switch:
                json.WriteBooleanValue(number != 0);
                break;
            case ParameterKind.Choice:
                json.WriteStringValue(spec.Choices[(int)spec.Clamp(number)]);
                break;
            case ParameterKind.Number or ParameterKind.Integer when double.IsNegativeInfinity(number):
                json.WriteStringValue(MinusInfinity);
                break;
            default:
                json.WriteNumberValue(double.IsFinite(number) ? number : spec.Clamp(number));
                break;
        }
    }

    /// <summary>
    /// Reads the value at the reader's token. False where nothing of use stands there. <paramref name="complaint"/> is empty when all is well, else what is wrong and what is used instead, without a subject.
    /// Leaves the reader on the last token of the value.
    /// </summary>
    public static bool TryRead(ref Utf8JsonReader json, ParameterSpec spec, out double number, out string? text, out string complaint)
    {
        number = 0;
        text = null;
        complaint = "";
        switch (spec.Kind)
        {
            case ParameterKind.Text when TryText(ref json, out text):
                return true;
            case ParameterKind.Switch when json.TokenType is JsonTokenType.True or JsonTokenType.False:
                number = json.TokenType == JsonTokenType.True ? 1 : 0;
                return true;
            case ParameterKind.Choice when TryText(ref json, out var word):
                number = IndexOf(spec.Choices, word);
                if (number >= 0) return true;
                complaint = $"\"{Shorten(word)}\" is not one of {string.Join(", ", spec.Choices)}; the default is used.";
                return false;
            case ParameterKind.Number or ParameterKind.Integer when TryNumber(ref json, out var found):
                number = spec.Clamp(found);
                if (number != found) complaint = FormattableString.Invariant($"{found} is outside {spec.Min} to {spec.Max}{Whole(spec)}; {number} is used.");
                return true;
        }

        complaint = $"expected {Expected(spec.Kind)}, found {Found(ref json)}; the default is used.";
        json.Skip();
        return false;
    }

    /// <summary>Reads a string; false for other tokens and for text that is no Unicode.</summary>
    public static bool TryText(ref Utf8JsonReader json, out string text)
    {
        text = "";
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) return false;
        try
        {
            text = json.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // invalid UTF-8 or half a surrogate pair
        }
    }

    /// <summary>What stands at the reader, for a sentence.</summary>
    public static string Found(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => "a number",
        _ => TryText(ref json, out var text) ? $"\"{Shorten(text)}\"" : "text that is not UTF-8",
    };

    /// <summary>Keeps a quotation from a broken file short.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static bool TryNumber(ref Utf8JsonReader json, out double number)
    {
        number = double.NegativeInfinity;
        if (json.TokenType == JsonTokenType.String) return json.ValueTextEquals(MinusInfinity);
        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out number);
    }

    private static int IndexOf(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == word) return i;
        return -1;
    }

    private static string Whole(ParameterSpec spec) => spec.Kind == ParameterKind.Integer ? " or not whole" : spec.Unit.Symbol() is { Length: > 0 } unit ? " " + unit : "";

    private static string Expected(ParameterKind kind) => kind switch
    {
        ParameterKind.Text => "text",
        ParameterKind.Switch => "true or false",
        ParameterKind.Choice => "a word",
        _ => "a number",
    };
}
