using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Gates;

/// <summary>A quantile of repeated measurements, such as the 99th percentile of latency.</summary>
public sealed class QuantileKind : GateKind
{
    public override string Name => "quantile";

    public override string Meaning =>
        "a quantile of independent repeats, such as the 99th percentile of latency: passes when its one-sided 95 % bound is within the "
        + "limit, whatever the distribution is";

    public override string Source => "Conover, Practical Nonparametric Statistics, 3rd edition, 1999, section 3.2";

    public override IGate? Read(string name, MeasurementGateSettings settings, Action<string, string> mistake)
    {
        if (settings.Quantile is not (> 0 and < 1))
            mistake("quantile", "a quantile lies between 0 and 1. Remedy: set it, e.g. to 0.99.");
        if (Bound(settings, mistake) is not { } bound || settings.Quantile is not (> 0 and < 1)) return null;
        var quantity = string.Create(CultureInfo.InvariantCulture, $"{settings.Quantile:0.####} quantile of {settings.Of}");
        return new QuantileGate(name, settings.Of, settings.Quantile.Value, bound, Result(name, quantity, bound));
    }

    public override string Power(GateResult gate) => $"{NumberFormat.Count(gate.Count)} repeats";
}

/// <summary>
/// Passes when the one-sided 95 % bound of the quantile is within the limit; fails when the repeats contradict it at the 5 % level after
/// Holm's correction over all gates; in between the evidence is not enough.
/// </summary>
internal sealed record QuantileGate(string Name, string Of, double Quantile, GateBound Bound, GateResult Empty) : IGate
{
    public IGateFinding Weigh(GateEvidence evidence) =>
        new Finding(this, evidence.Measurement(Of) is { Count: > 0 } values ? new QuantileBounds(values, Quantile) : null);

    private sealed record Finding(QuantileGate Gate, QuantileBounds? Found) : IGateFinding
    {
        public double? Probability =>
            Found is null ? null
            : Gate.Bound.IsCeiling ? Found.ProbabilityOfAtMost(Gate.Bound.Limit)
            : Found.ProbabilityOfAtLeast(Gate.Bound.Limit);

        public GateResult Decide(double adjusted)
        {
            if (Found is not { } found) return Gate.Empty;
            var bound = Gate.Bound;
            var near = bound.IsCeiling ? found.Upper(Level.Alpha) : found.Lower(Level.Alpha);
            var result = Gate.Empty with
            {
                Estimate = found.Estimate,
                Count = found.Count,
                Lower = found.Lower(Level.Alpha / 2) ?? found.Estimate,
                Upper = found.Upper(Level.Alpha / 2) ?? found.Estimate,
                LowerBound = found.Lower(Level.Alpha) ?? found.Estimate,
                UpperBound = found.Upper(Level.Alpha) ?? found.Estimate,
                FailProbability = adjusted,
            };
            var (words, limit) = (bound.IsCeiling ? "upper" : "lower", $"{bound.Words} {NumberFormat.Text(bound.Limit)}");
            if (near is { } sure && bound.Spare(sure) >= 0)
                return result with { Outcome = Verdict.Pass, Reason = $"the 95 % {words} bound {NumberFormat.Text(sure)} is {limit}" };
            if (adjusted <= Level.Alpha)
                return result with { Outcome = Verdict.Fail, Reason = $"{NumberFormat.Text(found.Estimate)} is for certain not {limit}" };
            if (near is { } wide)
                return result with
                {
                    Reason = $"the 95 % {words} bound {NumberFormat.Text(wide)} is not {limit}, and it is not contradicted",
                };
            var fewest = bound.IsCeiling
                ? QuantileBounds.FewestForUpper(Gate.Quantile, Level.Alpha)
                : QuantileBounds.FewestForLower(Gate.Quantile, Level.Alpha);
            return result with
            {
                MoreSubjects = Math.Max(1, fewest - found.Count),
                Reason =
                    $"{NumberFormat.Count(found.Count)} repeats have no 95 % {words} bound; at least {NumberFormat.Count(fewest)} "
                    + "are needed",
            };
        }
    }
}
