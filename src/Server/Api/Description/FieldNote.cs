using System.Text.Json.Nodes;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Description;

/// <summary>A field of a request: the parser knows its name from here, and the description says the same.</summary>
/// <param name="Name">In snake case.</param>
/// <param name="About">What it means, in a sentence.</param>
/// <param name="Schema">Its JSON schema.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record FieldNote(string Name, string About, string Schema, bool Required = false)
{
    /// <summary>A field that is read by a rule.</summary>
    public static FieldNote Of<T>(string name, ValueRule<T> rule, string about, bool required = false) =>
        new(name, about, rule.Schema, required);

    /// <summary>An object of fields.</summary>
    public static string Object(IEnumerable<FieldNote> fields)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in fields)
        {
            var schema = JsonNode.Parse(field.Schema)!.AsObject();
            schema["description"] = field.About;
            properties[field.Name] = schema;
            if (field.Required) required.Add((JsonNode)field.Name);
        }
        var made = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0) made["required"] = required;
        return made.ToJsonString();
    }

    /// <summary>A list.</summary>
    public static string List(string items, int? most = null) =>
        most is null ? $$"""{"type":"array","items":{{items}}}""" : $$"""{"type":"array","maxItems":{{most}},"items":{{items}}}""";
}
