using System.Globalization;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Desk;

/// <summary>From a wish to the value it would set: parse, add or turn over, bring into range. Refusals are the sentence that the user reads.</summary>
internal static class WishedValue
{
    /// <summary>Longest text, in letters; nothing on a console needs more, and one peer must not fill everybody's displays.</summary>
    public const int LongestText = 256;

    /// <summary>The number that a set, step or toggle leads to.</summary>
    public static string? Number(in ControlEvent wish, ParameterSpec spec, double current, out double number)
    {
        number = wish.Number;
        switch (wish.Verb)
        {
            case ControlVerb.Toggle:
                if (spec.Kind is not (ParameterKind.Switch or ParameterKind.Choice)) return $"{spec.Name} is neither a switch nor a choice, so it cannot be toggled; set or step it.";
                number = (current + 1) % (spec.Kind is ParameterKind.Switch ? 2 : spec.Choices.Count);
                return null;

            case ControlVerb.Step:
                if (wish.Text is not null && !ValueText.TryParse(Plain(spec), wish.Text, out number, out _)) return $"A step of {spec.Name} is a number, not \"{wish.Text}\".";
                if (!double.IsFinite(number)) return $"A step of {spec.Name} is a finite number.";
                if (spec.Kind is not ParameterKind.Number) number = Math.Round(number);
                // A closed fader opens from the lowest point of its travel.
                number += double.IsNegativeInfinity(current) && number > 0 ? spec.Law.ToPlain(double.Epsilon) : current;
                number = spec.Clamp(number);
                return null;

            default:
                if (wish.Text is not null && !ValueText.TryParse(spec, wish.Text, out number, out var error)) return error;
                if (spec.Kind is ParameterKind.Choice && wish.Text is null) return Choice(spec, ref number);
                if (double.IsNaN(number)) return $"{spec.Name} takes a number, and this is none.";
                number = spec.Clamp(number);
                return null;
        }
    }

    /// <summary>The text that a set leads to, in the form in which it is kept.</summary>
    public static string? Text(in ControlEvent wish, ParameterTree tree, ParameterSpec spec, out string text)
    {
        text = wish.Text ?? "";
        if (wish.Verb is not ControlVerb.Set) return $"{spec.Name} is a text: it can be set, not stepped or toggled.";
        if (wish.Text is null) return $"{spec.Name} takes a text.";
        if (text.Length > LongestText) return $"{spec.Name} has {text.Length} letters; at most {LongestText} fit.";
        if (text.AsSpan().ContainsAnyInRange('\0', '\u001f')) return $"{spec.Name} has one line, without control characters.";
        if (spec == StripCatalog.Dcas) return Numbers(ref text, ConsoleCatalog.Dcas);
        if (spec == StripCatalog.MuteGroups) return Numbers(ref text, ConsoleCatalog.MuteGroups);
        return spec == StripCatalog.GateKey || spec == StripCatalog.CompKey ? Key(ref text, tree, spec) : null;
    }

    /// <summary>A number for a choice is its index; beyond those it may still be one of the words, as 24 for "24".</summary>
    private static string? Choice(ParameterSpec spec, ref double number)
    {
        var index = Math.Round(number);
        if (index >= 0 && index < spec.Choices.Count) number = index;
        else if (!ValueText.TryParse(spec, number.ToString(CultureInfo.InvariantCulture), out number, out var error)) return error;
        return null;
    }

    private static string? Numbers(ref string text, Family family)
    {
        if (!NumberList.TryParse(text, family.Count, out var bits, out var offending))
            return $"\"{offending}\" is no {family.Name}: give numbers from 1 to {family.Count}, separated by spaces.";
        text = NumberList.Write(bits);
        return null;
    }

    private static string? Key(ref string text, ParameterTree tree, ParameterSpec spec)
    {
        if (string.IsNullOrWhiteSpace(text)) text = "";
        else if (StripNames.TryParse(tree, text, out var strip)) text = StripNames.Of(tree, strip);
        else return $"{spec.Name} names a strip, as in \"{StripNames.Of(tree, 2)}\" or \"{StripNames.Of(tree, tree.StripCount - 1)}\"; there is no \"{text}\".";
        return null;
    }

    // A step is a plain number also for switches and choices.
    private static ParameterSpec Plain(ParameterSpec spec) => spec.Kind is ParameterKind.Number or ParameterKind.Integer ? spec : StripCatalog.Pan;
}
