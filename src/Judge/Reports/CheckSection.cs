using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>What the bundle did where its behaviour was tried.</summary>
internal static class CheckSection
{
    public static Html Of(Verdict verdict) =>
        verdict is { Behaviour: null, Checks.Count: 0 }
            ? Html.Of($"<p>Nothing was tried of the bundle's behaviour: scores alone were judged.</p>")
            : Html.Of(
            $"""
            <p class="muted">{Caption(verdict)}</p>
            <ul>
            {Html.Join(
                verdict.Checks.Select(check =>
                    Html.Of(
                        $"<li>{Name(check.Name)} <span class=\"outcome {check.Outcome}\">{Labels.Outcome(check.Outcome)}</span> "
                            + $"{Labels.Sentence(check.Reason)}</li>"
                    )
                )
            )}</ul>
            """
        );

    /// <summary>Whether the shop's own queries were asked, too.</summary>
    public static string Caption(Verdict verdict) =>
        $"All of it must hold, whatever the figures are. "
            + $"{(verdict.Golden is null ? "No golden queries are named in verify.golden." : "The shop's golden queries are among it.")}";

    /// <summary>What a check is about, in words; one that is not ours keeps its name.</summary>
    public static string Name(string check) => check switch
    {
        BehaviourCheck.EngineEqualsTraining => "The engine ranks as the trained networks do.",
        BehaviourCheck.Determinism => "The same request has the same answer.",
        BehaviourCheck.NothingBoughtAgain => "Nothing is recommended that was bought, where repeats are off.",
        BehaviourCheck.QueryForms => "Case, blanks and full-width characters of a query do not count.",
        BehaviourCheck.AbsurdInput => "Absurd input has a sound answer.",
        BehaviourCheck.GoldenQueries => "The shop's golden queries show what they must.",
        _ => check,
    };
}
