using System.Text.Json;
using System.Text.Json.Serialization;

namespace MixConsole.Storage.Import;

/// <summary>A stack of strips that belong together.</summary>
/// <param name="Name">As in "Drums".</param>
/// <param name="Color">#rrggbb.</param>
public sealed record StemFamily(string Name, string Color);

/// <summary>Words by which a source is known.</summary>
/// <param name="Family">Name of its family.</param>
/// <param name="Icon">Word for its picture.</param>
/// <param name="Words">Words, or several words separated by a space, in lower case.</param>
/// <param name="Color">#rrggbb; null for its family's.</param>
public sealed record StemRule(string Family, string Icon, IReadOnlyList<string> Words, string? Color = null);

/// <summary>Families in the order of their stacks, and rules in the order in which they win.</summary>
public sealed record StemRules(IReadOnlyList<StemFamily> Families, IReadOnlyList<StemRule> Rules)
{
    private static readonly Lazy<StemRules> Shipped = new(ReadShipped);

    /// <summary>The rules that come with the console.</summary>
    public static StemRules Default => Shipped.Value;

    /// <summary>Reads and checks rules. All errors are listed, each with the place and the remedy.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out StemRules rules, out IReadOnlyList<string> errors)
    {
        rules = new([], []);
        try
        {
            if (JsonSerializer.Deserialize(json, StemRulesJson.Default.StemRules) is not { } read)
            {
                errors = ["The stem rules are null: write an object with families and rules."];
                return false;
            }

            errors = [.. StemRuleCheck.Errors(read)];
            if (errors.Count == 0) rules = read;
        }
        catch (JsonException trouble)
        {
            errors = [$"The stem rules cannot be read at line {trouble.LineNumber + 1}: {trouble.Message.Split(" Path:", 2)[0].TrimEnd('.')}."];
        }

        return errors.Count == 0;
    }

    private static StemRules ReadShipped()
    {
        using var stream = typeof(StemRules).Assembly.GetManifestResourceStream("stem-names.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return TryRead(json, out var rules, out var errors) ? rules : throw new InvalidDataException(string.Join(" ", errors));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(StemRules))]
internal sealed partial class StemRulesJson : JsonSerializerContext;
