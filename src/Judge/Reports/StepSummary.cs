using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Reports;

/// <summary>The verdict as Markdown, for the summary page of a run in CI.</summary>
public static class StepSummary
{
    private const string Special = "\\`*_{}[]()<>#+-.!|~&:@";

    /// <summary>The text; names and reasons stay text whatever is in them.</summary>
    /// <param name="name">The shop.</param>
    /// <param name="verdict">Of this run.</param>
    /// <param name="worst">What to look at first.</param>
    /// <param name="made">The override that lets the bundle through; null for none.</param>
    public static string Of(string name, Verdict verdict, IReadOnlyList<string> worst, VerdictOverride? made)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line($"## Verify {Escape(name)}: {Labels.Outcome(verdict.Outcome)}");
        Line();
        if (made is not null)
        {
            Line($"**OVERRIDDEN** by {Escape(made.By)}: {Escape(made.Reason)}");
            Line();
        }
        Line(Escape(Labels.Sentence(verdict.Reason)));
        Line();
        foreach (var gap in CoverageSection.Gaps(verdict))
        {
            Line($"**Not measured.** {Escape(gap)}");
            Line();
        }
        foreach (var (index, fact) in worst.Index()) Line($"{index + 1}. {Escape(fact)}");
        Line();
        if (verdict.Gates.Count > 0)
        {
            Line("| gate | outcome | estimate | bounds | at least |");
            Line("|---|---|---:|---:|---:|");
            foreach (var gate in verdict.Gates)
                Line(
                    $"| {Escape(gate.Name)}: {Escape(Labels.Gate(gate))} | {Labels.Outcome(gate.Outcome)} | {Figures(gate)} | "
                        + $"{Labels.Limit(gate)} |"
                );
            Line();
        }
        Line("| behaviour | outcome | cases | failed |");
        Line("|---|---|---:|---:|");
        foreach (var check in verdict.Checks)
            Line(
                $"| {Escape(check.Name)} | {Labels.Outcome(check.Outcome)} | {NumberFormat.Count(check.Cases)} | "
                    + $"{NumberFormat.Count(check.Failed)} |"
            );
        Line();
        if (verdict.Bundle is { } bundle) Line($"Bundle `{bundle}`");
        return text.ToString();
    }

    private static string Figures(GateResult gate) =>
        gate.Count == 0 ? "– | –" : $"{Labels.Estimate(gate)} | {Labels.Bounds(gate)}";

    // CommonMark 0.31, 2.4: any ASCII punctuation may be escaped; a line end would leave the table.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsControl(letter)) escaped.Append(' ');
            else if (Special.Contains(letter)) escaped.Append('\\').Append(letter);
            else escaped.Append(letter);
        }
        return escaped.ToString();
    }
}
