using System.Globalization;
using System.Numerics;
using System.Text;

namespace MixConsole.Model.Sessions;

/// <summary>A text of numbers separated by blanks, as in "1 4 7": the DCAs or mute groups of a strip, as bits (number 1 is bit 0).</summary>
public static class NumberList
{
    /// <summary>Reads a list; commas separate too. False with the offending word where it is no number from 1 to <paramref name="max"/> (at most 32).</summary>
    public static bool TryParse(string text, int max, out uint bits, out string offending)
    {
        bits = 0;
        offending = "";
        foreach (var range in text.AsSpan().SplitAny(' ', ','))
        {
            var word = text.AsSpan(range);
            if (word.IsEmpty) continue;
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > max)
            {
                offending = word.ToString();
                return false;
            }

            bits |= 1u << (number - 1);
        }

        return true;
    }

    /// <summary>The list as text: rising, one blank between.</summary>
    public static string Write(uint bits)
    {
        var text = new StringBuilder();
        for (; bits != 0; bits &= bits - 1)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(BitOperations.TrailingZeroCount(bits) + 1);
        }

        return text.ToString();
    }
}
