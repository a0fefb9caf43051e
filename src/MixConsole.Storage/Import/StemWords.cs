using System.Globalization;
using System.Text;

namespace MixConsole.Storage.Import;

/// <summary>The words in a name.</summary>
internal static class StemWords
{
    /// <summary>
    /// Small letters and digits in words with one space between; "Kick_In(2)" becomes "kick in 2". With <paramref name="splitHumps"/> "LeadVox" becomes "lead vox".
    /// </summary>
    public static string Normal(string name, bool splitHumps)
    {
        var words = new StringBuilder(name.Length + 4);
        var before = ' ';
        foreach (var letter in name)
        {
            // Some file systems store an accent as a character of its own; the letter in front of it is enough.
            if (char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            var isWord = char.IsLetterOrDigit(letter);
            var isEdge = isWord && char.IsLetterOrDigit(before)
                && (char.IsDigit(letter) != char.IsDigit(before) || (splitHumps && char.IsUpper(letter) && char.IsLower(before)));
            if ((isEdge || !isWord) && words.Length > 0 && words[^1] != ' ') words.Append(' ');
            if (isWord) words.Append(char.ToLowerInvariant(letter));
            before = letter;
        }

        return words.ToString().TrimEnd(' ');
    }

    /// <summary>Whether all words of a phrase stand side by side in a normal name.</summary>
    public static bool Holds(string normal, string phrase)
    {
        for (var at = normal.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = normal.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            var end = at + phrase.Length;
            if ((at == 0 || normal[at - 1] == ' ') && (end == normal.Length || normal[end] == ' ')) return true;
        }

        return false;
    }
}
