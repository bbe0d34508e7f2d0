using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>How rows are ordered and aligned, and the widest that is still allowed.</summary>
public sealed class ScoreTableTests
{
    private static IReadOnlyList<TaskScores> Build(params ScoreRow[] rows) => ScoreTable.Build(rows, depth: 20, catalogueSize: 12);

    [Fact]
    public void Tasks_systems_and_subjects_have_a_fixed_order_and_unknown_systems_come_last()
    {
        string[] systems =
        [
            "zeta",
            "alpha",
            ScoreRow.OwnFrequency,
            ScoreRow.ItemKnn,
            ScoreRow.Popularity,
            ScoreRow.Reference,
            ScoreRow.Champion,
            ScoreRow.Bundle,
        ];
        var tables = Build([
            .. new[] { ScoreRow.Search, ScoreRow.Recommend }.SelectMany(task =>
                systems.SelectMany(system => new[] { "b", "B", "a" }.Select(subject => Rows.Of(system, subject, 1, [], task: task)))
            ),
        ]);
        Assert.Equal([ScoreRow.Recommend, ScoreRow.Search], tables.Select(table => table.Task));
        foreach (var table in tables)
        {
            Assert.Equal(
                [
                    ScoreRow.Bundle,
                    ScoreRow.Champion,
                    ScoreRow.Reference,
                    ScoreRow.Popularity,
                    ScoreRow.ItemKnn,
                    ScoreRow.OwnFrequency,
                    "alpha",
                    "zeta",
                ],
                table.Systems.Select(system => system.System)
            );
            Assert.Equal(["B", "a", "b"], table.Subjects);
            Assert.Equal("alpha", table.Of("alpha")!.System);
            Assert.Null(table.Of("beta"));
            Assert.All(table.Systems, system => Assert.Equal(table.Subjects, system.Rows.Select(row => row.Subject)));
        }
    }

    [Fact]
    public void The_ends_of_every_range_are_allowed()
    {
        var row = Rows.Of(ScoreRow.Bundle, "u", 12, [1, 10, 20], history: 0) with { Top = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] };
        Assert.Same(row, Build(row)[0].Systems[0].Rows[0]);
        // Below the recorded ten nothing has to be shown.
        Build(Rows.Of(ScoreRow.Bundle, "u", 1, [11]) with { Top = [] }, Rows.Of(ScoreRow.Bundle, "v", 2, [1, 2]) with { Top = [0, 11] });
    }

    public static TheoryData<string, ScoreRow> Wrong
    {
        get
        {
            var row = Rows.Of(ScoreRow.Bundle, "u", 2, [1, 2]);
            return new()
            {
                { "the task is none of recommend, search and classify", row with { Task = "sort" } },
                { "no true category", row with { Task = "classify" } },
                { "a true category, though nothing is classified", row with { Truth = "a" } },
                { "a predicted category, though nothing is classified", row with { Predicted = "a" } },
                { "products are ranked, though their category is asked for", row with { Task = "classify", Truth = "a" } },
                { "the system has no name", row with { System = "" } },
                { "a history of -1 events", row with { History = -1 } },
                { "nothing is relevant, so no metric is defined (0/0 is not a number)", row with { Relevant = 0, Ranks = [] } },
                { "13 relevant products in a catalogue of 12", row with { Relevant = 13 } },
                { "2 relevant products found out of 1", row with { Relevant = 1 } },
                { "rank 21 is not within 1 … 20 (verify.depth)", row with { Ranks = [1, 21] } },
                { "rank 0 is not within 1 … 20 (verify.depth)", row with { Ranks = [0, 1] } },
                { "ranks are not strictly ascending", row with { Ranks = [2, 2] } },
                {
                    "something relevant at rank 10, but only 9 products shown",
                    row with
                    {
                        Ranks = [1, 10],
                        Top = [.. Enumerable.Range(0, 9)],
                    }
                },
                { "more than 10 products shown", row with { Top = [.. Enumerable.Range(0, 11)] } },
                { "product -1 is not in the catalogue of 12", row with { Top = [3, -1] } },
                { "product 12 is not in the catalogue of 12", row with { Top = [3, 12] } },
                { "product 3 is shown twice", row with { Top = [5, 3, 4, 3] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_a_row_says_wrongly_is_said_with_its_place_and_the_remedy(string what, ScoreRow row) =>
        Assert.Equal(
            $"scores.tsv: task {row.Task}, system {row.System}, subject 'u': {what}. Remedy: run Verify again; if it was written by a "
                + $"tool of your own, correct that tool.",
            Assert.Throws<ArtifactException>(() => Build(row)).Message
        );

    [Theory]
    [InlineData("a b c", "a b c d e f g", "only popularity has 'd', 'e', 'f' and 1 more")]
    [InlineData("a b c d e f", "c", "only bundle has 'a', 'b', 'd' and 2 more")]
    [InlineData("a b c d", "d", "only bundle has 'a', 'b', 'c'")]
    [InlineData("a c", "b c", "only bundle has 'a'; only popularity has 'b'")]
    public void Subjects_that_one_system_lacks_are_named_three_of_them(string bundle, string popularity, string difference)
    {
        IEnumerable<ScoreRow> Of(string system, string subjects) =>
            subjects.Split(' ').Select(subject => Rows.Of(system, subject, 1, []));
        Assert.Equal(
            $"scores.tsv: task recommend: bundle and popularity were not scored on the same subjects; {difference}. Remedy: run Verify "
                + $"again; if it was written by a tool of your own, correct that tool.",
            Assert
                .Throws<ArtifactException>(() => Build([.. Of(ScoreRow.Bundle, bundle), .. Of(ScoreRow.Popularity, popularity)]))
                .Message
        );
    }

    [Fact]
    public void A_figure_without_a_value_per_subject_can_not_be_taken_of_a_row()
    {
        Assert.Equal(
            "coverage@10 has no value per user or query (Parameter 'row')",
            Assert.Throws<ArgumentException>(() => Metric.Coverage10.Of(Rows.One(1))).Message
        );
        var scores = Build(Rows.Of(ScoreRow.Bundle, "u", 1, []) with { Top = [] })[0];
        Assert.StartsWith(
            "gini@10 cannot be resampled",
            Assert.Throws<ArgumentException>(() => new TaskFigures(scores, [Metric.Parse("gini@10")], 12, 10, 1)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "precise@5",
        "unknown metric 'precise@5'; known are ndcg@10, recall@20, mrr, hit_rate@10, map@10, precision@10, zero_results, coverage@10, "
            + "gini@10, ild@10, novelty@10, accuracy, macro_f1, and other cut-offs"
    )]
    [InlineData("accuracy@5", "metric 'accuracy' has no cut-off")]
    [InlineData("recall", "metric 'recall' needs a cut-off, for example 'recall@10'")]
    [InlineData("zero_results@10", "metric 'zero_results' has no cut-off")]
    [InlineData("ndcg@0", "the cut-off in metric 'ndcg@0' is not a whole number of at least 1")]
    public void What_is_no_metric_is_said(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Metric.Parse(text)).Message);

    [Theory]
    [InlineData(0.12, "0.1200", "0.1200")]
    [InlineData(0.1234567, "0.123457", "0.1235")]
    [InlineData(-0.5, "-0.5000", "-0.5000")]
    [InlineData(-0.0000001, "0.0000", "0.0000")]
    public void Figures_have_as_many_digits_as_they_need_and_nothing_has_no_sign(double value, string text, string brief)
    {
        Assert.Equal((text, brief), (NumberFormat.Text(value), NumberFormat.Short(value)));
        Assert.Equal(("12.3 %", "1,234,567"), (NumberFormat.Percent(0.12345), NumberFormat.Count(1_234_567)));
    }

    [Fact]
    public void A_score_file_or_a_catalogue_with_what_is_no_number_names_the_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "scores.tsv",
            string.Join('\t', ScoreRow.Header)
                + "\nrecommend\tbundle\tu\t1\t1\t1\t0\t\t\nrecommend\tbundle\tv\t1\t99999999999\t1\t0\t\t\n"
        );
        var message = Assert.Throws<ArtifactException>(() => ScoreFile.Read(path)).Message;
        Assert.StartsWith($"{path}, line 3: ", message, StringComparison.Ordinal);
        Assert.Contains(" Remedy: run Verify again; ", message, StringComparison.Ordinal);
        path = folder.Write(Tables.Catalogue, string.Join('\t', Tables.CatalogueColumns) + "\nA\tTea\tfood\t\t7\nB\tMug\t\t\t-1\n");
        Assert.Equal(
            $"{path}, line 3: unusable popularity: '-1'. Remedy: run Quantize again.",
            Assert.Throws<ArtifactException>(() => CatalogueFile.Read(folder.Root)).Message
        );
        folder.Write(Tables.Catalogue, string.Join('\t', Tables.CatalogueColumns) + "\nA\tTea\tfood\t\t7\n");
        Assert.Equal([new CatalogueProduct("A", "Tea", "food", 7)], CatalogueFile.Read(folder.Root));
    }
}
