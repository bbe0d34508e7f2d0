using Recsys.Build.Benchmarks;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Benchmarks;

/// <summary>From score rows of one dataset to its table, and whether the bundle is proved worse than the best peer.</summary>
public sealed class QualityPageTests
{
    // Ranks of the one relevant product, for 200 users.
    private static BenchmarkResult Page(Func<int, int> bundle, Func<int, int> ease, double failed = 0)
    {
        using var folder = new TemporaryFolder();
        var users = Enumerable.Range(0, 200).ToArray();
        Tsv.Write(
            Path.Combine(Directory.CreateDirectory(folder.At("beauty/train-only/seed-1")).FullName, "scores.tsv"),
            ScoreRow.Header,
            users
                .SelectMany(user =>
                    new[]
                    {
                        Ranked(ScoreRow.Bundle, user, bundle(user)),
                        Ranked(ScoreRow.Popularity, user, user % 10 == 0 ? 1 : 0),
                        Ranked(ScoreRow.Ease, user, ease(user)),
                    }
                )
                .Select(row => row.ToFields())
        );
        Write(folder.Root, "seed-1", "scores.tsv", failed);
        Index(folder);
        return QualityPage.Of(folder.Root);
    }

    private static ScoreRow Ranked(string system, int user, int rank) =>
        new()
        {
            Task = ScoreRow.Recommend,
            System = system,
            Subject = $"u{user:000}",
            History = 3,
            Relevant = 1,
            Ranks = rank == 0 ? [] : [rank],
            Top = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        };

    private static void Write(string results, string run, string scores, double failed) =>
        AtomicFile.Write(
            Path.Combine(results, "beauty", "train-only", run, QualityResult.FileName),
            ArtifactJson.Serialize(
                new QualityResult
                {
                    Code = "sha256:1",
                    Inputs = "sha256:2",
                    Seed = 7,
                    Facts = new SortedDictionary<string, double>
                    {
                        ["products"] = 12101,
                        ["users"] = 22363,
                        ["events_kept"] = 198502,
                        ["train_seconds"] = 1234.5,
                        ["epochs"] = 12,
                        ["train_positions_per_second"] = 1987.6,
                        ["train_peak_memory_mib"] = 1403.2,
                        ["bundle_bytes"] = 2.345e6,
                        ["parity_cases"] = 1250,
                        ["parity_failed"] = failed,
                        ["load_before"] = 1.23,
                        ["load_after"] = 4.56,
                    },
                    Scores = scores,
                    Task = ScoreRow.Recommend,
                    Catalogue = 50,
                    Depth = 20,
                }
            )
        );

    private static void Index(TemporaryFolder folder) =>
        AtomicFile.Write(
            folder.At(QualityIndex.FileName),
            ArtifactJson.Serialize(new QualityIndex([Cell("train-only"), Cell("time-split")]))
        );

    private static QualityCell Cell(string name) =>
        new()
        {
            Dataset = "beauty",
            Name = name,
            Title = "Beauty",
            Protocol = "Last item.",
            SideInformation = "brand words.",
            Metrics = ["ndcg@10", "hit_rate@10"],
            Published = name == "train-only" ? [new("published: SASRec", [0.0318, 0.0605])] : [],
            Runs = ["seed-1", "seed-2"],
        };

    [Fact]
    public void A_table_has_every_system_and_the_lead_over_it_with_its_interval()
    {
        var page = Page(user => user % 2 == 0 ? 1 : 0, user => user % 4 == 0 ? 1 : 0);
        var section = page.Sections[0];
        Assert.Equal("Beauty: train-only", section.Title);
        Assert.Equal(
            [
                "Last item.",
                "Side information: brand words.",
                "200 subjects; 12,101 products, 22,363 users, 198,502 events. Training: 12 epochs in 21 minutes, 2,000 positions "
                    + "a second, at most 1,400 MiB. The bundle has 2.3 MB.",
                "Runs: seed-1 (seed 7, bundle 0.5000, load 1.2 to 4.6). **Not run:** seed-2.",
            ],
            section.About
        );
        Assert.Equal(["system", "ndcg@10", "hit_rate@10", "bundle − system, ndcg@10"], section.Columns);
        Assert.Equal(
            ["bundle|0.5000|0.5000", "popularity|0.1000|0.1000", "EASE|0.2500|0.2500", "published: SASRec|0.0318|0.0605"],
            section.Rows.Select(row => string.Join('|', row.SkipLast(1)))
        );
        Assert.Equal("", section.Rows[0][^1]);
        Assert.Matches(@"^\+0\.4000 \[\+0\.3\d{3}, \+0\.4\d{3}\]$", section.Rows[1][^1]);
        Assert.Matches(@"^\+0\.2500 \[\+0\.1\d{3}, \+0\.3\d{3}\]$", section.Rows[2][^1]);
        Assert.StartsWith("beauty, train-only: bundle − EASE", page.Measurements[0].What, StringComparison.Ordinal);
        Assert.Equal(["proved better", "none"], page.Measurements.Select(one => one.Decision));
        Assert.All(page.Measurements, one => Assert.True(one.Holds));
        Assert.Equal(2, page.Measurements.Count);
        Assert.Equal(QualityPage.Json(page), QualityPage.Json(Page(user => user % 2 == 0 ? 1 : 0, user => user % 4 == 0 ? 1 : 0)));
    }

    [Fact]
    public void A_cell_that_was_not_run_is_on_the_page()
    {
        var section = Page(user => 1, user => 2).Sections[1];
        Assert.Equal("Beauty: time-split", section.Title);
        Assert.Contains("**Not run.**", section.About[1], StringComparison.Ordinal);
        Assert.Empty(section.Rows);
    }

    [Fact]
    public void A_subject_counts_with_the_mean_of_its_runs()
    {
        using var folder = new TemporaryFolder();
        foreach (var (run, rank) in new[] { ("seed-1", 1), ("seed-2", 0) })
        {
            Tsv.Write(
                Path.Combine(Directory.CreateDirectory(folder.At($"beauty/train-only/{run}")).FullName, "scores.tsv"),
                ScoreRow.Header,
                Enumerable.Range(0, 20).Select(user => Ranked(ScoreRow.Bundle, user, rank).ToFields())
            );
            Write(folder.Root, run, "scores.tsv", 0);
        }
        Index(folder);
        var section = QualityPage.Of(folder.Root).Sections[0];
        Assert.Equal("0.5000", section.Rows[0][1]);
        Assert.Contains("bundle 1.0000", section.About[^1], StringComparison.Ordinal);
        Assert.Contains("bundle 0.0000", section.About[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_is_proved_worse_than_the_best_peer_breaks_the_promise()
    {
        var worse = Page(user => user % 8 == 0 ? 1 : 0, user => user % 2 == 0 ? 1 : 0).Measurements[0];
        Assert.Equal((false, "proved worse"), (worse.Holds, worse.Decision));
    }

    [Fact]
    public void A_bundle_that_only_seems_worse_does_not()
    {
        var near = Page(user => user % 2 == 0 && user > 4 ? 1 : 0, user => user % 2 == 1 ? 1 : 0).Measurements[0];
        Assert.Equal((true, "not decided"), (near.Holds, near.Decision));
    }

    [Fact]
    public void An_engine_that_ranks_otherwise_than_training_breaks_the_promise()
    {
        var parity = Page(user => 1, user => 2, failed: 1).Measurements[^1];
        Assert.Equal(("1 of 1,250", false), (parity.Measured, parity.Holds));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_are_paired_by_subject_and_every_system_has_the_same(bool missing)
    {
        using var folder = new TemporaryFolder();
        var values = Enumerable
            .Range(0, 40)
            .SelectMany(i =>
                new[]
                {
                    new QualityValue($"{i}", ScoreRow.Bundle, "accuracy", i % 4 == 0 ? 0 : 1),
                    new QualityValue($"{i}", "naive_bayes", "accuracy", i % 2),
                }
            )
            .SkipLast(missing ? 1 : 0);
        Tsv.Write(folder.At("values.tsv"), QualityValue.Header, values.Reverse().Select(value => value.ToFields()));
        var result = new QualityResult
        {
            Code = "",
            Inputs = "",
            Seed = 1,
            Facts = [],
            Scores = "values.tsv",
            Task = "",
            Catalogue = 40,
            Depth = 0,
        };
        if (missing)
        {
            Assert.Contains(
                "naive_bayes",
                Assert.Throws<ArtifactException>(() => new QualityFigures([(folder.Root, result)], ["accuracy"], 2_000, 1)).Message,
                StringComparison.Ordinal
            );
            return;
        }
        var figures = new QualityFigures([(folder.Root, result)], ["accuracy"], 2_000, 1);
        Assert.Equal((40, 0.75, 0.5), (figures.Subjects, figures.Of(ScoreRow.Bundle, "accuracy"), figures.Of("naive_bayes", "accuracy")));
        var lead = figures.Lead(ScoreRow.Bundle, "naive_bayes", "accuracy");
        Assert.Equal(0.25, lead.Estimate, 1e-12);
        // A quarter of the subjects differ, all in the bundle's favour: pairing keeps the interval above 0.
        Assert.InRange(lead.Lower(0.025), 0.1, 0.2);
    }
}
