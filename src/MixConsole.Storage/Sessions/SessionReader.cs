using System.Text.Json;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// Reads session.json. Whatever can be understood is taken, everything else is named: unknown names, wrong types, values out of range. A file that breaks off gives what stands before the break.
/// </summary>
internal sealed class SessionReader(ParameterTree tree, Problems problems, string file)
{
    private readonly HashSet<ParameterId> seen = [];
    private readonly HashSet<(Family, int)> members = [];

    public string File { get; } = file;

    public Session Session { get; } = new(tree);

    public StripKeys Keys { get; } = new(tree);

    /// <summary>Generation of the save; -1 where the file does not say.</summary>
    public long Generation { get; private set; } = -1;

    /// <summary>Whether the file was read to its end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether the file names the session; else the folder does.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>A number that stands in the outermost object of a file, damaged or not: "format", "generation". -1 where none is found.</summary>
    public static long NumberOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        try
        {
            var json = new Utf8JsonReader(WithoutMark(bytes));
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return -1;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var found = json.ValueTextEquals(name);
                json.Read();
                if (found) return json.TokenType != JsonTokenType.Number ? -1 : json.TryGetInt64(out var number) ? number : long.MaxValue;
                json.Skip();
            }
        }
        catch (JsonException)
        {
            // Reading it whole says what is wrong with it.
        }

        return -1;
    }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = new Utf8JsonReader(WithoutMark(bytes));
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject) throw new JsonException("It is no JSON object.");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName) ReadProperty(ref json);
            json.Read(); // nothing may follow
            IsWhole = true;
        }
        catch (JsonException e)
        {
            problems.Add(e.LineNumber is { } line
                ? $"{File} is damaged at line {line + 1}: what stands before it was read."
                : $"{File} is damaged: {e.Message}");
        }
    }

    // Some editors put a byte order mark first.
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private void ReadProperty(ref Utf8JsonReader json)
    {
        if (!ParameterJson.TryText(ref json, out var name)) name = "?";
        json.Read();
        switch (name)
        {
            case "format":
                break;
            case "generation" when json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var generation) && generation >= 0:
                Generation = generation;
                break;
            case "rate":
                if (ParameterJson.TryRead(ref json, SessionCatalog.Rate, out var rate, out _, out var complaint)) Session.Rate = (int)rate;
                if (complaint.Length > 0) problems.Add($"{File}: rate: {complaint}");
                break;
            case "name" when ParameterJson.TryText(ref json, out var text):
                Session.Name = text;
                IsNamed = true;
                break;
            case "strips" or "desk" when json.TokenType == JsonTokenType.StartObject:
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName) ReadMember(ref json);
                break;
            case "generation" or "name" or "strips" or "desk":
                problems.Add($"{File}: {name}: {ParameterJson.Found(ref json)} makes no sense here; it was left out.");
                json.Skip();
                break;
            default:
                problems.Add($"{File}: \"{ParameterJson.Shorten(name)}\" is unknown, perhaps from a newer version; it was left out.");
                json.Skip();
                break;
        }
    }

    private void ReadMember(ref Utf8JsonReader json)
    {
        if (!ParameterJson.TryText(ref json, out var key)) key = "?";
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            problems.Add($"{File}: {ParameterJson.Shorten(key)}: expected an object, found {ParameterJson.Found(ref json)}; it was left out.");
            json.Skip();
            return;
        }

        var place = key;
        if (!Keys.TryPlace(place, out var family, out var member) && !Keys.TryPlace(place = Place(json) ?? key, out family, out member))
        {
            problems.Add($"{File}: {ParameterJson.Shorten(key)}: there is no \"{ParameterJson.Shorten(place)}\" on this console; it was left out.");
            json.Skip();
            return;
        }

        if (!members.Add((family, member))) problems.Add($"{File}: {place} occurs twice; the later values count.");
        if (StripKeys.Has(family) && key != place && !Keys.TrySet(key, family, member))
            problems.Add($"{File}: \"{ParameterJson.Shorten(key)}\" cannot be the key of {place}; it gets a new one.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName) ReadParameter(ref json, place, family, member);
    }

    // Looks ahead in a copy of the reader: the place of a strip comes first in our files, anywhere in edited ones.
    private static string? Place(Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals("at"u8);
            json.Read();
            if (found) return ParameterJson.TryText(ref json, out var place) ? place : null;
            json.Skip();
        }

        return null;
    }

    private void ReadParameter(ref Utf8JsonReader json, string place, Family family, int member)
    {
        if (!ParameterJson.TryText(ref json, out var path)) path = "?";
        json.Read();
        if (path == "at" && json.TokenType == JsonTokenType.String) return;
        if (path == "track" && family.FirstStrip >= 0)
        {
            ReadTrack(ref json, place, family.FirstStrip + member);
            return;
        }

        if (family.Find(path) is not { } spec || !spec.Has(Traits.Persisted))
        {
            problems.Add($"{File}: {place}/{ParameterJson.Shorten(path)} is unknown, perhaps from a newer version; it was left out.");
            json.Skip();
            return;
        }

        var id = family.Id(member, spec);
        if (!seen.Add(id)) problems.Add($"{File}: {place}/{path} occurs twice; the later value counts.");
        if (ParameterJson.TryRead(ref json, spec, out var number, out var text, out var complaint))
        {
            if (text is not null) Session.Set.SetText(id, text);
            else Session.Set[id] = number;
        }

        if (complaint.Length > 0) problems.Add($"{File}: {place}/{path}: {complaint}");
    }

    private void ReadTrack(ref Utf8JsonReader json, string place, int strip)
    {
        string? path = null;
        long start = 0, frames = 0;
        var channels = 1;
        var fine = json.TokenType == JsonTokenType.StartObject;
        if (!fine) json.Skip();
        while (fine && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!ParameterJson.TryText(ref json, out var name)) name = "?";
            json.Read();
            var isNumber = json.TokenType == JsonTokenType.Number;
            var understood = name switch
            {
                "file" => ParameterJson.TryText(ref json, out path) && path.Length > 0 && !path.Contains('\0'),
                "start" => isNumber && json.TryGetInt64(out start),
                "frames" => isNumber && json.TryGetInt64(out frames) && frames >= 0,
                "channels" => isNumber && json.TryGetInt32(out channels) && channels is 1 or 2,
                _ => false,
            };
            if (!understood) problems.Add($"{File}: {place}/track/{ParameterJson.Shorten(name)}: {ParameterJson.Found(ref json)} makes no sense here; it was left out.");
            json.Skip();
        }

        Session.Tracks.RemoveAll(t => t.Strip == strip);
        if (string.IsNullOrEmpty(path) || path.Contains('\0')) problems.Add($"{File}: {place}/track names no file; the strip has no audio.");
        else Session.Tracks.Add(new(strip, path, start, Math.Max(0, frames), channels is 1 or 2 ? channels : 1));
    }
}
