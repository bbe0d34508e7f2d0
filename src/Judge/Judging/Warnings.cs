using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Judging;

/// <summary>Findings that no gate demanded, in plain sentences.</summary>
public static class Warnings
{
    /// <summary>Uncovered tasks, baselines and slices that beat the bundle, and empty answers.</summary>
    public static IReadOnlyList<string> Of(VerifySettings settings, IReadOnlyDictionary<string, TaskFigures> figures,
        IReadOnlyList<SystemSummary> systems, IReadOnlyList<SliceSummary> slices)
    {
        var warnings = new List<string>();
        // Whoever beats the bundle everywhere is not named again for each slice.
        var better = new HashSet<(string Task, string? System)>();
        foreach (var task in systems.Select(system => system.Task).Distinct())
        {
            var scored = systems.Where(system => system.Task == task).ToList();
            if (settings.Gates.Count > 0 && settings.Gates.Values.All(gate => gate.Task != task))
                warnings.Add($"{task} is measured, but no gate covers it.");
            if (scored.FirstOrDefault(system => system.System == ScoreRow.Bundle) is not { } bundle)
            {
                warnings.Add($"{task} was scored without the bundle.");
                continue;
            }
            foreach (var baseline in scored.Where(system => system.System == ScoreRow.Champion || JudgedSystem.IsBaseline(system.System)))
            {
                var lead = figures[task].Difference(ScoreRow.Bundle, baseline.System, JudgedTask.OrFirst(task).Leading);
                if (lead.Upper(Level.Alpha) < 0 && better.Add((task, baseline.System)))
                    warnings.Add(
                        $"{task}: the {(JudgedSystem.IsBaseline(baseline.System) ? "baseline " : "")}{baseline.System} beats the bundle by "
                            + $"{NumberFormat.Short(-lead.Estimate)} {Name(JudgedTask.OrFirst(task).Leading)}."
                    );
            }
            if (bundle.Of(Metric.ZeroResults) is { Mean: > 0 } empty)
                warnings.Add($"{task}: {NumberFormat.Percent(empty.Mean)} of the {NumberFormat.Count(bundle.Count)} answers are empty.");
        }
        foreach (var slice in slices.Where(slice => !slice.Informs))
        {
            if (slice.Change is { Upper: < 0 } loss && !better.Contains((slice.Task, slice.Opponent)))
                warnings.Add(
                    $"{slice.Task}, slice {slice.Slice} ({slice.Description}): the {slice.Opponent} beats the bundle by "
                        + $"{NumberFormat.Short(-loss.Mean)} NDCG@10."
                );
            if (slice.Lead is { Upper: < 0 } lead && !better.Contains((slice.Task, slice.BestBaseline)))
                warnings.Add(
                    $"{slice.Task}, slice {slice.Slice} ({slice.Description}): the baseline {slice.BestBaseline} beats the bundle by "
                        + $"{NumberFormat.Short(-lead.Mean)} NDCG@10."
                );
        }
        return warnings;
    }

    // An acronym keeps its capitals within a sentence.
    private static string Name(Metric metric) =>
        char.IsUpper(metric.Title[1]) ? metric.Title : char.ToLowerInvariant(metric.Title[0]) + metric.Title[1..];
}
