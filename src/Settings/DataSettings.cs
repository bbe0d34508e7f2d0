using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Recsys.Contracts.Artifacts;

namespace Recsys.Settings;

/// <summary>The shop's tables, how they are read, checked and split.</summary>
public sealed record DataSettings
{
    public const string TimeSplit = DatasetManifest.TimeSplit, LastBasketSplit = DatasetManifest.LastBasketSplit;

    /// <summary>The event table's name where the settings give none.</summary>
    public const string DefaultEvents = "events.csv";

    [Description("sample: generate the sample shop; tables: read the shop's own tables.")]
    [AllowedValues("sample", "tables")]
    public string Source { get; init; } = "sample";

    [Description("Folder of the tables, relative to this file; --data overrides it.")]
    public string Folder { get; init; } = ".";

    [Description("The generated sample shop.")]
    public SampleSettings Sample { get; init; } = new();

    [Description(
        "The product table, or a list of tables joined by product_id: the first says which products there are, later ones fill what is "
            + "empty (a price list, or {\"from\": \"events\"})."
    )]
    public ProductTables Products { get; init; } = new TableSettings { Path = "products.csv" };

    [Description("The behaviour events. Left out: events.csv, if it is there; else the shop has none, and search is all that is learned.")]
    public TableSettings? Events { get; init; }

    [Description("The search log; leave out where there is none.")]
    public TableSettings? Searches { get; init; }

    [Description("ISO 8601 time after which a row lies in the future; default: the largest timestamp in the tables.")]
    public string? AsOf { get; init; }

    [Description(
        "time: the parts are cut at two points in time, the same for all; last_basket: each user's last purchases are the test part, "
            + "those before them the validation part."
    )]
    [AllowedValues(TimeSplit, LastBasketSplit)]
    public string Split { get; init; } = TimeSplit;

    [Description(
        "Quantile of event time at which the validation part begins; of the search log's time with split last_basket or without events."
    )]
    [Range(0.05, 0.98)]
    public double ValidationFrom { get; init; } = 0.8;

    [Description("Quantile of the same time at which the test part begins.")]
    [Range(0.06, 0.99)]
    public double TestFrom { get; init; } = 0.9;

    [Description("Ingest fails when a larger share of a table's rows is rejected.")]
    [Range(0.0, 1.0)]
    public double MaxRejectedShare { get; init; } = 0.02;

    [Description("Events kept per user in the history artefact, the newest ones.")]
    [Range(1, 1000)]
    public int HistoryLength { get; init; } = 100;

    /// <summary>The event table, where there is one.</summary>
    /// <param name="folder">The folder of the tables.</param>
    public TableSettings? EventsIn(string folder) =>
        Events ?? (File.Exists(Path.Combine(folder, DefaultEvents)) ? new TableSettings { Path = DefaultEvents } : null);
}

/// <summary>One table of the shop: a file and the meaning of its columns.</summary>
public sealed record TableSettings
{
    [Description("File name or glob, relative to data.folder. CSV, TSV, JSON lines (each also .gz) or Parquet.")]
    public string? Path { get; init; }

    [Description("auto: by the file's name.")]
    [AllowedValues("auto", "csv", "tsv", "jsonl", "parquet")]
    public string Format { get; init; } = "auto";

    [Description("products only: \"events\" derives the products from the event table (latest non-empty title, median price).")]
    [AllowedValues("events")]
    public string? From { get; init; }

    [Description(
        "Target column to the table's own column name, or to {\"sql\": expression}. Targets not named are looked up under their own name."
    )]
    public Dictionary<string, ColumnSource> Columns { get; init; } = [];

    [Description("SQL condition on the table's own columns; rows that fail it are left out and counted.")]
    public string? Where { get; init; }
}

/// <summary>Size and seed-independent character of the sample shop.</summary>
public sealed record SampleSettings
{
    [Description("Products in the catalogue.")]
    [Range(50, 1_000_000)]
    public int Products { get; init; } = 2_000;

    [Description("Users with at least one event.")]
    [Range(50, 5_000_000)]
    public int Users { get; init; } = 4_000;

    [Description("Mean events a user leaves over the whole period.")]
    [Range(5, 500)]
    public int EventsPerUser { get; init; } = 30;

    [Description("Length of the period in days.")]
    [Range(30, 1500)]
    public int Days { get; init; } = 180;

    [Description("First day of the period, ISO 8601.")]
    [RegularExpression(@"^\d{4}-\d{2}-\d{2}$")]
    public string From { get; init; } = "2026-01-01";
}
