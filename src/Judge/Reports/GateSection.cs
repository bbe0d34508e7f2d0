using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Reports;

/// <summary>What was demanded, and how near each demand came to not being met.</summary>
internal static class GateSection
{
    public static Html Of(Verdict verdict) =>
        verdict.Gates.Count == 0
            ? Html.Of($"<p>No gates are configured, so nothing may pass.</p>")
            : Html.Of(
                $"""
                <p class="muted">A gate passes when the one-sided 95 % lower bound (left end of the bar) reaches the dashed line, and fails
                when the upper bound (right end) stays below it after Holm's correction. Paired bootstrap, {NumberFormat.Count(
                    verdict.Resamples
                )} resamples, seed {verdict.Seed}.</p>
                <table class="gates">
                <thead><tr><th scope="col">Gate</th><th scope="col">Outcome</th><th scope="col">Interval</th>
                <th scope="col" class="n">Estimate</th><th scope="col" class="n">At least</th><th scope="col">Why</th></tr></thead>
                <tbody>
                {Html.Join(verdict.Gates.Select(Row))}</tbody>
                </table>{(
                    verdict.Registration is { } registration
                        ? Html.Of($"\n<p class=\"muted\">{Labels.Sentence(registration.Reason)}</p>")
                        : Html.Empty
                )}
                """
            );

    private static Html Row(GateResult gate) =>
        Html.Of(
            $"""
            <tr><th scope="row">{gate.Name}<small>{Labels.Gate(gate)}</small>{(
                gate.Origin is { } origin ? Html.Of($"<small>from {origin}</small>") : Html.Empty
            )}</th>
            <td><span class="outcome {gate.Outcome}">{Labels.Outcome(gate.Outcome)}</span></td>
            <td class="picture">{IntervalPicture.Of(gate)}</td>
            {(
                gate.Count == 0
                    ? Html.Of($"<td class=\"n\">–</td>")
                    : Html.Of(
                        $"<td class=\"n\">{Labels.Estimate(gate)}<small>{Labels.Bounds(gate)}</small></td>"
                    )
            )}
            <td class="n">{(
                gate.Bound.IsCeiling ? Html.Empty : Html.Of($"<span class=\"label\">at least </span>")
            )}{Labels.Limit(gate)}</td>
            <td class="why">{Labels.Sentence(gate.Reason)}{(
                gate.Outcome == Verdict.NotApplicable ? Html.Empty : Html.Of($"<small>{Labels.Sentence(Labels.Power(gate))}</small>")
            )}</td></tr>
            """
        );
}
