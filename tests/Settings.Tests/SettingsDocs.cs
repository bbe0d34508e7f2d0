using System.Text;
using System.Text.Json.Nodes;

namespace Recsys.Settings.Tests;

/// <summary>Writes the tables of docs/settings.md from the schema.</summary>
internal static class SettingsDocs
{
    /// <summary>One table for the settings of the root and one for each section.</summary>
    public static string Tables(JsonObject schema)
    {
        var text = new StringBuilder();
        var members = schema["properties"]!.AsObject();
        var sections = members.Where(member => IsSection(member.Value!)).ToList();
        Table(
            text,
            "General",
            "",
            members
                .Except(sections)
                .Where(member => member.Key != "$schema")
                .SelectMany(member => Rows(member.Key, member.Value!.AsObject()))
        );
        foreach (var (name, section) in sections)
            Table(text, $"`{name}`", (string?)section!["description"] ?? "", Members(name, section.AsObject()));
        Columns(text);
        return text.ToString();
    }

    private static void Columns(StringBuilder text)
    {
        text.Append("\n## Columns of the tables\n\n");
        text.Append("What `data.products.columns`, `data.events.columns` and `data.searches.columns` map: the target column on the left\n");
        text.Append("to the table's own column or to `{\"sql\": expression}`. A target that is not named is looked up under its own\n");
        text.Append("name.\n");
        foreach (var (table, targets) in TableTargets.All)
        {
            text.Append($"\n| `data.{table}.columns` | | meaning |\n|---|---|---|\n");
            foreach (var target in targets)
                text.Append($"| `{target.Name}` | {(target.IsRequired ? "required" : "")} | {Cell(target.Meaning)} |\n");
        }
    }

    private static void Table(StringBuilder text, string heading, string description, IEnumerable<string> rows)
    {
        text.Append($"\n## {heading}\n\n");
        if (description.Length > 0) text.Append($"{description}\n\n");
        text.Append("| setting | type | default | allowed | meaning |\n|---|---|---|---|---|\n");
        foreach (var row in rows) text.Append(row).Append('\n');
    }

    private static IEnumerable<string> Members(string path, JsonObject section) =>
        section["properties"]!.AsObject().SelectMany(member => Rows($"{path}.{member.Key}", member.Value!.AsObject()));

    private static IEnumerable<string> Rows(string path, JsonObject setting)
    {
        var entry = setting["additionalProperties"] as JsonObject;
        yield return $"| `{path}` | {Type(setting)} | {Default(setting)} | {Allowed(setting)} | "
            + $"{Cell((string?)setting["description"] ?? "")} |";
        if (IsSection(setting) && setting["propertyNames"] is null)
            foreach (var row in Members(path, setting)) yield return row;
        if (entry is not null && IsSection(entry))
            foreach (var row in Members(path + ".<name>", entry)) yield return row;
    }

    private static bool IsSection(JsonNode setting) => setting["properties"] is not null && !Types(setting).Contains("string");

    private static string Type(JsonObject setting) =>
        setting["additionalProperties"] is JsonObject
            ? "map"
            : string.Join(
                " or ",
                Types(setting)
                    .Where(type => type != "null")
                    .Select(type =>
                        type == "object" ? "section"
                        : type == "string" ? "text"
                        : type == "array" ? "list"
                        : type
                    )
            );

    private static string Default(JsonObject setting) => setting["default"] is { } value ? $"`{Code(value.ToJsonString())}`" : "";

    private static string Allowed(JsonObject setting) =>
        setting["examples"] is JsonArray examples ? $"{string.Join(", ", examples.Select(value => $"`{value}`"))} and other cut-offs"
        : setting["enum"] is JsonArray values ? string.Join(", ", values.Where(value => value is not null).Select(value => $"`{value}`"))
        : setting["minimum"] is { } minimum ? $"{minimum} to {setting["maximum"]}"
        : setting["pattern"] is { } pattern ? $"`{Code((string)pattern!)}`"
        : "";

    private static IEnumerable<string> Types(JsonNode setting) =>
        setting["type"] is JsonArray several ? several.Select(type => (string)type!) : [(string)setting["type"]!];

    private static string Code(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Cell(string text) => Code(text).Replace("<", "&lt;", StringComparison.Ordinal);
}
