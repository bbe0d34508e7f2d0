using Recsys.Contracts.Faults;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>A table as read, and what its columns mean.</summary>
internal sealed record MappedTable(RawTable Raw, ColumnMap Map);

/// <summary>The shop's tables with their columns mapped; a mapping that does not fit is told of all tables together.</summary>
/// <param name="Events">null without events.</param>
/// <param name="Products">In the order of the settings; null in the place of the one that comes from the events.</param>
/// <param name="Described">How the events describe products; null where no product table comes from them.</param>
/// <param name="Searches">null without a search log.</param>
internal sealed record ShopTables(
    MappedTable? Events,
    IReadOnlyList<MappedTable?> Products,
    ColumnMap? Described,
    MappedTable? Searches
)
{
    /// <summary>Every table that was read.</summary>
    public IEnumerable<RawTable> Read =>
        new[] { Events }.Concat(Products).Append(Searches).OfType<MappedTable>().Select(table => table.Raw);

    /// <summary>Reads the files.</summary>
    /// <exception cref="DataException">A file is missing or cannot be read.</exception>
    /// <exception cref="SettingsException">Every column and expression that does not fit its table.</exception>
    public static ShopTables Of(Database database, DataSettings data, string folder, Action<string>? progress)
    {
        var loader = new TableLoader(database);
        MappedTable Load(string name, string setting, TableSettings table, IReadOnlyList<TableTarget> targets)
        {
            var files = TableFiles.Find(name, setting, table, folder);
            progress?.Invoke($"reading {files.Display}");
            var raw = loader.Load(files);
            return new MappedTable(raw, new ColumnMap(raw, table, setting, targets));
        }
        var events = data.EventsIn(folder) is { } behaviour
            ? Load(TableTargets.OfEvents, "data.events", behaviour, TableTargets.Events)
            : null;
        var products = data.Products.All.Select((table, place) =>
            table.From == TableTargets.OfEvents
                ? null
                : Load(
                    place == 0 ? TableTargets.OfProducts : $"{TableTargets.OfProducts}_{place + 1}",
                    data.Products.SettingOf(place),
                    table,
                    place == 0 ? TableTargets.Products : TableTargets.FurtherProducts
                )
        ).ToList();
        var searches = data.Searches is { } log ? Load(TableTargets.OfSearches, "data.searches", log, TableTargets.Searches) : null;
        var derived = data.Products.FromEvents;
        if (derived is not null && events is null)
            throw new DataException(
                $"the products come from the events (data.products.from), but there are none: data.events is left out and "
                    + $"{Path.Combine(folder, DataSettings.DefaultEvents)} is missing. Remedy: set data.events.path, or name a "
                    + $"product table."
            );
        var described = derived is null
            ? null
            : new ColumnMap(
                events!.Raw,
                derived,
                data.Products.SettingOf(data.Products.All.Index().First(table => table.Item == derived).Index),
                TableTargets.DescribedByEvents
            );
        var tables = new ShopTables(events, products, described, searches);
        var mistakes = tables.Mistakes(database).ToList();
        return mistakes.Count == 0 ? tables : throw new SettingsException(mistakes);
    }

    private IEnumerable<SettingsMistake> Mistakes(Database database) =>
        Products
            .Append(Events)
            .Append(Searches)
            .OfType<MappedTable>()
            .Select(table => table.Map)
            .Append(Described)
            .OfType<ColumnMap>()
            .SelectMany(map => map.Mistakes(database))
            .Concat(Products.Skip(1).OfType<MappedTable>().Where(table => !ProductStage.Filled.Any(table.Map.Has)).Select(Idle));

    private static SettingsMistake Idle(MappedTable table) =>
        new(
            table.Map.Setting,
            "settings",
            $"{table.Raw.Display} fills nothing: it has none of the columns {string.Join(", ", ProductStage.Filled)}. Its columns are "
                + $"{string.Join(", ", table.Raw.Columns)}. Remedy: map one of them in columns, or remove the table."
        );
}
