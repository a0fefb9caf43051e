using System.Text.Json;
using System.Text.Json.Nodes;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// Brings older session files to the present shape, one small step a format: step n turns format n into n + 1. To add one, raise <see cref="SessionWriter.Format"/> and append a step here.
/// </summary>
internal static class Migrations
{
    /// <summary>Steps in order; the first turns format 1 into 2.</summary>
    public static IReadOnlyList<Action<JsonObject>> Steps { get; } = [];

    /// <summary>Runs all steps a file of a format needs. Throws <see cref="JsonException"/> where the file is no JSON object.</summary>
    public static byte[] Run(ReadOnlySpan<byte> json, int format, IReadOnlyList<Action<JsonObject>> steps)
    {
        if (format > steps.Count) return json.ToArray();
        var reader = new Utf8JsonReader(json);
        var root = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("The file is no JSON object.");
        for (var step = format; step <= steps.Count; step++)
        {
            steps[step - 1](root);
            root["format"] = step + 1;
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }
}
