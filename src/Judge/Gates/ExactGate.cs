using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Gates;

/// <summary>A value without chance, such as the bytes of an image or a count: it is within its bound or not.</summary>
public sealed class ExactKind : GateKind
{
    public override string Name => "exact";

    public override string Meaning => "a value without chance in it, such as bytes or a count; of several values each must hold";

    public override IGate? Read(string name, MeasurementGateSettings settings, Action<string, string> mistake)
    {
        if (settings.Quantile is not null) mistake("quantile", "an exact value has no quantile. Remedy: remove it.");
        return Bound(settings, mistake) is { } bound ? new ExactGate(name, settings.Of, bound, Result(name, settings.Of, bound)) : null;
    }
}

/// <summary>Passes when every value is within the bound, fails otherwise.</summary>
internal sealed record ExactGate(string Name, string Of, GateBound Bound, GateResult Empty) : IGate
{
    public IGateFinding Weigh(GateEvidence evidence) => new Finding(this, evidence.Measurement(Of));

    private sealed record Finding(ExactGate Gate, IReadOnlyList<double> Values) : IGateFinding
    {
        // There is no chance in it, so nothing is corrected for.
        public double? Probability => null;

        public GateResult Decide(double adjusted)
        {
            if (Values.Count == 0) return Gate.Empty;
            var (bound, worst) = (Gate.Bound, Gate.Bound.IsCeiling ? Values.Max() : Values.Min());
            var holds = bound.Spare(worst) >= 0;
            return Gate.Empty with
            {
                Estimate = worst,
                Lower = worst,
                Upper = worst,
                LowerBound = worst,
                UpperBound = worst,
                Count = Values.Count,
                Outcome = holds ? Verdict.Pass : Verdict.Fail,
                FailProbability = holds ? 1 : 0,
                Reason = $"{NumberFormat.Text(worst)} is {(holds ? "" : "not ")}{bound.Words} {NumberFormat.Text(bound.Limit)}",
            };
        }
    }
}
