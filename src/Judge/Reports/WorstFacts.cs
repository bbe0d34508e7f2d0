using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Gates;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Reports;

/// <summary>The three things to look at first, the gravest one first.</summary>
public static class WorstFacts
{
    private const int Shown = 3;

    /// <summary>At most three sentences; a passing bundle has its narrowest gate and weakest users among them.</summary>
    public static IReadOnlyList<string> Of(VerifyReport report) => [.. All(report).Distinct().Take(Shown)];

    private static IEnumerable<string> All(VerifyReport report)
    {
        var judgement = report.Judgement;
        var gates = judgement.Verdict.Gates;
        foreach (var check in judgement.Verdict.Checks.Where(check => check.Outcome != Verdict.Pass))
            yield return $"Behaviour {check.Name}: {check.Reason}.";
        if (gates.Count == 0) yield return "No gates are configured: nothing was demanded of this bundle.";
        foreach (var gate in Outcomes.Gravest(gates, Verdict.Fail))
            yield return $"Gate {gate.Name} failed: {Labels.Gate(gate)}: {gate.Reason}.";
        foreach (var gate in Outcomes.Gravest(gates, Verdict.NotEnoughEvidence))
            yield return $"Gate {gate.Name} is not decided: {Labels.Gate(gate)}: {gate.Reason}.";
        foreach (var gate in gates.Where(gate => gate.Outcome == Verdict.NotApplicable))
            yield return $"Gate {gate.Name} is not applicable: {gate.Reason}.";
        if (report.Facts.Drift is [{ Change: Drift.Major } drift, ..]) yield return Moved(drift);
        foreach (var warning in judgement.Warnings) yield return Labels.Sentence(warning);
        if (judgement.Slices is [{ Informs: false }, ..]) yield return Slice(judgement.Slices[0]);
        if (gates.Where(gate => gate.Outcome == Verdict.Pass).MinBy(gate => gate.Spare) is { } narrowest)
            yield return $"Narrowest gate: {narrowest.Name} has {NumberFormat.Text(narrowest.Spare)} to spare.";
        if (report.Dataset is { } dataset && Rejected(dataset) is { } rejected) yield return rejected;
        foreach (var system in judgement.Systems.Where(system => system.System == ScoreRow.Bundle))
        {
            if (system.Of(Metric.Coverage10) is { } coverage)
                yield return $"{NumberFormat.Percent(1 - coverage.Mean)} of the catalogue is in nobody's first ten ({system.Task}).";
        }
    }

    /// <summary>The worst slice in a sentence.</summary>
    public static string Slice(SliceSummary slice) =>
        $"Worst slice: {slice.Task} {slice.Slice} ({slice.Description}), NDCG@10 {NumberFormat.Short(slice.Bundle.Mean)} over "
            + $"{NumberFormat.Count(slice.Count)} {Labels.Subjects(slice.Task)}"
        + Beside(slice.Opponent, slice.Change) + Beside(slice.BestBaseline, slice.Lead) + ".";

    private static string Beside(string? system, MetricSummary? lead) => system is null || lead is null
        ? ""
        : $", {(lead.Mean < 0 ? $"{NumberFormat.Short(-lead.Mean)} behind" : $"{NumberFormat.Short(lead.Mean)} ahead of")} "
            + $"{Labels.System(system)}";

    private static string Moved(Drift drift) =>
        $"The data have moved since the champion's: {drift.Attribute.Replace('_', ' ')} (PSI {NumberFormat.Short(drift.Index)}), most "
            + $"of all "
            + $"{drift.LargestMove().Name}, {NumberFormat.Percent(drift.LargestMove().Before)} of {drift.Of} then and "
            + $"{NumberFormat.Percent(drift.LargestMove().Now)} now.";

    private static string? Rejected(DatasetManifest dataset)
    {
        var worst = dataset.Tables.Select(table => (Name: table.Key, Rejected: table.Value.Rejected.Values.Sum(), table.Value.Read))
            .Where(table => table.Rejected > 0).OrderByDescending(table => (double)table.Rejected / table.Read)
            .ThenBy(table => table.Name, StringComparer.Ordinal).FirstOrDefault();
        return worst.Rejected == 0
            ? null
            : $"{NumberFormat.Percent((double)worst.Rejected / worst.Read)} of the rows in {worst.Name} were rejected "
                + $"({NumberFormat.Count(worst.Rejected)} of {NumberFormat.Count(worst.Read)}).";
    }
}
