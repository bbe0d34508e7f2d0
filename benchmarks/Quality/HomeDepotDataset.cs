using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Metrics;
using Recsys.Engine;
using Recsys.Model.Evaluation;

namespace Recsys.Quality;

/// <summary>Home Depot product search relevance (Kaggle 2016): queries with products that people judged from 1 to 3. A part of
/// it.</summary>
public sealed class HomeDepotDataset : IQualityDataset
{
    private const string Table = "homedepot-dev/homedepot_dev.csv.gz", Section = "five-folds", Metric = "ndcg@10";
    private const int Folds = 5, Depth = 10, Orders = 10;

    // Judged at least this high, a product counts as clicked in the log that training reads.
    private const double Clicked = 2.5;

    public string Name => "homedepot";

    public string Title => "Home Depot: search";

    public string Source =>
        "make homedepot_dev.csv.gz (product_id, title, query, relevance) of the training table of "
            + "https://www.kaggle.com/c/home-depot-product-search-relevance.";

    public IReadOnlyList<string> Files => [Table];

    public IReadOnlyList<Cell> Cells =>
        [
            new(
                Section,
                "Each query orders the products that were judged for it; gains are 2^relevance − 1. Queries are in five folds: one is "
                    + "asked, one chooses the epoch and fits the fusion, three are learned from, "
                    + "where a product judged 2.5 or more counts as clicked. Every product's title is known; its judgements for the asked "
                    + "queries are not. Popularity is the number of such clicks; of chance, the mean of ten orders is taken.",
                [Metric],
                (run, _) => Measure(run)
            ),
        ];

    private static ScoredCell Measure(DatasetRun run)
    {
        var judged = Read(run.Public(Table));
        var queries = judged.Select(row => row.Query).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (run.Users > 0)
            queries = queries.Take(run.Users).ToList();
        var fold = queries
            .Select((query, i) => (query, Fold: i % Folds))
            .ToDictionary(pair => pair.query, pair => pair.Fold, StringComparer.Ordinal);
        judged = judged.Where(row => fold.ContainsKey(row.Query)).ToList();
        var values = Enumerable
            .Range(0, run.Users > 0 ? 1 : Folds)
            .SelectMany(test => Fold(run.Part($"fold-{test + 1}"), judged, query => (fold[query] - test + Folds) % Folds))
            .ToList();
        run.AddUp();
        Tsv.Write(Path.Combine(run.Layout.Root, Section + ".tsv"), QualityValue.Header, values.Select(value => value.ToFields()));
        return new ScoredCell(Section + ".tsv", "", judged.Select(row => row.Product).Distinct().Count(), 0);
    }

    // Fold 0 is asked, fold 1 validates, the others are learned from.
    private static List<QualityValue> Fold(DatasetRun run, List<Judgement> judged, Func<string, int> place)
    {
        using (var folder = new AtomicFolder(run.Tables))
        {
            CsvTable.Write(
                folder.File("products.csv"),
                ["product_id", "title"],
                judged
                    .DistinctBy(row => row.Product)
                    .OrderBy(row => row.Product, StringComparer.Ordinal)
                    .Select(row => new[] { row.Product, row.Title })
            );
            CsvTable.Write(
                folder.File("searches.csv"),
                ["query", "product_id", "timestamp"],
                judged
                    .Where(row => row.Relevance >= Clicked)
                    .Select(row =>
                        new[]
                        {
                            row.Query,
                            row.Product,
                            place(row.Query) switch
                            {
                                0 => "1000003000",
                                1 => "1000002000",
                                _ => "1000001000",
                            },
                        }
                    )
            );
            folder.Commit();
        }
        var dataset = run.Make(run.Tables, [Path.Combine(run.Tables, "products.csv"), Path.Combine(run.Tables, "searches.csv")]);
        var index = dataset
            .Products.Select((product, i) => (product.Id, i))
            .ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var asked = judged
            .Where(row => place(row.Query) == 0)
            .GroupBy(row => row.Query, StringComparer.Ordinal)
            .Select(group =>
                (
                    Query: group.Key,
                    Products: group.Select(row => index[row.Product]).ToArray(),
                    Gains: group.Select(row => Math.Pow(2, row.Relevance) - 1).ToArray()
                )
            )
            .ToList();
        var values = new List<QualityValue>();
        void Add(string system, Func<string, int[], float[]> score) =>
            values.AddRange(
                asked.Select(one => new QualityValue(
                    one.Query,
                    system,
                    Metric,
                    Ndcg(score(one.Query, one.Products), one.Products, one.Gains)
                ))
            );
        if (!run.BaselinesOnly)
        {
            foreach (var (system, folder) in new[] { (ScoreRow.Bundle, run.Layout.Bundle), (ScoreRow.Reference, run.Layout.Reference) })
            {
                using var engine = RecsysEngine.Open(folder);
                Add(system, engine.ScoreCandidates);
            }
        }
        var lexical = new Bm25Baseline(dataset);
        Add(ScoreRow.Bm25, (query, products) =>
        {
            var ranked = lexical.Search(query, dataset.Products.Length);
            return [.. products.Select(product => Array.IndexOf(ranked, product) is var at and >= 0 ? -at : float.MinValue)];
        });
        var clicks = judged
            .Where(row => place(row.Query) > 0 && row.Relevance >= Clicked)
            .CountBy(row => index[row.Product])
            .ToDictionary(pair => pair.Key, pair => (float)pair.Value);
        Add(ScoreRow.Popularity, (_, products) => [.. products.Select(product => clicks.GetValueOrDefault(product))]);
        values.AddRange(asked.Select(one => new QualityValue(
            one.Query, RandomBaseline.Name, Metric, Chance(one.Query, one.Products, one.Gains))));
        return values;
    }

    /// <summary>Graded gains, best ten, over the same sum of the best order; equal scores by index.</summary>
    internal static double Ndcg(float[] scores, int[] products, double[] gains)
    {
        return Dcg.Of(
                Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => products[i]).Select(i => gains[i]),
                Depth
            ) / Dcg.Of(gains.OrderDescending(), Depth);
    }

    private static double Chance(string query, int[] products, double[] gains)
    {
        var random = RandomBaseline.Of(query);
        return Enumerable
            .Range(0, Orders)
            .Average(_ => Ndcg([.. products.Select(_ => (float)random.Unit())], products, gains));
    }

    private static List<Judgement> Read(string file)
    {
        return
        [
            .. PublicTable
                .Read(file)
                .Skip(1)
                .Select(row => new Judgement(row[0], row[1], row[2], double.Parse(row[3], CultureInfo.InvariantCulture))),
        ];
    }

    private sealed record Judgement(string Product, string Title, string Query, double Relevance);
}
