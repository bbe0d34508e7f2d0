using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Metrics;
using Recsys.Judge.Reports;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Gates on what category held-out products are given.</summary>
public sealed class ClassifyGateTests
{
    private static readonly string[] Classes = ["a > b", "a > c", "d"];

    private static ScoreRow Row(string system, int product, string truth, string predicted) => new()
    {
        Task = ScoreRow.Classify,
        System = system,
        Subject = $"p{product:D4}",
        History = 0,
        Relevant = 1,
        Ranks = [],
        Top = [],
        Truth = truth,
        Predicted = predicted,
    };

    // Every n-th product gets the next class instead of its own.
    private static IEnumerable<ScoreRow> Rows(string system, int products, int wrongEvery) => Enumerable.Range(0, products)
        .Select(i => Row(system, i, Classes[i % 3], Classes[(i % 3 + (i % wrongEvery == 0 ? 1 : 0)) % 3]));

    private static GateResult Gate(IEnumerable<ScoreRow> rows, string metric, double atLeast, string? against = null) =>
        Assert.Single(
            Testing.Judge.Rows.Judge(
                    rows,
                    (
                        "g",
                        new GateSettings
                        {
                            Task = ScoreRow.Classify,
                            Metric = metric,
                            AtLeast = atLeast,
                            Against = against,
                        }
                    )
                )
                .Verdict.Gates
        );

    [Theory]
    [InlineData("accuracy", 0.90, Verdict.Pass)]
    [InlineData("accuracy", 0.95, Verdict.NotEnoughEvidence)]
    [InlineData("accuracy", 0.99, Verdict.Fail)]
    [InlineData("macro_f1", 0.90, Verdict.Pass)]
    [InlineData("macro_f1", 0.95, Verdict.NotEnoughEvidence)]
    [InlineData("macro_f1", 0.99, Verdict.Fail)]
    public void The_figure_is_bounded(string metric, double atLeast, string outcome)
    {
        var gate = Gate(Rows(ScoreRow.Bundle, 600, 20), metric, atLeast);
        Assert.Equal((outcome, 600), (gate.Outcome, gate.Count));
        Assert.Equal(0.95, gate.Estimate, 0.001);
        Assert.InRange(gate.LowerBound, 0.92, 0.945);
        Assert.InRange(gate.UpperBound, 0.955, 0.98);
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("macro_f1")]
    public void Leads_are_paired(string metric)
    {
        // Both miss the same products, and naive Bayes 30 more: far more certain than two figures apart would be.
        var rows = Rows(ScoreRow.Bundle, 600, 4)
            .Concat(
                Rows(ScoreRow.NaiveBayes, 600, 4).Select((row, i) => i % 20 == 1 ? row with { Predicted = Classes[(i + 1) % 3] } : row)
            )
            .ToList();
        var lead = Gate(rows, metric, 0.03, ScoreRow.NaiveBayes);
        Assert.Equal(Verdict.Pass, lead.Outcome);
        Assert.Equal(0.05, lead.Estimate, 0.002);
        Assert.True(lead.UpperBound - lead.LowerBound < 0.04);
        Assert.Equal(Verdict.Fail, Gate(rows, metric, 0.09, ScoreRow.NaiveBayes).Outcome);
    }

    [Fact]
    public void Missing_scores_are_no_pass_and_a_champion_without_classifier_says_nothing()
    {
        Assert.Equal(
            (Verdict.NotEnoughEvidence, true),
            Gate(Testing.Judge.Rows.Coins(ScoreRow.Bundle, 50, 1, 1), "accuracy", 0.5) is var gate
                ? (gate.Outcome, gate.Reason.Contains("classify.held_out", StringComparison.Ordinal))
                : default
        );
        var settings = Testing.Judge.Rows.Settings(
            (
                "g",
                new GateSettings
                {
                    Task = ScoreRow.Classify,
                    Metric = "accuracy",
                    Against = ScoreRow.Champion,
                    AtLeast = -0.01,
                }
            )
        );
        var judgement = Adjudicator.Decide(
            Testing.Judge.Rows.Input(Rows(ScoreRow.Bundle, 60, 7), settings) with
            {
                Champion = ContentHash.OfText("before"),
            }
        );
        Assert.Equal(
            (Verdict.NotApplicable, "the champion has no classifier"),
            Assert.Single(judgement.Verdict.Gates) is var other ? (other.Outcome, other.Reason) : default
        );
    }

    [Fact]
    public void Both_measures_of_every_system_are_reported_and_a_better_baseline_is_named()
    {
        var judgement = Testing.Judge.Rows.Judge(
            Rows(ScoreRow.Bundle, 300, 3).Concat(Rows(ScoreRow.Majority, 300, 1)).Concat(Rows(ScoreRow.NaiveBayes, 300, 50)),
            (
                "g",
                new GateSettings
                {
                    Task = ScoreRow.Classify,
                    Metric = "accuracy",
                    AtLeast = 0.5,
                }
            )
        );
        Assert.Equal(["bundle", "majority", "naive_bayes"], judgement.Systems.Select(system => system.System));
        Assert.All(judgement.Systems, system => Assert.Equal(["accuracy", "macro_f1"], system.Metrics.Select(metric => metric.Metric)));
        Assert.Contains("classify: the baseline naive_bayes beats the bundle by 0.3133 accuracy.", judgement.Warnings);
        Assert.Empty(judgement.Slices);
        Assert.Equal("classify Accuracy of the bundle", Labels.Gate(Assert.Single(judgement.Verdict.Gates)));
    }

    [Fact]
    public void A_champion_with_a_classifier_is_compared_by_both_measures()
    {
        var settings = Testing.Judge.Rows.Settings(
            (
                "g",
                new GateSettings
                {
                    Task = ScoreRow.Classify,
                    Metric = "macro_f1",
                    Against = ScoreRow.Champion,
                    AtLeast = -0.01,
                }
            )
        );
        var judgement = Adjudicator.Decide(
            Testing.Judge.Rows.Input(Rows(ScoreRow.Bundle, 300, 7).Concat(Rows(ScoreRow.Champion, 300, 3)), settings) with
            {
                Champion = ContentHash.OfText("before"),
            }
        );
        Assert.Equal(Verdict.Pass, judgement.Verdict.Outcome);
        Assert.Equal(["accuracy", "macro_f1"], judgement.Champion.Select(change => change.Lead.Metric));
    }

    [Fact]
    public void A_truth_that_differs_between_systems_is_refused() =>
        Assert.Contains(
            "the category 'd', but 'a > b' under bundle",
            Assert
                .Throws<ArtifactException>(() =>
                    ScoreTable.Build([Row(ScoreRow.Bundle, 0, "a > b", "d"), Row(ScoreRow.Reference, 0, "d", "d")], 100, 10)
                )
                .Message
        );

    [Fact]
    public void A_gate_on_a_slice_of_products_is_a_mistake() =>
        Assert.Contains(
            "no slices",
            Assert
                .Throws<SettingsException>(() =>
                    Testing.Judge.Rows.Judge(
                        Rows(ScoreRow.Bundle, 60, 7),
                        (
                            "g",
                            new GateSettings
                            {
                                Task = ScoreRow.Classify,
                                Metric = "accuracy",
                                AtLeast = 0.5,
                                Slice = "new_products",
                            }
                        )
                    )
                )
                .Message
        );

    [Fact]
    public void Macro_F1_over_weights_is_that_of_the_rows_so_often()
    {
        ClassPair[] pairs = [new("a", "a"), new("a", "b"), new("b", "b"), new("c", "a"), new("d", "")];
        var statistic = new MacroF1Statistic(pairs);
        Assert.Equal(ClassMetrics.MacroF1(pairs), statistic.Of([1, 1, 1, 1, 1]), 1e-12);
        Assert.Equal(ClassMetrics.MacroF1([pairs[0], pairs[0], pairs[2], pairs[1], pairs[1]]), statistic.Of([2, 2, 1, 0, 0]), 1e-12);
        Assert.Equal(0, statistic.Of([0, 0, 0, 0, 0]));
    }

    [Fact]
    public void A_row_comes_back_from_its_fields()
    {
        var row = Row(ScoreRow.Bundle, 3, "a > b", "d");
        Assert.Equal(row.ToFields(), ScoreRow.FromFields(row.ToFields()).ToFields());
        Assert.Equal(("a > b", "d"), ScoreRow.FromFields(row.ToFields()) is var back ? (back.Truth, back.Predicted) : default);
    }
}
