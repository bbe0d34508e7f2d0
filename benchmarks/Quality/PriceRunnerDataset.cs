using System.Globalization;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Randomness;
using Recsys.Engine;
using Recsys.Model.Evaluation;

namespace Recsys.Quality;

/// <summary>PriceRunner product classification (Akritidis et al., UCI Machine Learning Repository 837, CC BY 4.0): offers of many shops,
/// clustered by product.</summary>
public sealed class PriceRunnerDataset : IQualityDataset
{
    private const string Table = "pricerunner/pricerunner_aggregate.csv.gz", Metric = "accuracy";
    private const int HeldOut = 5; // one cluster in five
    private const int Classes = 150, AskedShare = 4;
    private static readonly int[] Shots = [5, 10, 20];

    public string Name => "pricerunner";

    public string Title => "PriceRunner: classification";

    public string Source =>
        "take pricerunner_aggregate.csv of https://archive.ics.uci.edu/dataset/837, without its header, gzip it, and put it there.";

    public IReadOnlyList<string> Files => [Table];

    public IReadOnlyList<Cell> Cells =>
        [
            new(
                "by-cluster",
                "A fifth of the product clusters, chosen by a hash of the cluster, is asked: no offer of them is learned from. A "
                    + "random split would have the same product on both sides. The classes are the ten categories.",
                [Metric],
                (run, _) => ByCluster(run)
            ),
            .. Shots.Select(shots => new Cell(
                string.Create(CultureInfo.InvariantCulture, $"few-shot-{shots}"),
                $"The {Classes} largest clusters are the classes, with 12 to 27 titles each. At most {shots} titles of each, chosen by a "
                    + "hash of the offer, are learned from; all others, and a quarter at least, are asked.",
                [Metric],
                (run, _) => FewShot(run, shots)
            )),
        ];

    private static ScoredCell ByCluster(DatasetRun run)
    {
        var offers = Read(run);
        bool Counts(Offer offer, int i) => run.Users == 0 || i % 10 == 0;
        return Measure(
            run,
            offers.Where(offer => Hash(offer.Cluster) % HeldOut != 0).Where(Counts).Select(offer => offer with { Class = offer.Category }),
            offers.Where(offer => Hash(offer.Cluster) % HeldOut == 0).Where(Counts).Select(offer => offer with { Class = offer.Category })
        );
    }

    private static ScoredCell FewShot(DatasetRun run, int shots)
    {
        var clusters = Read(run)
            .GroupBy(offer => offer.Cluster, StringComparer.Ordinal)
            .OrderByDescending(cluster => cluster.Count())
            .ThenBy(cluster => cluster.Key, StringComparer.Ordinal)
            .Take(run.Users == 0 ? Classes : 10)
            .Select(cluster => cluster.Select(offer => offer with { Class = cluster.Key }).OrderBy(offer => Hash(offer.Id)).ToArray())
            .ToList();
        return Measure(
            run,
            clusters.SelectMany(cluster => cluster.Skip(Asked(cluster))),
            clusters.SelectMany(cluster => cluster.Take(Asked(cluster)))
        );

        int Asked(Offer[] cluster) => Math.Max(cluster.Length / AskedShare, cluster.Length - shots);
    }

    private static ScoredCell Measure(DatasetRun run, IEnumerable<Offer> learned, IEnumerable<Offer> questions)
    {
        var (known, asked) = (learned.ToList(), questions.ToList());
        using (var folder = new AtomicFolder(run.Tables))
        {
            CsvTable.Write(
                folder.File("products.csv"),
                ["product_id", "title", "category"],
                known.Select(offer => new[] { offer.Id, offer.Title, offer.Class })
            );
            folder.Commit();
        }
        run.Make(run.Tables, [Path.Combine(run.Tables, "products.csv")]);
        var values = new List<QualityValue>();
        void Add(string system, Func<string, string?> classify) =>
            values.AddRange(
                asked.Select(offer => new QualityValue(offer.Id, system, Metric, classify(offer.Title) == offer.Class ? 1 : 0))
            );
        if (!run.BaselinesOnly)
        {
            foreach (var (system, folder) in new[] { (ScoreRow.Bundle, run.Layout.Bundle), (ScoreRow.Reference, run.Layout.Reference) })
            {
                using var engine = RecsysEngine.Open(folder);
                Add(system, title => engine.Classify(title).Category.LastOrDefault().Path);
            }
        }
        Add(ScoreRow.NaiveBayes, new NaiveBayes(known.Select(offer => (offer.Title, offer.Class))).Classify);
        var majority = known
            .CountBy(offer => offer.Class, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .First()
            .Key;
        Add(ScoreRow.Majority, _ => majority);
        var classes = known.Select(offer => offer.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        Add(RandomBaseline.Name, title => classes[RandomBaseline.Of(title).Below(classes.Length)]);
        const string scores = "values.tsv";
        Tsv.Write(Path.Combine(run.Layout.Root, scores), QualityValue.Header, values.Select(value => value.ToFields()));
        return new ScoredCell(scores, "", known.Count, 0);
    }

    private static List<Offer> Read(DatasetRun run) =>
        [.. PublicTable.Read(run.Public(Table)).Select(row => new Offer(row[0], row[1], row[3], row[6], ""))];

    private static ulong Hash(string text)
    {
        ulong hash = 0;
        foreach (var value in Encoding.UTF8.GetBytes(text)) hash = SplitMixFunction.Mix(hash + SplitMixFunction.Increment + value);
        return hash;
    }

    private sealed record Offer(string Id, string Title, string Cluster, string Category, string Class);
}
