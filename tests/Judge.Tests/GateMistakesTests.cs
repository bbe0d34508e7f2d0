using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Recsys.Judge.Judging;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>What is said of gates that cannot be decided, and of gates without figures.</summary>
public sealed class GateMistakesTests
{
    private static IReadOnlyList<SettingsMistake> Mistakes(GateSettings gate, int depth = 100) =>
        Assert.Throws<SettingsException>(() => GateRules.Read(Rows.Settings(("g", gate)) with { Depth = depth })).Mistakes;

    [Theory]
    [InlineData("sort", null, "ndcg@10", 0.1, "task", "'sort' is none of recommend, search and classify.")]
    [InlineData("classify", null, "ndcg@10", 0.1, "metric", "'ndcg@10' is no measure of classify; known are accuracy, macro_f1.")]
    [InlineData(
        "search",
        null,
        "accuracy",
        0.1,
        "metric",
        "'accuracy' is no measure of search; known are ndcg@10, recall@20, mrr, hit_rate@10, map@10, precision@10, zero_results, "
            + "coverage@10, gini@10, ild@10, novelty@10."
    )]
    [InlineData("classify", null, "macro_f1@10", 0.1, "metric", "metric 'macro_f1' has no cut-off.")]
    [InlineData(
        "recommend",
        "bundle",
        "ndcg@10",
        0.1,
        "against",
        "the bundle cannot be compared with itself; name another system, or leave it out to bound the metric."
    )]
    [InlineData("recommend", null, "ndcg@10", 1.01, "at_least", "must be a number from -1 to 1.")]
    [InlineData("recommend", "reference", "ndcg@10", -1.01, "at_least", "must be a number from -1 to 1.")]
    [InlineData("recommend", null, "ndcg@10", 0, "at_least", "0 or less is reached by every bundle; set the least acceptable value.")]
    [InlineData("recommend", "reference", "ndcg@10", -1, "at_least", "a loss of 1 is never exceeded; set the largest acceptable loss.")]
    [InlineData(
        "recommend",
        null,
        "gini@10",
        0.1,
        "metric",
        "'gini@10' is reported only: less of it is better, so it has no at_least."
    )]
    [InlineData(
        "recommend",
        null,
        "zero_results",
        0.1,
        "metric",
        "'zero_results' is reported only: less of it is better, so it has no at_least."
    )]
    [InlineData(
        "recommend",
        null,
        "novelty@10",
        0.1,
        "metric",
        "'novelty@10' is reported only: it is in bits, which at_least cannot bound."
    )]
    [InlineData("recommend", null, "coverage@11", 0.1, "metric", "only the first 10 products are recorded; use coverage@10 or less.")]
    [InlineData("recommend", null, "ild@11", 0.1, "metric", "only the first 10 products are recorded; use ild@10 or less.")]
    [InlineData("recommend", null, "ndcg@51", 0.1, "metric", "'ndcg@51' looks deeper than the recorded 50 ranks; raise verify.depth.")]
    [InlineData(
        "search",
        "item_knn",
        "ndcg@10",
        0.1,
        "against",
        "item_knn recommends for users and cannot answer queries; compare search with champion, reference, popularity, bm25."
    )]
    [InlineData(
        "recommend",
        "bm25",
        "ndcg@10",
        0.1,
        "against",
        "bm25 answers queries and cannot recommend for users; compare recommend with champion, reference, popularity, item_knn, ease, "
            + "own_frequency."
    )]
    [InlineData(
        "recommend",
        "majority",
        "ndcg@10",
        0.1,
        "against",
        "majority names categories and cannot recommend for users; compare recommend with champion, reference, popularity, item_knn, "
            + "ease, own_frequency."
    )]
    [InlineData(
        "classify",
        "popularity",
        "accuracy",
        0.1,
        "against",
        "popularity is not scored on classify; compare classify with champion, reference, majority, naive_bayes."
    )]
    [InlineData("recommend", null, "recall", 0.1, "metric", "metric 'recall' needs a cut-off, for example 'recall@10'.")]
    public void Each_mistake_is_told_with_its_field_and_what_to_do(
        string task,
        string? against,
        string metric,
        double atLeast,
        string field,
        string message
    )
    {
        var mistake = Assert.Single(
            Mistakes(
                new GateSettings
                {
                    Task = task,
                    Against = against,
                    Metric = metric,
                    AtLeast = atLeast,
                },
                depth: 50
            )
        );
        Assert.Equal(($"verify.gates.g.{field}", "settings", message), (mistake.Path, mistake.Origin, mistake.Message));
    }

    [Fact]
    public void What_has_no_slices_cannot_be_judged_on_one()
    {
        var gate = new GateSettings { Task = ScoreRow.Classify, Metric = "accuracy", AtLeast = 0.1, Slice = "new_users" };

        var mistake = Assert.Single(Mistakes(gate));

        Assert.Equal(
            ("verify.gates.g.slice", "held-out products have no slices; leave it out."),
            (mistake.Path, mistake.Message)
        );
    }

    [Theory]
    [InlineData(null, "ndcg@50", 1)]
    [InlineData(null, "ndcg@50", 0.0001)]
    [InlineData("reference", "mrr", -0.9999)]
    [InlineData("reference", "coverage@10", 0)]
    [InlineData("popularity", "ild@10", 1)]
    [InlineData(null, "precision@10", 0.1)]
    public void The_ends_of_what_a_gate_may_ask_are_no_mistake(string? against, string metric, double atLeast)
    {
        var rule = Assert.Single(
            GateRules.Read(
                Rows.Settings(
                    (
                        "g",
                        new GateSettings
                        {
                            Against = against,
                            Metric = metric,
                            AtLeast = atLeast,
                        }
                    )
                ) with
                {
                    Depth = 50,
                }
            )
        );
        Assert.Equal(("g", metric), (rule.Name, rule.Metric.ToString()));
    }

    [Fact]
    public void An_unknown_slice_is_told_with_those_that_there_are()
    {
        var own = Rows.Settings(("g", new GateSettings { AtLeast = 0.1, Slice = "frnch" })) with
        {
            Slices = new()
            {
                ["french"] = new() { By = "country", Values = ["FR"] },
                ["all"] = new() { By = "history", From = 0 },
            },
        };
        Assert.Equal(
            "the task recommend has no slice 'frnch'. Did you mean 'french'? Known: all, french.",
            Assert.Single(Assert.Throws<SettingsException>(() => GateRules.Read(own)).Mistakes).Message
        );
        var standard = Assert
            .Single(
                Mistakes(
                    new GateSettings
                    {
                        Task = "search",
                        AtLeast = 0.1,
                        Slice = "xyz",
                    }
                )
            )
            .Message;
        Assert.StartsWith("the task search has no slice 'xyz'. Known: han_queries, ", standard, StringComparison.Ordinal);
        Assert.EndsWith(", category:NAME.", standard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "search",
        "ndcg@10",
        null,
        null,
        "there are no scores for the task search; it needs a search log (data.searches) with clicks in the test part"
    )]
    [InlineData(
        "recommend",
        "ndcg@10",
        "item_knn",
        null,
        "item_knn was not scored on the task recommend; scored were bundle, popularity"
    )]
    [InlineData("recommend", "ild@10", null, null, "ild@10 needs categories of the products, and the catalogue has none")]
    [InlineData(
        "recommend",
        "ndcg@10",
        null,
        "category:Shoes",
        "nobody is in the slice category:Shoes; there are new_users, light_users, heavy_users"
    )]
    [InlineData(
        "recommend",
        "ndcg@10",
        "champion",
        null,
        "there was no champion when this was judged: nothing had been brought into service from these artefacts, "
            + "and verify.champion names no bundle"
    )]
    public void A_gate_without_figures_says_why(string task, string metric, string? against, string? slice, string reason)
    {
        var rows = Rows.Coins(ScoreRow.Bundle, 60, 0.5, 1)
            .Concat(Rows.Coins(ScoreRow.Popularity, 60, 0.2, 2))
            .Select(row =>
                row with
                {
                    History = int.Parse(row.Subject[1..], System.Globalization.CultureInfo.InvariantCulture) % 3 * 3,
                }
            );
        var gate = Assert.Single(
            Rows.Judge(
                rows,
                (
                    "g",
                    new GateSettings
                    {
                        Task = task,
                        Metric = metric,
                        Against = against,
                        Slice = slice,
                        AtLeast = 0.1,
                    }
                )
            ).Verdict.Gates
        );
        Assert.Equal(
            (reason, against == ScoreRow.Champion ? Verdict.NotApplicable : Verdict.NotEnoughEvidence, 0),
            (gate.Reason, gate.Outcome, gate.Count)
        );
    }

    [Fact]
    public void Without_a_single_row_a_gate_on_recommendations_says_what_it_needs()
    {
        Assert.Equal(
            "there are no scores for the task recommend; it needs users with a purchase in the test part",
            Rows.Judge([], ("g", new GateSettings { AtLeast = 0.1 })).Verdict.Gates[0].Reason
        );
        var itself = Adjudicator
            .Decide(
                Rows.Input([], Rows.Settings(("g", new GateSettings { Against = ScoreRow.Champion, AtLeast = 0.01 }))) with
                {
                    Champion = Rows.Hash,
                }
            )
            .Verdict.Gates[0];
        Assert.Equal(
            ("the bundle is the champion, byte for byte: it cannot be better than itself", Verdict.NotApplicable),
            (itself.Reason, itself.Outcome)
        );
    }

    [Fact]
    public void The_champions_own_bytes_pass_for_that_reason_and_leave_nothing_open()
    {
        var rows = Rows.Coins(ScoreRow.Bundle, 40, 0.5, 1).Concat(Rows.Coins(ScoreRow.Champion, 40, 0.5, 1));
        var gate = Adjudicator
            .Decide(
                Rows.Input(rows, Rows.Settings(("g", new GateSettings { Against = ScoreRow.Champion, AtLeast = 0 }))) with
                {
                    Champion = Rows.Hash,
                }
            )
            .Verdict.Gates[0];
        Assert.Equal("the bundle is the champion, byte for byte, so the difference is exactly 0", gate.Reason);
        Assert.Equal((0.0, 0.0, null), (gate.Margin80, gate.Margin95, gate.MoreSubjects));
    }

    public static TheoryData<string> Hashes => ["bundle", "champion", "dataset", "scores", "subjects", "behaviour"];

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Each_hash_must_be_one(string which)
    {
        var input = Rows.Input([], Rows.Settings(("g", new GateSettings { AtLeast = 0.1 })));
        input = which switch
        {
            "bundle" => input with { Bundle = "md5:1" },
            "champion" => input with { Champion = "md5:1" },
            "dataset" => input with { Materials = input.Materials with { Dataset = "md5:1" } },
            "scores" => input with { Materials = input.Materials with { Scores = "md5:1" } },
            "subjects" => input with { Materials = input.Materials with { Subjects = "md5:1" } },
            _ => input with { Materials = input.Materials with { Behaviour = "md5:1" } },
        };
        Assert.StartsWith(
            "'md5:1' is not a content hash.",
            Assert.Throws<ArgumentException>(() => Adjudicator.Decide(input)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_thousand_resamples_and_one_product_are_enough_and_less_is_said()
    {
        var input = Rows.Input([], Rows.Settings(("g", new GateSettings { AtLeast = 0.1 })) with { Resamples = 2_000 }) with
        {
            CatalogueSize = 1,
        };
        Assert.Equal((2_000, 7), (Adjudicator.Decide(input).Verdict.Resamples, Adjudicator.Decide(input).Verdict.Seed));
        Assert.StartsWith(
            "The catalogue is empty.",
            Assert.Throws<ArgumentException>(() => Adjudicator.Decide(input with { CatalogueSize = 0 })).Message,
            StringComparison.Ordinal
        );
        var mistake = Assert.Single(
            Assert
                .Throws<SettingsException>(() => Adjudicator.Decide(input with { Settings = input.Settings with { Resamples = 1_999 } }))
                .Mistakes
        );
        Assert.Equal(
            ("verify.resamples", "1999 resamples are too few for a 95 % bound; use at least 2000."),
            (mistake.Path, mistake.Message)
        );
        var rows = Rows.Coins(ScoreRow.Champion, 3, 0.5, 1);
        Assert.Equal("scores.tsv: task recommend has rows of a champion, but there is none. Remedy: run Verify again.",
            Assert.Throws<ArtifactException>(() => Adjudicator.Decide(Rows.Input(rows, Rows.Settings()))).Message);
    }
}
