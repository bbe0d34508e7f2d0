using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>
/// The JSON schema (draft 2020-12) of <c>report.json</c>, made from the records that it is written from. It is open: a reader must bear
/// members that it does not know, since new ones do not raise the format version.
/// </summary>
public static class ReportSchema
{
    private static readonly string[] Decided = [Verdict.Pass, Verdict.Fail, Verdict.NotEnoughEvidence];

    /// <summary>A fresh copy of the schema.</summary>
    public static JsonObject Create()
    {
        var schema = JsonReport
            .Options.GetJsonSchemaAsNode(
                typeof(JsonReport.Root),
                new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }
            )
            .AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Recsys report of Verify");
        LeaveOutNulls(schema);
        schema["properties"]!["format_version"]!.AsObject()["const"] = JsonReport.FormatVersion;
        return schema;
    }

    /// <summary>The schema file's text.</summary>
    public static string Text() => Create().ToJsonString(JsonReport.Options) + "\n";

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject members || context.PropertyInfo is not { } property)
            return schema;
        var attributes = property
            .AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false)
            .OfType<DescriptionAttribute>();
        if ((attributes?.FirstOrDefault() ?? Parameter(context)) is { } description)
            members.Insert(0, "description", description.Description);
        if (property.Name != "outcome")
            return members;
        members["enum"] = new JsonArray([.. Allowed(property.DeclaringType).Select(outcome => JsonValue.Create(outcome))]);
        return members;
    }

    // What is null is not written at all, so nobody may count on it.
    private static void LeaveOutNulls(JsonObject schema)
    {
        if (schema["required"] is JsonArray required)
        {
            var never = required
                .Where(name =>
                    schema["properties"]![(string)name!]!["type"] is not JsonArray types || types.All(type => (string?)type != "null")
                )
                .Select(name => (string)name!);
            schema["required"] = new JsonArray([.. never.Select(name => JsonValue.Create(name))]);
        }
        foreach (var member in schema.Select(member => member.Value).OfType<JsonObject>().ToList()) LeaveOutNulls(member);
    }

    private static string[] Allowed(Type of) =>
        of == typeof(GateResult) ? [.. Decided, Verdict.NotApplicable]
        : of == typeof(BehaviourResult) ? [Verdict.Pass, Verdict.Fail]
        : Decided;

    // Of a positional record the attribute stands on the constructor's parameter.
    private static DescriptionAttribute? Parameter(JsonSchemaExporterContext context) =>
        context
            .PropertyInfo?.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false)
            .OfType<DescriptionAttribute>()
            .FirstOrDefault();
}
