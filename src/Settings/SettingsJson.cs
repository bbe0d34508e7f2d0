using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Recsys.Settings;

/// <summary>The JSON form of the settings records: snake_case, found by reflection.</summary>
[RequiresUnreferencedCode(Reason)]
[RequiresDynamicCode(Reason)]
internal static class SettingsJson
{
    /// <summary>Why these types are not for the ahead-of-time compiled server.</summary>
    public const string Reason = "The settings are read by reflection; only the build and the model tool do that.";

    /// <summary>Writes nulls and refuses names it does not know.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static JsonNode? ToNode(object? value) => value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), Options);

    /// <summary>Takes null members out of objects, at every depth.</summary>
    public static JsonNode? WithoutNulls(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? []) WithoutNulls(item);
        if (node is not JsonObject members) return node;
        foreach (var (name, value) in members.ToList())
        {
            if (value is null) members.Remove(name);
            else WithoutNulls(value);
        }
        return members;
    }

    /// <summary>A copy whose members are in ordinal order, at every depth.</summary>
    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
