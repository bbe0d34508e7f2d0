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
    private const string Table = "pricerunner/pricerunner_aggregate.csv.gz", Section = "by-cluster", Metric = "accuracy";
    private const int HeldOut = 5; // one cluster in five

    public string Name => "pricerunner";

    public string Title => "PriceRunner: classification";

    public string Source =>
        "take pricerunner_aggregate.csv of https://archive.ics.uci.edu/dataset/837, without its header, gzip it, and put it there.";

    public IReadOnlyList<string> Files => [Table];

    public IReadOnlyList<QualitySection> Measure(DatasetRun run)
    {
        var offers = PublicTable
            .Read(run.Public(Table))
            .Select(row => (Id: row[0], Title: row[1], Cluster: row[3], Category: row[6]))
            .ToList();
        var known = offers.Where(offer => !Asked(offer.Cluster)).Where((_, i) => run.Users == 0 || i % 10 == 0).ToList();
        var asked = offers.Where(offer => Asked(offer.Cluster)).Where((_, i) => run.Users == 0 || i % 10 == 0).ToList();
        using (var folder = new AtomicFolder(run.Tables))
        {
            CsvTable.Write(
                folder.File("products.csv"),
                ["product_id", "title", "category"],
                known.Select(offer => new[] { offer.Id, offer.Title, offer.Category })
            );
            folder.Commit();
        }
        run.Make(run.Tables, [Path.Combine(run.Tables, "products.csv")]);
        var values = new List<QualityValue>();
        void Add(string system, Func<string, string?> classify) =>
            values.AddRange(
                asked.Select(offer => new QualityValue(offer.Id, system, Metric, classify(offer.Title) == offer.Category ? 1 : 0))
            );
        if (!run.BaselinesOnly)
        {
            foreach (var (system, folder) in new[] { (ScoreRow.Bundle, run.Layout.Bundle), (ScoreRow.Reference, run.Layout.Reference) })
            {
                using var engine = RecsysEngine.Open(folder);
                Add(system, title => engine.Classify(title).Category.LastOrDefault().Path);
            }
        }
        Add(ScoreRow.NaiveBayes, new NaiveBayes(known.Select(offer => (offer.Title, offer.Category))).Classify);
        Tsv.Write(Path.Combine(run.Layout.Root, Section + ".tsv"), QualityValue.Header, values.Select(value => value.ToFields()));
        return
        [
            new QualitySection
            {
                Name = Section,
                Task = "",
                Scores = Section + ".tsv",
                Metrics = [Metric],
                Catalogue = known.Count,
                Depth = 0,
                Protocol =
                    "A fifth of the product clusters, chosen by a hash of the cluster, is asked: no offer of them is learned from. A "
                        + "random split would have the same product on both sides.",
            },
        ];
    }

    private static bool Asked(string cluster)
    {
        ulong hash = 0;
        foreach (var value in Encoding.UTF8.GetBytes(cluster)) hash = SplitMixFunction.Mix(hash + SplitMixFunction.Increment + value);
        return hash % HeldOut == 0;
    }
}
