using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Recsys.Settings;

/// <summary>
/// The JSON schema (draft 2020-12) of the settings, made from the records and their attributes. Editors complete from
/// it, the loader validates with it, docs/settings.md is written from it.
/// </summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public static class SettingsSchema
{
    public const string FileName = "recsys.schema.json";

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Describe,
    };

    /// <summary>The schema without any words of others; read only.</summary>
    internal static JsonObject Shared => SettingsVocabulary.None.Schema();

    /// <summary>A fresh copy of the schema.</summary>
    /// <param name="vocabulary">What others say of some settings.</param>
    public static JsonObject Create(SettingsVocabulary vocabulary)
    {
        var schema = Create(typeof(RecsysSettings), vocabulary);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Recsys settings");
        return schema;
    }

    /// <summary>The schema of any record whose settings have attributes.</summary>
    internal static JsonObject Create(Type type, SettingsVocabulary vocabulary)
    {
        var schema = SettingsJson.Options.GetJsonSchemaAsNode(type, Exporter).AsObject();
        WriteOut(schema, schema);
        if (type == typeof(RecsysSettings)) NameTargets(schema);
        schema["properties"]!
            .AsObject()
            .Insert(0, "$schema", new JsonObject { ["description"] = "The schema that editors complete from.", ["type"] = "string" });
        foreach (var (path, words) in vocabulary.Words) Name(Find(schema, path.Split('.'))!, words);
        return schema;
    }

    /// <summary>The schema file's text.</summary>
    public static string Text(SettingsVocabulary vocabulary) => Create(vocabulary).ToJsonString(SettingsJson.Options) + "\n";

    /// <summary>The schema of a setting or of a map's entry; null where there is no such setting.</summary>
    internal static JsonObject? Find(JsonObject schema, IEnumerable<string> path)
    {
        var current = schema;
        foreach (var name in path)
        {
            if ((current["properties"]?[name] ?? current["additionalProperties"]) is not JsonObject next) return null;
            current = next;
        }
        return current;
    }

    private static void Name(JsonObject schema, SettingWords words)
    {
        if (words.Description is { } description) schema["description"] = description;
        if (words.Examples is { } examples) schema["examples"] = Strings(examples);
        if (words.Pattern is { } pattern) schema["pattern"] = pattern;
        if (words.Allowed is not { } allowed) return;
        var values = Strings(allowed);
        if (SchemaValidator.Types(schema).Contains("null")) values.Add(null);
        schema["enum"] = values;
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Type == typeof(ProductTables)) schema = TablesSchema();
        if (schema is not JsonObject members) return schema;
        // The exporter knows nothing of what a converter reads.
        if (context.TypeInfo.ElementType == typeof(ColumnSource))
            members["additionalProperties"] = ColumnSourceSchema();
        if (context.TypeInfo.ElementType == typeof(JsonElement))
            members["items"] = new JsonObject { ["type"] = new JsonArray("number", "string", "boolean") };
        // An overlay takes an entry out of a map by setting it to null.
        if (members["additionalProperties"] is JsonObject entry && entry["type"] is { } type) entry["type"] = OrNull(type);
        if (context.PropertyInfo is not { } property) return members;
        Constrain(members, property);
        if (Attribute<DescriptionAttribute>(property) is { } description) members.Insert(0, "description", description.Description);
        if (Default(property) is { } value) members["default"] = value;
        return members;
    }

    private static void Constrain(JsonObject schema, JsonPropertyInfo property)
    {
        if (Attribute<AllowedValuesAttribute>(property) is { } allowed)
        {
            var values = allowed.Values.Select(value => (JsonNode?)JsonValue.Create((string?)value)).ToList();
            if (property.IsGetNullable) values.Add(null);
            schema["enum"] = new JsonArray([.. values]);
        }
        if (Attribute<RangeAttribute>(property) is { } range)
        {
            schema["minimum"] = SettingsJson.ToNode(range.Minimum);
            schema["maximum"] = SettingsJson.ToNode(range.Maximum);
        }
        if (Attribute<RegularExpressionAttribute>(property) is { } pattern) schema["pattern"] = pattern.Pattern;
    }

    /// <summary>A property's default; of a whole section only what differs from the defaults of its own members.</summary>
    private static JsonNode? Default(JsonPropertyInfo property)
    {
        var value = SettingsJson.ToNode(property.Get!(Activator.CreateInstance(property.DeclaringType)!));
        if (value is not JsonObject members) return value;
        var own = SettingsJson.ToNode(Activator.CreateInstance(property.PropertyType))!.AsObject();
        foreach (var (name, member) in members.ToList())
            if (JsonNode.DeepEquals(member, own[name])) members.Remove(name);
        return members.Count == 0 ? null : SettingsJson.WithoutNulls(members);
    }

    /// <summary>One table or a list of them.</summary>
    private static JsonObject TablesSchema()
    {
        var table = SettingsJson.Options.GetJsonSchemaAsNode(typeof(TableSettings), Exporter).AsObject();
        table["items"] = table.DeepClone();
        table["type"] = new JsonArray("object", "array");
        return table;
    }

    /// <summary>The columns that each table may bring, so that editors complete them and a misspelt one is a mistake.</summary>
    private static void NameTargets(JsonObject schema)
    {
        foreach (var (name, targets) in TableTargets.All)
        {
            var table = Find(schema, ["data", name])!;
            foreach (var one in new[] { table, table["items"] as JsonObject }.OfType<JsonObject>())
            {
                var columns = Find(one, ["columns"])!;
                columns["properties"] = new JsonObject(targets.Select(target => KeyValuePair.Create(target.Name, Entry(columns, target))));
                columns["propertyNames"] = new JsonObject { ["enum"] = Strings(targets.Select(target => target.Name)) };
            }
        }
    }

    private static JsonNode? Entry(JsonObject columns, TableTarget target)
    {
        var entry = columns["additionalProperties"]!.DeepClone().AsObject();
        entry.Insert(0, "description", (target.IsRequired ? "Required. " : "") + target.Meaning);
        return entry;
    }

    private static JsonObject ColumnSourceSchema() =>
        new()
        {
            ["type"] = new JsonArray("string", "object"),
            ["properties"] = new JsonObject
            {
                ["sql"] = new JsonObject
                {
                    ["description"] = "SQL expression over the table's own columns, all of them text.",
                    ["type"] = "string",
                },
            },
            ["required"] = new JsonArray("sql"),
            ["additionalProperties"] = false,
        };

    /// <summary>Puts copies in the place of references to a type's first use, so that every setting's schema stands at its path.</summary>
    private static void WriteOut(JsonObject schema, JsonObject root)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            JsonNode target = root;
            foreach (var name in reference.Split('/').Skip(1)) target = target[name]!;
            schema.Remove("$ref");
            foreach (var (name, value) in target.AsObject())
                if (!schema.ContainsKey(name)) schema[name] = value?.DeepClone();
        }
        foreach (var member in schema["properties"]?.AsObject().ToList() ?? []) WriteOut(member.Value!.AsObject(), root);
        if (schema["additionalProperties"] is JsonObject entry) WriteOut(entry, root);
    }

    private static JsonArray OrNull(JsonNode type)
    {
        var types = type is JsonArray several ? several.Select(item => (string)item!) : [(string)type!];
        return new JsonArray([.. types.Append("null").Distinct().Select(item => JsonValue.Create(item))]);
    }

    private static T? Attribute<T>(JsonPropertyInfo property) where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
