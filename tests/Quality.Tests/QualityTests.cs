using System.IO.Compression;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Ingest;
using Xunit;

namespace Recsys.Quality.Tests;

/// <summary>What the quality tool computes itself, by hand; and a small dataset of sequences all the way to its result.</summary>
public sealed class QualityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-quality-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string name) => Path.Combine(_folder.FullName, name);

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (
            QualityCli.Run([.. arguments, "--data", _folder.FullName, "--out", File("out")], output, error),
            output.ToString(),
            error.ToString()
        );
    }

    [Fact]
    public void Tables_are_read_with_their_quotes_and_line_breaks()
    {
        using (var file = new GZipStream(System.IO.File.Create(File("t.gz")), CompressionLevel.Fastest))
            file.Write(Encoding.UTF8.GetBytes("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n,z\n"));
        Assert.Equal(
            [
                ["a", "b"],
                ["x, \"y\"", "two\nlines"],
                ["", "z"],
            ],
            PublicTable.Read(File("t.gz"))
        );
        using (var file = new GZipStream(System.IO.File.Create(File("open.gz")), CompressionLevel.Fastest))
            file.Write("a\n\"b\n"u8);
        Assert.Contains(
            "line 2",
            Assert.Throws<DataException>(() => PublicTable.Read(File("open.gz")).ToList()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Graded_gains_are_discounted_by_rank_and_equal_scores_ordered_by_product()
    {
        // Gains 7, 3, 0; ideal 7 + 3/log₂3. The engine puts product 5 (gain 3) first, then of equal ones product 2 (gain 0), then 9 (gain
        // 7).
        var ideal = 7 + 3 / Math.Log2(3);
        Assert.Equal((3 + 7 / Math.Log2(4)) / ideal, HomeDepotDataset.Ndcg([1, 2, 1], [9, 5, 2], [7, 3, 0]), 1e-12);
        Assert.Equal(1, HomeDepotDataset.Ndcg([3, 2, 1], [9, 5, 2], [7, 3, 0]), 1e-12);
    }

    [Fact]
    public void What_is_missing_is_skipped_aloud_and_what_does_not_exist_is_a_mistake()
    {
        var (code, output, _) = Run("--only", "beauty");
        Assert.Equal(0, code);
        Assert.Contains("SKIPPED", output, StringComparison.Ordinal);
        Assert.Contains("S3-Rec", output, StringComparison.Ordinal);
        var wrong = Run("--only", "beaty");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("Did you mean beauty?", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_holds_out_the_last_item_and_a_finished_run_is_kept()
    {
        Sequences(item => item);
        var (code, output, error) = Run("--only", "beauty/train-only/seed-1", "--baselines");
        Assert.Equal((0, ""), (code, error));
        var folder = File("out/beauty/train-only/seed-1");
        var rows = Rows(folder);
        Assert.Equal(
            [ScoreRow.Popularity, ScoreRow.ItemKnn, ScoreRow.Ease, ScoreRow.OwnFrequency, RandomBaseline.Name],
            rows.Select(row => row.System).Distinct()
        );
        Assert.All(rows, row => Assert.Equal((5, 1), (row.History, row.Relevant)));
        Assert.All(
            rows,
            row =>
                Assert.Empty(
                    row.Top.Intersect(
                        Tsv.Read(Path.Combine(folder, "dataset", Tables.Events), Tables.EventColumns)
                            .Where(e => e[0] == row.Subject && e[5] != Tables.TestPart)
                            .Select(e => int.Parse(e[1], System.Globalization.CultureInfo.InvariantCulture))
                    )
                )
        );
        Assert.Contains(
            "Brand, \"x\" Nails Polish",
            System.IO.File.ReadAllText(Path.Combine(folder, "dataset", Tables.Products)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("measured already", output, StringComparison.Ordinal);
        Assert.Contains(
            "measured already",
            Run("--only", "beauty/train-only/seed-1", "--baselines").Output,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(File("out/beauty/time-split")));
        var cells = ArtifactJson.Read<QualityIndex>(File($"out/{QualityIndex.FileName}")).Cells;
        Assert.Equal(
            ["train-only", "train-and-validation", "days-shuffled", "time-split"],
            cells.Where(cell => cell.Dataset == "beauty").Select(cell => cell.Name)
        );
        Assert.Equal(["train-only"], cells.Where(cell => cell.Published.Count > 0).Select(cell => cell.Name).Distinct());
    }

    [Fact]
    public void What_a_file_calls_an_item_changes_no_table_and_no_score()
    {
        Sequences(item => item);
        var first = Permutable();
        Directory.Delete(File("out"), recursive: true);
        Sequences(item => (item * 7 + 3) % 10 + 41);
        Assert.Equal(first, Permutable());

        (string, string, string) Permutable()
        {
            Run("--only", "sports/train-and-validation/seed-1", "--baselines");
            var folder = File("out/sports/train-and-validation/seed-1");
            return (
                ContentHash.OfFile(Path.Combine(folder, "tables/events.csv")),
                ContentHash.OfFile(Path.Combine(folder, "tables/products.csv")),
                ContentHash.OfFile(Path.Combine(folder, "scores.tsv"))
            );
        }
    }

    [Fact]
    public void An_item_without_words_has_no_feature()
    {
        Sequences(item => item);
        Run("--only", "sports/train-only/seed-1", "--baselines");
        var products = Tsv.Read(
                File($"out/sports/train-only/seed-1/dataset/{Tables.Products}"),
                Tables.ProductColumns
            )
            .ToList();
        Assert.Equal(10, products.Count);
        Assert.All(products, row => Assert.Empty(Engine.Text.TextFeatures.Of($"{row[1]} {row[2]}", 1 << 16)));
    }

    [Fact]
    public void Peers_of_the_cell_train_only_have_not_seen_the_item_before_the_last()
    {
        Sequences(item => item);
        Run("--only", "beauty/train-only/seed-1,beauty/train-and-validation/seed-1", "--baselines");
        Assert.NotEqual(
            ContentHash.OfFile(File("out/beauty/train-only/seed-1/scores.tsv")),
            ContentHash.OfFile(File("out/beauty/train-and-validation/seed-1/scores.tsv"))
        );
    }

    [Fact]
    public void Shuffling_changes_the_order_within_a_day_alone()
    {
        (string, long)[] events = [("a", 1), ("b", 1), ("c", 1), ("d", 2), ("e", 3), ("f", 3)];
        var orders = Enumerable
            .Range(1, 20)
            .Select(shuffle => string.Concat(new ShuffledDays(shuffle).Of(events, "u").Select(e => e.Item)))
            .ToList();
        Assert.True(orders.Distinct().Count() > 4);
        Assert.All(orders, order => Assert.Matches("^[abc]{3}d[ef]{2}$", order));
        Assert.Equal(orders[0], string.Concat(new ShuffledDays(1).Of(events, "u").Select(e => e.Item)));
        Assert.Equal(events, new RealTimes().Of(events, "u"));
    }

    private static List<ScoreRow> Rows(string folder) =>
        [.. Tsv.Read(Path.Combine(folder, Tables.Scores), ScoreRow.Header).Select(ScoreRow.FromFields)];

    // Every user walks the same circle of ten items, each from another place, two a day; now and then somebody leaves one out.
    private void Sequences(Func<int, int> called)
    {
        Directory.CreateDirectory(File("sequences"));
        foreach (var name in new[] { "beauty", "sports" })
        {
            System.IO.File.WriteAllLines(
                File($"sequences/{name}.txt"),
                Enumerable.Range(0, 40).Select(user => $"{user + 1} {string.Join(' ', Walk(user).Select(called))}")
            );
            System.IO.File.WriteAllLines(
                File($"sequences/{name}_times.txt"),
                Enumerable
                    .Range(0, 40)
                    .Select(user => $"{user + 1} {string.Join(' ', Enumerable.Range(0, 6).Select(i => 86_400 * (user + i / 2)))}")
            );
        }
        System.IO.File.WriteAllLines(
            File("sequences/beauty_items.tsv"),
            Enumerable.Range(1, 10).Select(item => $"{called(item)}\tB{item}\tBrand, \"x\" | Nails | Polish")
        );

        static IEnumerable<int> Walk(int user) =>
            Enumerable.Range(0, 6).Select(step => (user + step + (user % 3 == 0 && step > 2 ? 1 : 0)) % 10 + 1);
    }
}
