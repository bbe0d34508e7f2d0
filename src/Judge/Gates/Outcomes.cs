using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Gates;

/// <summary>From the gates to the outcome and the one line that explains it.</summary>
public static class Outcomes
{
    /// <summary>
    /// Fail if any gate failed or there is none; else not enough evidence if any lacks it or none is applicable; else pass.
    /// </summary>
    public static string Of(IReadOnlyList<GateResult> gates)
    {
        if (gates.Count == 0 || gates.Any(gate => gate.Outcome == Verdict.Fail)) return Verdict.Fail;
        var applicable = gates.Where(gate => gate.Outcome != Verdict.NotApplicable).ToList();
        return applicable.Count > 0 && applicable.All(gate => gate.Outcome == Verdict.Pass) ? Verdict.Pass : Verdict.NotEnoughEvidence;
    }

    /// <summary>Fail if any behaviour failed; else as the gates say.</summary>
    public static string Of(IReadOnlyList<GateResult> gates, IReadOnlyList<BehaviourResult> checks) =>
        checks.All(check => check.Outcome == Verdict.Pass) ? Of(gates) : Verdict.Fail;

    /// <summary>What decided, why, and what to do; a failed behaviour comes before any gate, for its figures mean nothing then.</summary>
    public static string Reason(IReadOnlyList<GateResult> gates, IReadOnlyList<BehaviourResult> checks)
    {
        var failed = checks.Where(check => check.Outcome != Verdict.Pass).ToList();
        if (checks.Count == 0) return Reason(gates);
        if (failed.Count == 0)
            return Of(gates) == Verdict.Pass
                ? $"{Reason(gates)}, and the bundle behaves as it must in {checks.Count} of {checks.Count} checks"
                : Reason(gates);
        return $"the behaviour '{failed[0].Name}' {(failed[0].Cases == 0 ? $"is not shown: {failed[0].Reason}" : failed[0].Reason)}"
            + (failed.Count == 1 ? "" : $"; so do {string.Join(", ", failed.Skip(1).Select(check => $"'{check.Name}'"))}")
            + ". Remedy: see behaviour.json for the cases; mend the bundle, or the golden file where it asks for too much.";
    }

    /// <summary>What decided, why, and what to do.</summary>
    public static string Reason(IReadOnlyList<GateResult> gates)
    {
        if (gates.Count == 0)
        {
            return "no gates are configured, so nothing may pass. Remedy: add at least one under verify.gates in the settings, for example "
                + "\"beats-popularity\": { \"task\": \"recommend\", \"metric\": \"ndcg@10\", \"against\": \"popularity\", "
                + "\"at_least\": 0 }.";
        }
        var skipped = gates.Where(gate => gate.Outcome == Verdict.NotApplicable).ToList();
        if (skipped.Count == gates.Count)
        {
            return $"no gate is applicable: gate '{skipped[0].Name}': {skipped[0].Reason}. Remedy: add a gate that does not need a "
                + $"champion under verify.gates, "
                + "for example one against popularity, or name the bundle in production in verify.champion.";
        }
        var beside =
            skipped.Count == 0
                ? ""
                : $"; not applicable: {string.Join(", ", skipped.Select(gate => $"'{gate.Name}'"))} ({skipped[0].Reason})";
        return Of(gates) switch
        {
            Verdict.Fail => Because(gates, Verdict.Fail, "failed")
                + ". Remedy: see the worst slices in report.html and what changed since the last bundle that passed; do not lower "
                + "at_least unless that quality is acceptable.",
            Verdict.NotEnoughEvidence => Because(gates, Verdict.NotEnoughEvidence, "has not enough evidence")
                + ". Remedy: score more users or queries (verify.max_users, a longer test part, a search log), or accept a wider margin "
                + "in at_least.",
            _ when gates.Count - skipped.Count == 1 => Holds(gates.Single(gate => gate.Outcome == Verdict.Pass)) + beside,
            _ => $"all {gates.Count - skipped.Count} gates hold{beside}",
        };
    }

    private static string Holds(GateResult gate) => $"the gate '{gate.Name}' holds: {gate.Reason}";

    private static string Because(IReadOnlyList<GateResult> gates, string outcome, string what)
    {
        var (gravest, others) = (Gravest(gates, outcome).First(), Gravest(gates, outcome).Skip(1).ToList());
        return $"gate '{gravest.Name}' {what}: {Describe(gravest)}: {gravest.Reason}"
            + (others.Count == 0 ? "" : $"; the same holds for {string.Join(", ", others.Select(gate => $"'{gate.Name}'"))}");
    }

    /// <summary>The gates of one outcome: unmeasured ones first, then by how far the estimate is below the bound.</summary>
    public static IEnumerable<GateResult> Gravest(IReadOnlyList<GateResult> gates, string outcome) =>
        gates.Where(gate => gate.Outcome == outcome).OrderBy(gate => gate.Count > 0).ThenBy(gate => gate.Bound.Spare(gate.Estimate));

    /// <summary>What the gate bounds, in words.</summary>
    public static string Describe(GateResult gate) =>
        GateKinds.Of(gate) is { } kind
            ? kind.Describe(gate)
            : (gate.Against is null ? $"{gate.Task} {gate.Metric}" : $"{gate.Task} {gate.Metric} against {gate.Against}")
                + (gate.Slice is null ? "" : $" on the slice {gate.Slice}");
}
