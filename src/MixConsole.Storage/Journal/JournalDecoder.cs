using System.Buffers.Text;
using System.Text.Json;
using MixConsole.Model.Edits;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Journal;

/// <summary>What a journal line is.</summary>
internal enum JournalLine
{
    /// <summary>Not written by us, or damaged: nothing after it can be trusted.</summary>
    Bad,

    /// <summary>Whole, but of a parameter this console lacks; it is passed over with a sentence.</summary>
    Unknown,
    Edit,
    Key,
    Next,
}

/// <summary>Reads journal lines; see <see cref="JournalEncoder"/> for their shape. Never throws on any bytes.</summary>
internal sealed class JournalDecoder(StripKeys keys, Problems problems, string file)
{
    public const int SumDigits = 8;
    private readonly Dictionary<string, string> authors = []; // one string a name, not one a line

    public static ReadOnlySpan<byte> BeforeSum => ",\"c\":\""u8;

    /// <summary>The edit of the last line, if it was one.</summary>
    public Edit Edit { get; private set; }

    /// <summary>The next generation, if the last line named it.</summary>
    public long Next { get; private set; }

    /// <summary>Reads one line, without its line feed.</summary>
    public JournalLine Read(ReadOnlySpan<byte> line)
    {
        var tail = BeforeSum.Length + SumDigits + 2;
        if (line.Length <= tail || !line.EndsWith("\"}"u8)) return JournalLine.Bad;
        var body = line[..^tail];
        var sum = line[^(SumDigits + 2)..^2];
        if (!line[body.Length..].StartsWith(BeforeSum) || !Utf8Parser.TryParse(sum, out uint crc, out var used, 'x') || used != SumDigits || crc != Checksum.Of(body)) return JournalLine.Bad;
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject || !json.Read() || json.TokenType != JsonTokenType.PropertyName) return JournalLine.Bad;
            if (json.ValueTextEquals("a"u8)) return ReadEdit(ref json);
            if (json.ValueTextEquals("key"u8)) return ReadKey(ref json);
            if (!json.ValueTextEquals("next"u8)) return JournalLine.Unknown;
            json.Read();
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var next)) return JournalLine.Bad;
            Next = next;
            return JournalLine.Next;
        }
        catch (JsonException)
        {
            return JournalLine.Bad; // its checksum fits, yet we did not write it
        }
    }

    private JournalLine ReadEdit(ref Utf8JsonReader json)
    {
        json.Read();
        if (!ParameterJson.TryText(ref json, out var path)) return JournalLine.Bad;
        if (!keys.TryFind(path, out var id) || keys.Tree.Spec(id) is not { } spec)
        {
            problems.Add($"{file}: {ParameterJson.Shorten(path)} is unknown, perhaps from a newer version; its edit was left out.");
            return JournalLine.Unknown;
        }

        double before = 0, after = 0;
        string? textBefore = null, textAfter = null;
        var author = "";
        long gesture = 0, frame = 0;
        var hasValue = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!ParameterJson.TryText(ref json, out var name)) return JournalLine.Bad;
            json.Read();
            var complaint = "";
            if (name == "v") hasValue = ParameterJson.TryRead(ref json, spec, out after, out textAfter, out complaint);
            else if (name == "was") ParameterJson.TryRead(ref json, spec, out before, out textBefore, out _);
            else if (name == "by" && ParameterJson.TryText(ref json, out var by)) author = Shared(by);
            else if (name == "g" && json.TokenType == JsonTokenType.Number) json.TryGetInt64(out gesture);
            else if (name == "f" && json.TokenType == JsonTokenType.Number) json.TryGetInt64(out frame);
            if (complaint.Length > 0) problems.Add($"{file}: {path}: {complaint}");
            json.Skip();
        }

        if (!hasValue) return JournalLine.Unknown;
        Edit = new(id, before, after, textBefore, textAfter, author, gesture, frame);
        return JournalLine.Edit;
    }

    private JournalLine ReadKey(ref Utf8JsonReader json)
    {
        json.Read();
        if (!ParameterJson.TryText(ref json, out var key) || !json.Read() || !json.Read() || !ParameterJson.TryText(ref json, out var place)) return JournalLine.Bad;
        if (keys.TryPlace(place, out var family, out var member) && StripKeys.Has(family) && keys.TrySet(key, family, member)) return JournalLine.Key;
        problems.Add($"{file}: \"{ParameterJson.Shorten(key)}\" cannot be the key of {ParameterJson.Shorten(place)}; edits of that strip may be missing.");
        return JournalLine.Unknown;
    }

    private string Shared(string author)
    {
        if (authors.TryGetValue(author, out var known)) return known;
        authors[author] = author;
        return author;
    }
}
