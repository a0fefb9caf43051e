using System.Text.Json;
using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// Writes session.json: one parameter a line, only what differs from its default, in the order of the catalog, so that the difference of two saves reads like a mix note.
/// </summary>
internal static class SessionWriter
{
    /// <summary>Version of the file's shape.</summary>
    public const int Format = 1;

    private const int FlushAt = 16 * 1024; // bytes; keeps the writer's own buffer far below the large-object limit

    public static void Write(Stream stream, ParameterValues values, IEnumerable<Track> tracks, int rate, string? name, StripKeys keys, long generation)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ParameterJson.Encoder });
        var byStrip = new Dictionary<int, Track>();
        foreach (var track in tracks) byStrip[track.Strip] = track;

        json.WriteStartObject();
        json.WriteNumber("format"u8, Format);
        json.WriteNumber("generation"u8, generation);
        json.WriteNumber("rate"u8, rate);
        if (name is not null) json.WriteString("name"u8, name);
        WriteSection(json, "strips", values, byStrip, keys, f => f.FirstStrip >= 0);
        WriteSection(json, "desk", values, byStrip, keys, f => f.FirstStrip < 0);
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteSection(Utf8JsonWriter json, string section, ParameterValues values, Dictionary<int, Track> tracks, StripKeys keys, Func<Family, bool> belongs)
    {
        json.WriteStartObject(section);
        foreach (var family in values.Tree.Families.Where(belongs))
            for (var member = 0; member < family.Count; member++)
            {
                WriteMember(json, family, member, values, family.FirstStrip >= 0 ? tracks.GetValueOrDefault(family.FirstStrip + member) : null, keys);
                if (json.BytesPending > FlushAt) json.Flush();
            }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, Family family, int member, ParameterValues values, Track? track, StripKeys keys)
    {
        var keyed = StripKeys.Has(family);
        var open = keyed && keys.Find(family, member) is not null; // a strip that ever had a key keeps it
        if (open || track is not null) Open();
        foreach (var spec in family.Specs)
        {
            if (spec is null || !spec.Has(Traits.Persisted)) continue;
            var id = family.Id(member, spec);
            var text = spec.Kind == ParameterKind.Text ? values.Text(id) : null;
            if (text is null ? values[id] == family.Default(spec) : text == spec.DefaultText) continue;
            if (!open) Open();
            json.WritePropertyName(spec.Path);
            ParameterJson.Write(json, spec, values[id], text);
        }

        if (open) json.WriteEndObject();

        void Open()
        {
            open = true;
            json.WriteStartObject(keyed ? keys.Ensure(family, member) : StripKeys.Place(family, member));
            if (keyed) json.WriteString("at"u8, StripKeys.Place(family, member));
            if (track is not null) WriteTrack(json, track);
        }
    }

    private static void WriteTrack(Utf8JsonWriter json, Track track)
    {
        json.WriteStartObject("track"u8);
        json.WriteString("file"u8, Path.IsPathRooted(track.File) ? track.File : track.File.Replace('\\', '/'));
        json.WriteNumber("start"u8, track.Start);
        json.WriteNumber("frames"u8, track.Frames);
        json.WriteNumber("channels"u8, track.Channels);
        json.WriteEndObject();
    }
}
