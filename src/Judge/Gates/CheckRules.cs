using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;

namespace Recsys.Judge.Gates;

/// <summary>What a bundle must do whatever its figures are. A check that nobody tried has failed.</summary>
public static class CheckRules
{
    private static readonly string[] Always =
    [
        BehaviourCheck.EngineEqualsTraining,
        BehaviourCheck.Determinism,
        BehaviourCheck.NothingBoughtAgain,
        BehaviourCheck.QueryForms,
        BehaviourCheck.AbsurdInput,
    ];

    /// <summary>The checks a verdict must have.</summary>
    /// <param name="golden">Whether the settings name a golden file.</param>
    public static IReadOnlyList<string> Required(bool golden) => golden ? [.. Always, BehaviourCheck.GoldenQueries] : Always;

    /// <summary>One result for each required check, in their order, then the others that were tried.</summary>
    /// <exception cref="ArtifactException">The report is about something else, or contradicts itself.</exception>
    public static IReadOnlyList<BehaviourResult> Decide(BehaviourReport report, JudgeInput input)
    {
        if (report.FormatVersion != BehaviourReport.CurrentVersion)
            throw new ArtifactException(
                $"{BehaviourReport.FileName} has format version {report.FormatVersion}, expected {BehaviourReport.CurrentVersion}.", Again
            );
        foreach (
            var (what, found, wanted) in new[]
            {
                ("bundle", report.Bundle, input.Bundle),
                ("dataset", report.Dataset, input.Materials.Dataset),
                ("golden file", report.Golden ?? "none", input.Materials.Golden ?? "none"),
            }
        )
            if (found != wanted)
                throw new ArtifactException($"{BehaviourReport.FileName} is about the {what} {found}, not {wanted}.", Again);
        if (
            report.Checks.Any(check =>
                check.Cases < 0
                || check.Failed < 0
                || check.Failed > check.Cases
                || check.Failures.Count > check.Failed
                || (check.Failed > 0 && check.Failures.Count == 0)
            )
            || report.Checks.DistinctBy(check => check.Name).Count() != report.Checks.Count
        )
            throw new ArtifactException(
                $"{BehaviourReport.FileName} contradicts itself: a check occurs twice, or its counts do not fit.", Again
            );
        var required = Required(input.Materials.Golden is not null);
        return [.. required.Select(name => Decide(name, report.Checks.FirstOrDefault(check => check.Name == name))),
            .. report.Checks.Where(check => !required.Contains(check.Name)).Select(check => Decide(check.Name, check))];
    }

    /// <summary>Whether a verdict has every required result, and each follows from its counts.</summary>
    public static bool IsWhole(Verdict verdict) => verdict.Behaviour is not null && verdict.Checks is not null
        && Required(verdict.Golden is not null).All(name => verdict.Checks.Any(check => check?.Name == name))
        && verdict.Checks.All(check => check is not null && check.Outcome == OutcomeOf(check.Cases, check.Failed));

    private const string Again = "run ./build.sh --target=Verify again.";

    private static BehaviourResult Decide(string name, BehaviourCheck? check) =>
        new()
        {
            Name = name,
            Outcome = OutcomeOf(check?.Cases ?? 0, check?.Failed ?? 0),
            Cases = check?.Cases ?? 0,
            Failed = check?.Failed ?? 0,
            Reason = check switch
            {
                null => "it was not tried",
                { Cases: 0 } => "there was nothing to try it on",
                { Failed: 0 } => $"holds in {NumberFormat.Count(check.Cases)} of {NumberFormat.Count(check.Cases)} cases",
                _ =>
                    $"fails in {NumberFormat.Count(check.Failed)} of {NumberFormat.Count(check.Cases)} cases: {check.Failures[0].Case}: "
                        + $"{check.Failures[0].What}",
            },
        };

    private static string OutcomeOf(int cases, int failed) => cases > 0 && failed == 0 ? Verdict.Pass : Verdict.Fail;
}
