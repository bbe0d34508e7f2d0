using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recsys.Settings;

/// <summary>Where a target column comes from: a column of the table, or an SQL expression over its (text) columns.</summary>
[JsonConverter(typeof(ColumnSourceConverter))]
public sealed record ColumnSource
{
    public string? Column { get; init; }

    public string? Sql { get; init; }
}

/// <summary>Reads <c>"name"</c> or <c>{"sql": "…"}</c>.</summary>
public sealed class ColumnSourceConverter : JsonConverter<ColumnSource>
{
    public override ColumnSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new ColumnSource { Column = reader.GetString() };
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("sql", out var sql)
            ? new ColumnSource { Sql = sql.GetString() }
            : throw new JsonException("expected a column name or {\"sql\": expression}");
    }

    public override void Write(Utf8JsonWriter writer, ColumnSource value, JsonSerializerOptions options)
    {
        if (value.Sql is null)
        {
            writer.WriteStringValue(value.Column);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("sql", value.Sql);
        writer.WriteEndObject();
    }
}
