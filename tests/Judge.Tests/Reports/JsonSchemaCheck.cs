using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recsys.Judge.Tests.Reports;

/// <summary>Holds a document against a JSON schema of the keywords that the report's schema uses; another keyword is an error, not a
/// pass.</summary>
internal sealed class JsonSchemaCheck(JsonObject root)
{
    private static readonly string[] Known =
    [
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "enum",
        "const",
        "$ref",
        "default",
    ];

    /// <summary>One line for each thing that is not as the schema says, or that it does not know of.</summary>
    public IReadOnlyList<string> Faults(JsonNode? document) => [.. Check("", document, root)];

    private IEnumerable<string> Check(string path, JsonNode? node, JsonObject schema)
    {
        foreach (var keyword in schema.Select(member => member.Key).Except(Known)) yield return $"{path}: unknown keyword {keyword}";
        if ((string?)schema["$ref"] is { } reference)
        {
            foreach (var fault in Check(path, node, Target(reference))) yield return fault;
            yield break;
        }
        var types = schema["type"] switch
        {
            null => null,
            JsonArray several => several.Select(type => (string)type!).ToList(),
            var one => [(string)one!],
        };
        if (types is not null && !types.Any(type => Fits(type, node)))
            yield return $"{path}: {node?.GetValueKind()} is no {string.Join(" or ", types)}";
        if (schema["enum"] is JsonArray allowed && !allowed.Any(value => JsonNode.DeepEquals(value, node)))
            yield return $"{path}: {node} is not allowed";
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, node))
            yield return $"{path}: {node} is not {constant}";
        if (node is JsonArray items && schema["items"] is JsonObject item)
        {
            foreach (var (index, value) in items.Index())
                foreach (var fault in Check($"{path}[{index}]", value, item)) yield return fault;
        }
        if (node is not JsonObject members) yield break;
        foreach (var name in schema["required"]?.AsArray().Select(name => (string)name!) ?? [])
            if (!members.ContainsKey(name)) yield return $"{path}.{name} is missing";
        foreach (var (name, value) in members)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is not JsonObject member)
                yield return $"{path}.{name} is not described";
            else
                foreach (var fault in Check($"{path}.{name}", value, member)) yield return fault;
        }
    }

    private JsonObject Target(string reference)
    {
        JsonNode target = root;
        foreach (var name in reference.Split('/').Skip(1)) target = target[name]!;
        return target.AsObject();
    }

    private static bool Fits(string type, JsonNode? node) => type switch
    {
        "null" => node is null,
        "object" => node is JsonObject,
        "array" => node is JsonArray,
        "string" => node?.GetValueKind() == JsonValueKind.String,
        "boolean" => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => node?.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<long>(out _),
        _ => type == "number" && node?.GetValueKind() == JsonValueKind.Number,
    };
}
