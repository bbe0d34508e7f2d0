using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>What one gate finds in intervals that are known exactly.</summary>
public sealed class GateRuleTests
{
    /// <summary>Half of 2,000 draws at 0.4 and half at 0.6: the estimate of values that are half 0.4 and half 0.6, with bounds
    /// there.</summary>
    private static Interval Spread(int count) =>
        Interval.OfMean(
            [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? 0.4 : 0.6)],
            [.. Enumerable.Range(0, 2_000).Select(i => i < 1_000 ? 0.4 : 0.6)],
            signed: false
        );

    private static Interval Equal(double value, int count, bool signed = false) =>
        Interval.OfMean([.. Enumerable.Repeat(value, count)], new double[2_000], signed);

    private static GateResult Decide(
        Interval? measured,
        double atLeast,
        double adjusted = 1,
        string task = ScoreRow.Recommend,
        string? against = null,
        string? slice = null
    ) =>
        new PairedScoreFinding(
            new PairedScoreGate(
                "g",
                new GateSettings
                {
                    Task = task,
                    Against = against,
                    AtLeast = atLeast,
                    Slice = slice,
                },
                Metric.Ndcg10
            )
        )
        {
            Measured = measured,
        }.Decide(adjusted);

    [Fact]
    public void A_bound_that_is_just_reached_is_a_pass()
    {
        var gate = Decide(Spread(100), 0.4);
        Assert.Equal((Verdict.Pass, "the 95 % lower bound 0.4000 is at least 0.4000"), (gate.Outcome, gate.Reason));
        Assert.Equal(
            (0.5, 0.4, 0.6, 0.4, 0.6, 100),
            (Math.Round(gate.Estimate, 12), gate.Lower, gate.Upper, gate.LowerBound, gate.UpperBound, gate.Count)
        );
        Assert.Null(gate.MoreSubjects);
        // (z₀.₉₅ + z₀.₈₀) · 0.1 √(2000/1999) and 2 z₀.₉₅ of it.
        Assert.Equal(0.248709671, gate.Margin80!.Value, 8);
        Assert.Equal(0.329052999, gate.Margin95!.Value, 8);
    }

    [Fact]
    public void The_interval_is_two_sided_and_the_bounds_are_one_sided()
    {
        // Draw number i is i/2000.
        var gate = Decide(
            Interval.OfMean(
                [.. Enumerable.Range(0, 40).Select(i => i % 2 * 1.0)],
                [.. Enumerable.Range(1, 1_999).Select(i => i / 2_000.0)],
                signed: false
            ),
            0.05
        );
        Assert.Equal(
            (0.025, 0.05, 0.95, 0.975, Verdict.Pass),
            (gate.Lower, gate.LowerBound, gate.UpperBound, gate.Upper, gate.Outcome)
        );
    }

    [Theory]
    [InlineData(0.05, Verdict.Fail)]
    [InlineData(0.0501, Verdict.NotEnoughEvidence)]
    public void It_fails_at_the_level_and_not_above(double adjusted, string outcome)
    {
        var gate = Decide(Spread(100), 0.7, adjusted);
        Assert.Equal((outcome, adjusted), (gate.Outcome, gate.FailProbability));
        Assert.Equal(
            outcome == Verdict.Fail
                ? "0.5000 with a 95 % upper bound of 0.6000 is below 0.7000"
                // The normal approximation asks for 155 users, of whom 100 are there.
                : "the 95 % upper bound 0.6000 is below 0.7000, but not after Holm's correction over all gates (p = 0.0501); about 55 "
                    + "more users would decide it",
            gate.Reason
        );
    }

    [Theory]
    // 100 · (0.24870967 / 0.02)² = 15,464.1
    [InlineData(
        0.48,
        ScoreRow.Recommend,
        15_365,
        "0.4800 lies between the 95 % bounds 0.4000 and 0.6000; about 15,365 more users would decide it"
    )]
    [InlineData(
        0.52,
        ScoreRow.Search,
        15_365,
        "0.5200 lies between the 95 % bounds 0.4000 and 0.6000; about 15,365 more queries would decide it"
    )]
    // The upper bound itself is not below the bound.
    [InlineData(
        0.6,
        ScoreRow.Recommend,
        519,
        "0.6000 lies between the 95 % bounds 0.4000 and 0.6000; about 519 more users would decide it"
    )]
    public void In_between_it_says_how_many_more_would_decide(double atLeast, string task, long more, string reason)
    {
        var gate = Decide(Spread(100), atLeast, 0.5, task);
        Assert.Equal((Verdict.NotEnoughEvidence, more, reason), (gate.Outcome, gate.MoreSubjects, gate.Reason));
    }

    [Fact]
    public void An_estimate_on_the_bound_is_never_decided()
    {
        var gate = Decide(Spread(100), 0.5, 0.5);
        Assert.Null(gate.MoreSubjects);
        Assert.EndsWith(
            "; the estimate is so close to the bound that no reachable number would decide it",
            gate.Reason,
            StringComparison.Ordinal
        );
        // 100 · (0.2487 / gap)² passes a billion between these two.
        Assert.NotNull(Decide(Spread(100), 0.5 - 0.0000788, 0.5).MoreSubjects);
        Assert.Null(Decide(Spread(100), 0.5 - 0.0000785, 0.5).MoreSubjects);
    }

    [Theory]
    [InlineData(29, Verdict.NotEnoughEvidence)]
    [InlineData(30, Verdict.Pass)]
    public void Thirty_subjects_are_the_fewest_that_decide(int count, string outcome)
    {
        var gate = Decide(Spread(count), 0.3);
        Assert.Equal(
            (outcome, outcome == Verdict.Pass),
            (
                gate.Outcome,
                new PairedScoreFinding(new("g", new GateSettings { AtLeast = 0.3 }, Metric.Ndcg10)) { Measured = Spread(count) }.Probability
                    is not null
            )
        );
    }

    [Theory]
    // 1 − 0.05^(1/N) ≤ 0.5 holds from N = 5 on, so only the thirty are missing.
    [InlineData(20, 0.5, 10)]
    [InlineData(29, 0.5, 1)]
    // ln 0.05 / ln 0.99 = 298.07
    [InlineData(20, 0.99, 279)]
    public void Below_thirty_it_asks_for_thirty_or_what_decides(int count, double atLeast, long more)
    {
        var gate = Decide(Equal(1, count), atLeast);
        Assert.Equal(
            (Verdict.NotEnoughEvidence, more, $"only {count} users; below 30 nothing is decided"),
            (gate.Outcome, gate.MoreSubjects, gate.Reason)
        );
    }

    [Fact]
    public void Equal_values_have_margins_of_what_could_have_been_missed()
    {
        // 1 − 0.05^(1/100) = 0.0295130
        var signed = Decide(Equal(0, 100, signed: true), -0.5, against: ScoreRow.Reference);
        Assert.Equal((0.029513, 0.029513), (Math.Round(signed.Margin80!.Value, 6), Math.Round(signed.Margin95!.Value, 6)));
        // At an end of the scale only one side is open.
        foreach (var value in new[] { 0.0, 1.0 }) Assert.Equal(0.029513, Decide(Equal(value, 100), 0.5).Margin80!.Value, 6);
        Assert.Equal(199, Decide(Equal(1, 100), 0.99, 0.5).MoreSubjects);
    }

    [Fact]
    public void Equal_values_that_can_not_be_told_from_the_bound_need_at_least_one_more()
    {
        // A gap of 2 counts as 0.999: one subject would be enough, and one more is the least to ask for.
        Assert.Equal(1, Decide(Equal(-1, 40, signed: true), 1, 0.5, against: ScoreRow.Reference).MoreSubjects);
        Assert.Null(Decide(Equal(0.5, 40), 0.5, 0.5).MoreSubjects);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(ScoreRow.Reference, -1)]
    public void Without_figures_everything_is_possible(string? against, double least)
    {
        var gate = Decide(null, 0.1, against: against);
        Assert.Equal(
            (0, least, least, 1, 1, 0, 1),
            (gate.Estimate, gate.Lower, gate.LowerBound, gate.Upper, gate.UpperBound, gate.Count, gate.FailProbability)
        );
        Assert.Equal((Verdict.NotEnoughEvidence, "", null, null), (gate.Outcome, gate.Reason, gate.Margin80, gate.MoreSubjects));
    }

    [Fact]
    public void Why_it_says_nothing_is_its_reason_and_what_does_not_apply_comes_first()
    {
        var rule = new PairedScoreFinding(new("g", new GateSettings { AtLeast = 0.1 }, Metric.Ndcg10)) { Missing = "no rows" };
        Assert.Equal((Verdict.NotEnoughEvidence, "no rows"), (rule.Decide(1).Outcome, rule.Decide(1).Reason));
        rule = rule with { Inapplicable = "no champion" };
        Assert.Equal((Verdict.NotApplicable, "no champion"), (rule.Decide(1).Outcome, rule.Decide(1).Reason));
    }

    [Theory]
    [InlineData(null, null, "recommend ndcg@10 of the bundle")]
    [InlineData("popularity", null, "recommend ndcg@10 of the bundle minus popularity")]
    [InlineData("popularity", "new_users", "recommend ndcg@10 of the bundle minus popularity on the slice new_users")]
    public void What_is_bounded_is_said_in_words(string? against, string? slice, string words)
    {
        Assert.Equal(
            words,
            new PairedScoreGate(
                "g",
                new GateSettings
                {
                    Against = against,
                    Slice = slice,
                    AtLeast = 0.1,
                },
                Metric.Ndcg10
            ).Quantity
        );
        var gate = Decide(null, 0.1, against: against, slice: slice);
        Assert.Equal(
            ("g", "recommend", "ndcg@10", against, slice, 0.1),
            (gate.Name, gate.Task, gate.Metric, gate.Against, gate.Slice, gate.AtLeast)
        );
    }

    [Fact]
    public void Holm_takes_the_largest_so_far_and_stops_at_one() =>
        // Sorted 0.005, 0.01, 0.011, 0.4: 4 · 0.005, 3 · 0.01, then 2 · 0.011 which is less than before, then 0.4.
        Assert.Equal([0.4, 0.03, 0.02, 0.03], Holm.Adjust([0.4, 0.011, 0.005, 0.01]));
}
