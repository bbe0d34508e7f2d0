using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Recsys.Settings;

/// <summary>The tables that describe the products, joined by product_id: the first says which products there are, later ones fill what is
/// still empty.</summary>
[JsonConverter(typeof(ProductTablesConverter))]
public sealed record ProductTables
{
    /// <summary>In the order of the settings.</summary>
    public IReadOnlyList<TableSettings> All { get; init; } = [new TableSettings()];

    /// <summary>The one that says which products there are.</summary>
    [JsonIgnore]
    public TableSettings Lead => All.Count == 0 ? new TableSettings() : All[0];

    /// <summary>The table that is derived from the events; null where none is.</summary>
    [JsonIgnore]
    public TableSettings? FromEvents => All.FirstOrDefault(table => table.From == TableTargets.OfEvents);

    /// <summary>The setting of one of the tables, as messages name it.</summary>
    public string SettingOf(int index) => All.Count == 1 ? "data.products" : $"data.products[{index}]";

    /// <summary>Most shops have one.</summary>
    public static implicit operator ProductTables(TableSettings table) => new() { All = [table] };
}

/// <summary>Reads one table, or a list of them.</summary>
public sealed class ProductTablesConverter : JsonConverter<ProductTables>
{
    public override ProductTables Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new()
        {
            All =
                reader.TokenType == JsonTokenType.StartArray
                    ? JsonSerializer.Deserialize(ref reader, TypeOf<TableSettings[]>(options))!
                    : [JsonSerializer.Deserialize(ref reader, TypeOf<TableSettings>(options))!],
        };

    public override void Write(Utf8JsonWriter writer, ProductTables value, JsonSerializerOptions options)
    {
        if (value.All.Count == 1) JsonSerializer.Serialize(writer, value.All[0], TypeOf<TableSettings>(options));
        else JsonSerializer.Serialize(writer, [.. value.All], TypeOf<TableSettings[]>(options));
    }

    private static JsonTypeInfo<T> TypeOf<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
