using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Training;

namespace Recsys.Quality;

/// <summary>
/// Amazon reviews as 5-core sequences (McAuley et al., SIGIR 2015), in the form of the S3-Rec paper (Zhou et al., CIKM 2020,
/// arXiv:2008.07873): a line is a user and the items in the order of time; a second file has the times of the same events, whole days.
/// </summary>
/// <param name="name">As <c>--only</c> names it.</param>
/// <param name="title">Heading.</param>
/// <param name="words">Whether brand and category words of the items are there.</param>
/// <param name="published">Figures of others that learn from the train part alone, NDCG@10 and HR@10.</param>
public sealed class SequenceDataset(string name, string title, bool words, params PublishedFigure[] published) : IQualityDataset
{
    public static readonly SequenceDataset[] All =
    [
        new(
            "beauty",
            "Amazon Beauty: sequences",
            true,
            new PublishedFigure("published: SASRec (S3-Rec paper)", [0.0318, 0.0605]),
            new PublishedFigure("published: SASRec with sampled softmax", [0.0531, 0.0921])
        ),
        new(
            "sports",
            "Amazon Sports and Outdoors: sequences",
            false,
            new PublishedFigure("published: SASRec (S3-Rec paper)", [0.0192, 0.0350]),
            new PublishedFigure("published: SASRec with sampled softmax", [0.0314, 0.0569])
        ),
    ];

    /// <summary>Title of an item of which nothing is known: no letter and no digit, so that no feature comes of it.</summary>
    public const string NoWords = "—";

    // Fixed, whatever seed the model has.
    private const ulong Numbering = 20260101;

    public string Name => name;

    public string Title => title;

    public string Source =>
        $"get the 5-core sequences of the S3-Rec repository (RUCAIBox/CIKM2020-S3Rec, data/) and put them there as {name}.txt; the times "
            + $"of the same events as {name}_times.txt (user time time …, Unix seconds).";

    public IReadOnlyList<string> Files => words ? [Items, Times, Words] : [Items, Times];

    public IReadOnlyList<Cell> Cells => SequenceCells.Of(this);

    /// <summary>What the items' titles are made of.</summary>
    public string SideInformation => words
        ? "the model reads brand and category words of the items; the peers do not."
        : "none: items are numbers, and no feature sees one.";

    /// <summary>Figures of others.</summary>
    public IReadOnlyList<PublishedFigure> Published => published;

    private string Items => $"sequences/{name}.txt";

    private string Times => $"sequences/{name}_times.txt";

    private string Words => $"sequences/{name}_items.tsv";

    /// <summary>Writes the shop's tables.</summary>
    /// <param name="run">Whose they are.</param>
    /// <param name="order">What becomes of order and times.</param>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Convert(DatasetRun run, ISequenceOrder order)
    {
        var times = File.ReadLines(run.Public(Times))
            .Where(line => line.Length > 0)
            .Select(line => line.Split(' '))
            .ToDictionary(line => line[0], line => line[1..], StringComparer.Ordinal);
        var users = File.ReadLines(run.Public(Items))
            .Where(line => line.Length > 0)
            .Select(line => line.Split(' '))
            .Take(run.Users > 0 ? run.Users : int.MaxValue)
            .Select(line => (User: line[0], Items: line[1..], Times: TimesOf(line[0], line.Length - 1)))
            .ToList();
        var known = words
            ? File.ReadLines(run.Public(Words))
                .Select(line => line.Split('\t'))
                .ToDictionary(fields => fields[0], fields => fields[2], StringComparer.Ordinal)
            : [];
        var ids = Renumbered(users.SelectMany(user => user.Items));
        using var folder = new AtomicFolder(run.Tables);
        CsvTable.Write(
            folder.File("events.csv"),
            ["user_id", "product_id", "timestamp"],
            users.SelectMany(user =>
                order
                    .Of([.. user.Items.Zip(user.Times)], user.User)
                    .Select(e => new[] { user.User, ids[e.Item], e.Time.ToString(CultureInfo.InvariantCulture) })
            )
        );
        CsvTable.Write(
            folder.File("products.csv"),
            ["product_id", "title", "category"],
            ids.OrderBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair =>
                    known.GetValueOrDefault(pair.Key)?.Split(" | ") is { } path
                        ? new[] { pair.Value, string.Join(' ', path), string.Join(" > ", path.Skip(1)) }
                        : [pair.Value, NoWords, ""]
                )
        );
        folder.Commit();
        return [Path.Combine(run.Tables, "products.csv"), Path.Combine(run.Tables, "events.csv")];

        long[] TimesOf(string user, int count) =>
            times.GetValueOrDefault(user) is { } own && own.Length == count
                ? Array.ConvertAll(own, time => long.Parse(time, CultureInfo.InvariantCulture))
                : throw new ArtifactException(
                    $"{run.Public(Times)} does not have {count} times of user {user}, as {Items} has items. Remedy: {Source}"
                );
    }

    // The public files number items by first appearance, held-out items too: near numbers tell of each other. A drawn number tells nothing,
    // not by the order of equal scores either, and is the same whatever the file calls the item.
    private static Dictionary<string, string> Renumbered(IEnumerable<string> items)
    {
        var distinct = items.Distinct(StringComparer.Ordinal).ToArray();
        var numbers = Enumerable.Range(1, distinct.Length).ToArray();
        new SplitMix(Numbering).Shuffle(numbers.AsSpan());
        return distinct
            .Zip(numbers)
            .ToDictionary(pair => pair.First, pair => pair.Second.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
