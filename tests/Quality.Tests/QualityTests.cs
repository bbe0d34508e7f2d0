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
    public void Sequences_hold_out_the_last_item_and_a_finished_dataset_is_kept()
    {
        Directory.CreateDirectory(File("sequences"));
        // Every user walks the same circle of ten items, each from another place.
        System.IO.File.WriteAllLines(
            File("sequences/beauty.txt"),
            Enumerable
                .Range(0, 40)
                .Select(user => $"{user + 1} {string.Join(' ', Enumerable.Range(0, 6).Select(step => (user + step) % 10 + 1))}")
        );
        System.IO.File.WriteAllLines(
            File("sequences/beauty_items.tsv"),
            Enumerable.Range(1, 10).Select(item => $"{item}\tB{item}\tBrand, \"x\" | Nails | Polish")
        );

        var (code, output, error) = Run("--only", "beauty", "--baselines");
        Assert.Equal((0, ""), (code, error));
        var folder = File("out/beauty");
        var result = ArtifactJson.Read<QualityResult>(Path.Combine(folder, QualityResult.FileName));
        var section = Assert.Single(result.Sections);
        var rows = Tsv.Read(Path.Combine(folder, section.Scores), ScoreRow.Header).Select(ScoreRow.FromFields).ToList();
        Assert.Equal(
            [ScoreRow.Popularity, ScoreRow.ItemKnn, ScoreRow.Ease, ScoreRow.OwnFrequency],
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
        Assert.Contains("measured already", Run("--only", "beauty", "--baselines").Output, StringComparison.Ordinal);
    }
}
