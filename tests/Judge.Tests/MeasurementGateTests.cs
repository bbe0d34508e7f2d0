using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Judging;
using Recsys.Judge.Statistics;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Gates on measurements: quantiles of repeats, and exact values.</summary>
public sealed class MeasurementGateTests
{
    private static Judgement Judge(MeasurementGateSettings gate, params double[] values) =>
        Adjudicator.Decide(
            Rows.Input([], new VerifySettings()) with
            {
                MeasurementGates = new Dictionary<string, MeasurementGateSettings> { ["g"] = gate },
                Measurements = new Dictionary<string, IReadOnlyList<double>> { ["x"] = values },
            }
        );

    private static GateResult Gate(MeasurementGateSettings gate, params double[] values) =>
        Assert.Single(Judge(gate, values).Verdict.Gates);

    [Fact]
    public void The_binomial_distribution_is_that_computed_by_hand()
    {
        // Of 4 fair coins: 1, 5, 11, 15, 16 of 16.
        Assert.Equal(
            [1 / 16.0, 5 / 16.0, 11 / 16.0, 15 / 16.0, 1],
            Enumerable.Range(0, 5).Select(k => Math.Round(Binomial.AtMost(k, 4, 0.5), 12))
        );
        Assert.Equal(5 / 16.0, Binomial.AtLeast(3, 4, 0.5), 12);
        // 0.99^299 = 0.0495: neither over- nor underflow with many trials.
        Assert.Equal(Math.Pow(0.99, 299), Binomial.AtMost(0, 299, 0.01), 12);
        Assert.InRange(Binomial.AtMost(50_000, 100_000, 0.5), 0.5, 0.51);
        Assert.Equal((0.0, 1.0), (Binomial.AtMost(-1, 5, 0.3), Binomial.AtMost(5, 5, 0.3)));
    }

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(0.9, 60)]
    [InlineData(0.99, 400)]
    public void The_bounds_hold_the_true_quantile_as_often_as_they_say(double quantile, int repeats)
    {
        const int Trials = 4_000;
        var random = SplitMix64.Stream(20260101, (ulong)repeats);
        int below = 0, above = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            // Exponential: the true quantile is −ln(1 − q).
            var bounds = new QuantileBounds([.. Enumerable.Range(0, repeats).Select(_ => -Math.Log(1 - random.NextDouble()))], quantile);
            var truth = -Math.Log(1 - quantile);
            if (bounds.Upper(0.05) < truth) below++;
            if (bounds.Lower(0.05) > truth) above++;
        }
        // At most 5 %, and three standard errors of 4,000 trials.
        Assert.InRange((double)below / Trials, 0, 0.0605);
        Assert.InRange((double)above / Trials, 0, 0.0605);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gate_at_the_truth_fails_and_passes_seldom(bool ceiling)
    {
        const int Trials = 1_000;
        var random = SplitMix64.Stream(7, 1);
        int fails = 0, passes = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())];
            var settings = new MeasurementGateSettings { Kind = "quantile", Of = "x", Quantile = 0.9 };
            settings = ceiling ? settings with { AtMost = 0.9 } : settings with { AtLeast = 0.9 };
            var outcome = Gate(settings, values).Outcome;
            if (outcome == Verdict.Fail) fails++;
            if (outcome == Verdict.Pass) passes++;
        }
        Assert.InRange((double)fails / Trials, 0, 0.071);
        Assert.InRange((double)passes / Trials, 0, 0.071);
    }

    [Fact]
    public void A_quantile_passes_fails_and_waits()
    {
        var gate = new MeasurementGateSettings { Kind = "quantile", Of = "x", Quantile = 0.99, AtMost = 50 };
        double[] fast = [.. Enumerable.Range(0, 299).Select(i => 10 + i % 30.0)];
        Assert.Equal((Verdict.Pass, 299), (Gate(gate, fast).Outcome, Gate(gate, fast).Count));
        var few = Gate(gate, fast[..298]);
        Assert.Equal((Verdict.NotEnoughEvidence, 1L), (few.Outcome, few.MoreSubjects));
        Assert.Contains("298 repeats have no 95 % upper bound; at least 299 are needed", few.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, Gate(gate, [.. fast, .. Enumerable.Repeat(60.0, 20)]).Outcome);
        var none = Gate(gate);
        Assert.Equal((Verdict.NotEnoughEvidence, 0), (none.Outcome, none.Count));
    }

    [Fact]
    public void Noise_widens_the_interval_and_only_the_rank_counts()
    {
        double Width(double spread)
        {
            var random = SplitMix64.Stream(1, 1);
            var bounds = new QuantileBounds([.. Enumerable.Range(0, 50).Select(_ => 10 + spread * random.NextDouble())], 0.5);
            return bounds.Upper(0.05)!.Value - bounds.Lower(0.05)!.Value;
        }

        Assert.Equal(10 * Width(1), Width(10), 9);
    }

    [Theory]
    [InlineData(null, 100.0, Verdict.Pass, new[] { 100.0 })]
    [InlineData(null, 100.0, Verdict.Fail, new[] { 99.0, 101.0 })]
    [InlineData(3.0, null, Verdict.Pass, new[] { 3.0, 4.0 })]
    [InlineData(3.0, null, Verdict.Fail, new[] { 2.0, 4.0 })]
    [InlineData(3.0, null, Verdict.NotEnoughEvidence, new double[0])]
    public void An_exact_value_is_within_its_bound_or_not(double? atLeast, double? atMost, string outcome, double[] values)
    {
        var judgement = Judge(new MeasurementGateSettings { Kind = "exact", Of = "x", AtLeast = atLeast, AtMost = atMost }, values);
        var gate = Assert.Single(judgement.Verdict.Gates);
        Assert.Equal((outcome, outcome, values.Length), (gate.Outcome, judgement.Verdict.Outcome, gate.Count));
        Assert.Equal(judgement.Verdict.Seal, judgement.Verdict.ComputeSeal());
    }

    [Theory]
    [InlineData("101.0000 is not at most 100.0000", null, 100.0, 101.0, 0.0)]
    [InlineData("100.0000 is at most 100.0000", null, 100.0, 100.0, 1.0)]
    [InlineData("2.0000 is not at least 3.0000", 3.0, null, 2.0, 0.0)]
    public void An_exact_result_says_which_value_met_which_bound(
        string reason, double? atLeast, double? atMost, double value, double probability)
    {
        var gate = Gate(new MeasurementGateSettings { Kind = "exact", Of = "x", AtLeast = atLeast, AtMost = atMost }, value);

        Assert.Equal(reason, gate.Reason);
        Assert.Equal((atLeast, atMost, probability), (gate.AtLeast, gate.AtMost, gate.FailProbability));
        Assert.Equal((value, value, value), (gate.Lower, gate.Estimate, gate.UpperBound));
    }

    /// <summary>Of the median of 100 repeats, the order statistics of the binomial table: 42 and 59 one-sided, 40 and 61
    /// two-sided.</summary>
    [Theory]
    [InlineData(null, 59.0, Verdict.Pass, "the 95 % upper bound 59.0000 is at most 59.0000")]
    [InlineData(null, 58.5, Verdict.NotEnoughEvidence, "the 95 % upper bound 59.0000 is not at most 58.5000, and it is not contradicted")]
    [InlineData(null, 39.0, Verdict.Fail, "50.0000 is for certain not at most 39.0000")]
    [InlineData(42.0, null, Verdict.Pass, "the 95 % lower bound 42.0000 is at least 42.0000")]
    [InlineData(42.5, null, Verdict.NotEnoughEvidence, "the 95 % lower bound 42.0000 is not at least 42.5000, and it is not contradicted")]
    [InlineData(62.0, null, Verdict.Fail, "50.0000 is for certain not at least 62.0000")]
    public void A_quantile_reports_its_bounds_and_what_they_mean(double? atLeast, double? atMost, string outcome, string reason)
    {
        var settings = new MeasurementGateSettings { Kind = "quantile", Of = "x", Quantile = 0.5, AtLeast = atLeast, AtMost = atMost };

        var gate = Gate(settings, [.. Enumerable.Range(0, 100).Select(i => 1.0 + i * 37 % 100)]);

        Assert.Equal((40.0, 42.0, 50.0, 59.0, 61.0), (gate.Lower, gate.LowerBound, gate.Estimate, gate.UpperBound, gate.Upper));
        Assert.Equal((outcome, reason), (gate.Outcome, gate.Reason));
        Assert.Equal(("0.5 quantile of x", atLeast, atMost), (gate.Metric, gate.AtLeast, gate.AtMost));
    }

    [Fact]
    public void As_many_repeats_as_are_missing_are_asked_for_and_the_estimate_stands_for_bounds_that_there_are_not()
    {
        double[] values = [3, 1, 2];
        var gate = Gate(new MeasurementGateSettings { Kind = "quantile", Of = "x", Quantile = 0.5, AtLeast = 0 }, values);

        Assert.Equal((2.0, 2.0, 2.0, 2.0), (gate.Lower, gate.LowerBound, gate.UpperBound, gate.Upper));
        Assert.Equal(2L, gate.MoreSubjects);
        Assert.Equal("3 repeats have no 95 % lower bound; at least 5 are needed", gate.Reason);
        Assert.Equal("there is no measurement of 0.99 quantile of x",
            Gate(new MeasurementGateSettings { Kind = "quantile", Of = "x", Quantile = 0.99, AtMost = 1 }).Reason);
    }
}
