using Recsys.Contracts.Artifacts;
using Recsys.Judge.Coverage;

namespace Recsys.Judge.Reports;

/// <summary>What is served and what of it was measured.</summary>
public static class CoverageSection
{
    /// <summary>One sentence for each endpoint without evidence; none where the verdict's own reason says it.</summary>
    public static IReadOnlyList<string> Gaps(Verdict verdict) =>
        CoverageDecision.Decided(verdict) ? [] : [.. (verdict.Coverage?.Gaps ?? []).Select(gap => Labels.Sentence(gap.Reason))];

    /// <summary>The gaps, for the top of the page.</summary>
    internal static Html Banner(Verdict verdict) =>
        Html.Join(Gaps(verdict).Select(gap => Html.Of($"<p class=\"gap\"><strong>Not measured.</strong> {gap}</p>")));

    /// <summary>Every endpoint and what its evidence is.</summary>
    internal static Html Of(Verdict verdict) =>
        verdict.Coverage is not { } coverage
            ? Html.Empty
            : Html.Of(
                $"""
                <h3>What is served and what of it was measured</h3>
                <ul>
                {Html.Join(coverage.Endpoints.Select(Line))}</ul>
                """
            );

    private static Html Line(EndpointEvidence one) =>
        Html.Of(
            $"<li><span class=\"outcome {(one.Measured ? Verdict.Pass : Verdict.NotEnoughEvidence)}\">"
                + $"{(one.Measured ? "MEASURED" : "NOT MEASURED")}</span> {Labels.Sentence(one.Reason)}</li>"
        );
}
