using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Quality;

/// <summary>
/// Amazon reviews as 5-core sequences (McAuley et al., SIGIR 2015), in the form of the S3-Rec paper (Zhou et al., CIKM 2020,
/// arXiv:2008.07873): a line is a user and the items in the order of time.
/// </summary>
public sealed class SequenceDataset(string name, string title, string file, string? items) : IQualityDataset
{
    public static readonly SequenceDataset[] All =
    [
        new("beauty", "Amazon Beauty: sequences", "sequences/beauty.txt", "sequences/beauty_items.tsv"),
        new("sports", "Amazon Sports and Outdoors: sequences", "sequences/sports.txt", null),
    ];

    private const string Protocol =
        "Leave-one-out: each user's last item is held out, the one before it chooses the epoch, and both stages rank the whole catalogue "
            + "without what the user has had already. "
        + "The history that is asked with, and what the baselines learn from, is everything before the last item.";

    public string Name => name;

    public string Title => title;

    public string Source =>
        $"get the 5-core sequences of the S3-Rec repository (RUCAIBox/CIKM2020-S3Rec, data/) and put them there as "
            + $"{Path.GetFileName(file)}.";

    public IReadOnlyList<string> Files => items is null ? [file] : [file, items];

    public IReadOnlyList<QualitySection> Measure(DatasetRun run)
    {
        Convert(run);
        var dataset = run.Make(run.Tables, [Path.Combine(run.Tables, "products.csv"), Path.Combine(run.Tables, "events.csv")]);
        return [run.Recommend(dataset, "leave-one-out", Protocol, "ndcg@10", "hit_rate@10")];
    }

    // The sequences have an order and no times: events are a day apart.
    private void Convert(DatasetRun run)
    {
        var lines = File.ReadLines(run.Public(file))
            .Where(line => line.Length > 0)
            .Select(line => line.Split(' '))
            .Take(run.Users > 0 ? run.Users : int.MaxValue)
            .ToList();
        var words = items is null
            ? []
            : File.ReadLines(run.Public(items))
                .Select(line => line.Split('\t'))
                .ToDictionary(fields => fields[0], fields => fields[2], StringComparer.Ordinal);
        using var folder = new AtomicFolder(run.Tables);
        CsvTable.Write(
            folder.File("events.csv"),
            ["user_id", "product_id", "timestamp"],
            lines.SelectMany(line =>
                line.Skip(1)
                    .Select((item, i) => new[] { line[0], item, (1_000_000_000L + 86_400L * i).ToString(CultureInfo.InvariantCulture) })
            )
        );
        CsvTable.Write(
            folder.File("products.csv"),
            ["product_id", "title", "category"],
            lines
                .SelectMany(line => line.Skip(1))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(item =>
                {
                    var path = words.GetValueOrDefault(item)?.Split(" | ");
                    return path is null
                        ? new[] { item, $"item {item}", "" }
                        : [item, string.Join(' ', path), string.Join(" > ", path.Skip(1))];
                })
        );
        folder.Commit();
    }
}
