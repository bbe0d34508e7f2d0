using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Coverage;

/// <summary>What follows from something that is served and was not measured.</summary>
public static class CoverageDecision
{
    /// <summary>A pass is not enough evidence where <c>verify.unmeasured</c> refuses a gap; anything else stays what it is.</summary>
    /// <param name="outcome">By gates and behaviour.</param>
    /// <param name="coverage">None where scores alone are judged.</param>
    public static string Outcome(string outcome, EndpointCoverage? coverage) =>
        outcome == Verdict.Pass && coverage is { Refuses: true } ? Verdict.NotEnoughEvidence : outcome;

    /// <summary>Why, and what to do, where a gap decides; else null.</summary>
    /// <param name="outcome">By gates and behaviour.</param>
    /// <param name="coverage">None where scores alone are judged.</param>
    public static string? Reason(string outcome, EndpointCoverage? coverage) =>
        Outcome(outcome, coverage) == outcome
            ? null
            : $"{string.Join("; ", coverage!.Gaps.Select(gap => gap.Reason))}; and verify.unmeasured is {EndpointCoverage.Refuse}. Remedy: "
                + $"bring that evidence, or set verify.unmeasured to {EndpointCoverage.Warn}.";

    /// <summary>Whether a verdict was decided by a gap.</summary>
    public static bool Decided(Verdict verdict) =>
        verdict is { Outcome: Verdict.NotEnoughEvidence, Coverage: { Refuses: true } coverage }
        && verdict.Reason == Reason(Verdict.Pass, coverage);
}
