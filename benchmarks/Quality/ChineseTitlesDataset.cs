using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Evaluation;

namespace Recsys.Quality;

/// <summary>Real Chinese shopping queries, each judged against a product title (ChineseEcomQA, arXiv:2502.20196, CC BY-NC-SA
/// 4.0).</summary>
public sealed class ChineseTitlesDataset : IQualityDataset
{
    private const string Titles = "zh-dev/titles.tsv", Pairs = "zh-dev/pairs.tsv", Section = "pairs";
    private const int Depth = 100;

    public string Name => "zh-dev";

    public string Title => "Chinese titles: search";

    public string Source =>
        "put there titles.tsv (title_id, title) and pairs.tsv (query, title_id, relevant) made of the queries and titles of ChineseEcomQA.";

    public IReadOnlyList<string> Files => [Titles, Pairs];

    public IReadOnlyList<Cell> Cells =>
        [
            new(
                Section,
                "Each query that was judged relevant to a title ranks all titles; the rank of that title counts. Training has seen the "
                    + "titles and no query. No event tells what is popular: that order is the one of the ids.",
                ["mrr@10", "hit_rate@1"],
                (run, _) => Measure(run)
            ),
        ];

    private static ScoredCell Measure(DatasetRun run)
    {
        using (var folder = new AtomicFolder(run.Tables))
        {
            CsvTable.Write(folder.File("products.csv"), ["product_id", "title"], TsvRows(run.Public(Titles)));
            folder.Commit();
        }
        var dataset = run.Make(run.Tables, [Path.Combine(run.Tables, "products.csv")]);
        var place = dataset
            .Products.Select((product, i) => (product.Id, i))
            .ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var pairs = TsvRows(run.Public(Pairs))
            .Where(row => row[2] == "1")
            .Select(row => (Query: row[0], Product: place[row[1]]))
            .ToList();
        var rows = new List<ScoreRow>();
        void Add(string system, Func<string, int[]> search) =>
            rows.AddRange(
                pairs.Select(pair =>
                    RankingRecorder.Row(
                        ScoreRow.Search,
                        system,
                        $"{pair.Query} → {dataset.Products[pair.Product].Id}",
                        0,
                        [pair.Product],
                        search(pair.Query)
                    )
                )
            );
        if (!run.BaselinesOnly)
        {
            foreach (var (system, folder) in new[] { (ScoreRow.Bundle, run.Layout.Bundle), (ScoreRow.Reference, run.Layout.Reference) })
            {
                using var engine = RecsysEngine.Open(folder);
                Add(system, query => [.. engine.Search(query, Depth).Hits.Select(hit => hit.Product)]);
            }
        }
        var lexical = new Bm25Baseline(dataset);
        Add(ScoreRow.Bm25, query => lexical.Search(query, Depth));
        Add(ScoreRow.Popularity, _ => [.. Enumerable.Range(0, Math.Min(Depth, dataset.Products.Length))]);
        var chance = new RandomBaseline(dataset.Products.Length);
        Add(RandomBaseline.Name, query => RankingRecorder.Best(chance.Score(query), Depth, null));
        Directory.CreateDirectory(Path.Combine(run.Layout.Root, Section));
        Tsv.Write(
            Path.Combine(run.Layout.Root, Section, Contracts.Artifacts.Tables.Scores),
            ScoreRow.Header,
            rows.Select(row => row.ToFields())
        );
        return new ScoredCell(
            Path.Combine(Section, Contracts.Artifacts.Tables.Scores),
            ScoreRow.Search,
            dataset.Products.Length,
            Depth
        );
    }

    private static IEnumerable<string[]> TsvRows(string file) =>
        File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'));
}
