using System.Globalization;
using DuckDB.NET.Data;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Model.Sample;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>
/// Tables in; <c>dataset/</c> and <c>history/</c> out. Each row is kept, left out by the settings, counted as anonymous, or rejected
/// for one reason. Same tables and settings, same bytes, whatever the number of threads.
/// </summary>
/// <param name="settings">The resolved settings.</param>
/// <param name="tables">Folder of the tables.</param>
/// <param name="progress">Told what is going on, a line at a time.</param>
public sealed class Ingestion(RecsysSettings settings, string tables, Action<string>? progress = null)
{
    // The sample shop's tables are known; data's own mapping is for a shop's tables.
    private readonly DataSettings _data = settings.Data.Source == "sample"
        ? settings.Data with
        {
            Products = new TableSettings { Path = SampleShop.Products },
            Events = new TableSettings { Path = SampleShop.Events },
            Searches = new TableSettings { Path = SampleShop.Searches },
        }
        : settings.Data;

    /// <summary>Writes both folders, or neither.</summary>
    /// <param name="dataset">Folder for the dataset. When too much is rejected the rows go to <c>&lt;dataset&gt;.rejected.tsv</c>.</param>
    /// <param name="history">Folder for the users' histories.</param>
    /// <exception cref="DataException">The tables cannot be used.</exception>
    /// <exception cref="SettingsException">The mapping is wrong in itself.</exception>
    public IngestSummary Run(string dataset, string history)
    {
        dataset = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataset));
        var asOf = AsOf();
        using var database = new Database(settings.Threads, dataset + ".spill");
        try
        {
            return Run(database, dataset, history, asOf);
        }
        catch (DuckDBException e)
        {
            throw new DataException(
                $"the tables in {tables} cannot be processed: {TableLoader.FirstLine(e)} Remedy: if the message is about a value, check "
                    + $"the sql expressions of data in the settings.",
                e
            );
        }
    }

    private IngestSummary Run(Database database, string dataset, string history, long? asOf)
    {
        var shop = ShopTables.Of(database, _data, tables, progress);
        var (events, searches) = (shop.Events?.Raw, shop.Searches?.Raw);

        progress?.Invoke("checking");
        var stage = shop.Events is null ? null : new EventStage(database, shop.Events, shop.Described);
        stage?.Parse(asOf);
        new ProductStage(database, progress).Make(shop.Products, events);
        stage?.RequireProducts();
        if (shop.Searches is not null) new SearchStage(database, shop.Searches).Parse(asOf);

        var quarantine = new Quarantine(database, [.. shop.Read]);
        var reports = quarantine.Reports();
        quarantine.Check(reports, _data.MaxRejectedShare, dataset + ".rejected.tsv");
        KeepEvents(database, events);
        RequireEnough(database, events);

        progress?.Invoke("writing");
        return Write(database, quarantine, stage is { HasCountries: true } ? events : null, searches, reports, asOf, dataset, history);
    }

    private IngestSummary Write(
        Database database,
        Quarantine quarantine,
        RawTable? located,
        RawTable? searches,
        SortedDictionary<string, TableReport> reports,
        long? asOf,
        string dataset,
        string history
    )
    {
        var times = SplitTimes.Of(database, _data, searches);
        using var output = new AtomicFolder(dataset);
        using var past = new AtomicFolder(history);
        var writer = new DatasetWriter(database);
        writer.Products(output.File(Tables.Products));
        writer.Events(output.File(Tables.Events));
        if (located is not null) writer.Users(output.File(Tables.Users), located);
        writer.Searches(output.File(Tables.Searches), searches, times);
        quarantine.Write(output.File(Tables.Rejected));
        writer.History(past.File(Tables.History), _data.HistoryLength);
        var searched = searches is null
            ? (long?)null
            : database.Number($"SELECT max(ts) FROM {searches.Staged} WHERE fate = '{Reason.Kept}'");
        var manifest = new DatasetManifest
        {
            Name = settings.Name,
            AsOf = asOf ?? (times.Last > searched ? times.Last : searched ?? times.Last),
            Split = _data.Split,
            ValidationFrom = times.ValidationFrom,
            TestFrom = times.TestFrom,
            ProductIdType = IdType.Of(database, "products", "product_id"),
            UserIdType = IdType.Of(database, "events", "user_id"),
            Products = (int)database.Number("SELECT count(*) FROM products"),
            Users = (int)database.Number("SELECT count(DISTINCT user_id) FROM events"),
            Tables = reports,
            Learning = LearningHash.Of(output.Path),
            Files = new SortedDictionary<string, string>(
                Directory.GetFiles(output.Path).ToDictionary(file => Path.GetFileName(file), ContentHash.OfFile),
                StringComparer.Ordinal
            ),
        };
        File.WriteAllText(output.File(DatasetManifest.FileName), ArtifactJson.Serialize(manifest));
        var parts = new SortedDictionary<string, long>(database.Texts("SELECT part, CAST(count(*) AS VARCHAR) FROM events GROUP BY 1")
            .ToDictionary(row => row[0]!, row => long.Parse(row[1]!, CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        output.Commit();
        past.Commit();
        return new IngestSummary(manifest, times.First, times.Last, parts, Completeness.Of(dataset));
    }

    // The relation kept_events, empty where the shop has no events.
    private static void KeepEvents(Database database, RawTable? events) =>
        database.Execute(
            events is null
                ? "CREATE TABLE kept_events (row BIGINT, user_id VARCHAR, product_id VARCHAR, product BIGINT, type VARCHAR, ts BIGINT, "
                    + "quantity BIGINT)"
                : $"CREATE TABLE kept_events AS SELECT e.row, e.user_id, e.product_id, p.product, e.type, e.ts, e.quantity FROM "
                    + $"{events.Staged} e JOIN products p USING (product_id) WHERE e.fate = '{Reason.Kept}'"
        );

    private void RequireEnough(Database database, RawTable? events)
    {
        if (events is null)
        {
            progress?.Invoke(
                $"no events: data.events is left out and {Path.Combine(tables, DataSettings.DefaultEvents)} is missing, so only search is "
                    + $"learned and everybody is recommended the same products"
            );
            var rows = database.Number("SELECT count(*) FROM products");
            if (rows < 2)
                throw new DataException(
                    $"the product table leaves {rows} products; at least 2 are needed. Remedy: bring more data, or check "
                        + $"data.products.where."
                );
            return;
        }
        var (purchases, users, products) = (database.Number("SELECT count(*) FROM kept_events WHERE type = 'purchase'"),
            database.Number("SELECT count(DISTINCT user_id) FROM kept_events"), database.Number("SELECT count(*) FROM products"));
        if (purchases == 0)
            throw new DataException(
                $"{events.Display} has no purchase that can be used. Remedy: check data.events.where and what data.events.columns.type "
                    + $"and user_id name; the types are {string.Join(", ", EventTypes.Names)}."
            );
        if (users < 2 || products < 2)
            throw new DataException(
                $"{events.Display} leaves {users} users and {products} products; at least 2 of each are needed. Remedy: bring more data, "
                    + $"or check data.events.where and the mapping of user_id and product_id."
            );
    }

    private long? AsOf()
    {
        if (_data.AsOf is not { } text) return null;
        return IsoTime.TryParse(text, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw new SettingsException([
                new SettingsMistake(
                    "data.as_of",
                    "settings",
                    $"'{text}' is no ISO 8601 time. Remedy: write it as 2026-06-30T00:00:00Z."
                ),
            ]);
    }
}
