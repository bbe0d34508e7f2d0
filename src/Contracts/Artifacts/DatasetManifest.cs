namespace Recsys.Contracts.Artifacts;

/// <summary><c>dataset/manifest.json</c>: what Ingest kept and rejected, and where the parts are cut.</summary>
public sealed record DatasetManifest
{
    /// <summary>Splits: by time, which is the default, and of the last baskets of each user.</summary>
    public const string TimeSplit = "time", LastBasketSplit = "last_basket";

    public const int CurrentVersion = 1;
    public const string FileName = "manifest.json";

    public int FormatVersion { get; init; } = CurrentVersion;

    public required string Name { get; init; }

    /// <summary>Unix milliseconds; rows after it were rejected. Null where no table has a time.</summary>
    public long? AsOf { get; init; }

    /// <summary><c>time</c> or <c>last_basket</c>: how the events were split.</summary>
    public string Split { get; init; } = TimeSplit;

    /// <summary>
    /// Unix milliseconds at which the validation part begins: of events and searches where the split is by time and there are events,
    /// else of the searches; null where nothing is cut at one time for all.
    /// </summary>
    public long? ValidationFrom { get; init; }

    /// <summary>Unix milliseconds at which the test part begins, of the same tables.</summary>
    public long? TestFrom { get; init; }

    /// <summary><c>integer</c> or <c>text</c>.</summary>
    public required string ProductIdType { get; init; }

    /// <summary><c>integer</c> or <c>text</c>.</summary>
    public required string UserIdType { get; init; }

    public required int Products { get; init; }

    public required int Users { get; init; }

    /// <summary>Table name to what became of its rows.</summary>
    public required SortedDictionary<string, TableReport> Tables { get; init; }

    /// <summary>
    /// <c>sha256:…</c> over what training reads of the tables; a change of anything else, such as a price, retrains nothing. Absent
    /// where another tool wrote the dataset: then all of it counts.
    /// </summary>
    public string? Learning { get; init; }

    /// <summary>Relative file name to <c>sha256:…</c>, of every other file in the folder.</summary>
    public required SortedDictionary<string, string> Files { get; init; }
}

/// <summary>What became of one table's rows: Read = Kept + Anonymous + LeftOut + the sum of Rejected.</summary>
public sealed record TableReport
{
    public required long Read { get; init; }

    public required long Kept { get; init; }

    /// <summary>Rows without a user: counted, and outside the rejected share.</summary>
    public long Anonymous { get; init; }

    /// <summary>Rows that the settings' <c>where</c> leaves out; of a further product table also those of products that the first one does
    /// not have.</summary>
    public long LeftOut { get; init; }

    /// <summary>Kept rows that equal another row: counted as repeated quantities.</summary>
    public long Repeated { get; init; }

    /// <summary>Reason to number of rows.</summary>
    public SortedDictionary<string, long> Rejected { get; init; } = [];
}
