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
}
