using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recsys.Settings;

/// <summary>Turns the text of a variable or an argument into the JSON value that its setting wants.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
internal static class SettingsValue
{
    private const string Prefix = "RECSYS__";

    /// <summary>
    /// Lays RECSYS__SECTION__NAME variables on top, in ordinal order of their names. Case does not count; an empty
    /// variable is one that is not set, as CI systems pass on variables that nobody defined.
    /// </summary>
    public static void AddVariables(SettingsTree tree, IReadOnlyDictionary<string, string> variables, JsonObject schema)
    {
        var ours = variables.Where(variable =>
            variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && variable.Value.Length > 0
        );
        foreach (var (name, text) in ours.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            var path = Spelled(tree.Root, name[Prefix.Length..].Split("__"));
            tree.Set(path, FromText(text, SettingsSchema.Find(schema, path)), name);
        }
    }

    /// <summary>Lays arguments on top, in their order.</summary>
    public static void AddOverrides(SettingsTree tree, IEnumerable<SettingsOverride> overrides, JsonObject schema)
    {
        foreach (var (dotted, text, origin) in overrides)
        {
            var path = dotted.Split('.');
            tree.Set(path, FromText(text, SettingsSchema.Find(schema, path)), origin);
        }
    }

    /// <summary>Names in lower case, or as an existing entry (a gate, a column) spells them.</summary>
    private static string[] Spelled(JsonObject root, string[] names)
    {
        JsonNode? node = root;
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            names[i] = (node as JsonObject)?.Select(member => member.Key).Order(StringComparer.Ordinal)
                .FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name.ToLowerInvariant();
            node = (node as JsonObject)?[names[i]];
        }
        return names;
    }

    /// <summary>Text that does not fit stays text, and validation says so.</summary>
    private static JsonNode? FromText(string text, JsonObject? schema)
    {
        if (text == "null") return null;
        var types = SchemaValidator.Types(schema);
        var wantsText = types.Contains("string") && !(types.Contains("object") && text.StartsWith('{'));
        if (schema is null || wantsText) return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(types.Contains("boolean") ? text.ToLowerInvariant() : text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
