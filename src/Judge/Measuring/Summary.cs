using Recsys.Contracts.Artifacts;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Measuring;

/// <summary>Every reported metric of every system.</summary>
public static class Summary
{
    /// <summary>The metrics of <see cref="Metric.ReportedOf"/> for each of the task's systems, in order.</summary>
    public static IEnumerable<SystemSummary> Of(TaskScores scores, TaskFigures figures, JudgeInput input) =>
        scores.Systems.Select(system => new SystemSummary
        {
            Task = scores.Task,
            System = system.System,
            Count = scores.Subjects.Count,
            Metrics =
            [
                .. Metric
                    .ReportedOf(scores.Task)
                    .Where(input.Knows)
                    .Select(metric =>
                        !metric.Definition.IsResampled
                            ? new MetricSummary(
                                metric.ToString(),
                                metric.Measure(system.Rows, input.Context).Estimate,
                                null,
                                null
                            )
                            : Of(metric, figures.Of(system.System, metric))
                    ),
            ],
        });

    /// <summary>The bundle beside the champion on the metrics that are resampled; nothing where the champion is the bundle
    /// itself.</summary>
    public static IEnumerable<ChampionDifference> OfChampion(TaskScores scores, TaskFigures figures, JudgeInput input) =>
        input.IsChampion || scores.Of(ScoreRow.Champion) is null || scores.Of(ScoreRow.Bundle) is null
            ? []
            : Metric
                .ReportedOf(scores.Task)
                .Where(metric => input.Knows(metric) && metric.Definition.IsResampled)
                .Select(metric => new ChampionDifference(
                    scores.Task,
                    Of(metric, figures.Of(ScoreRow.Bundle, metric)),
                    Of(metric, figures.Of(ScoreRow.Champion, metric)),
                    Of(metric, figures.Difference(ScoreRow.Bundle, ScoreRow.Champion, metric))
                ));

    /// <summary>An estimate with its two-sided 95 % interval.</summary>
    public static MetricSummary Of(Metric metric, Interval interval) =>
        new(metric.ToString(), interval.Estimate, interval.Lower(Level.Alpha / 2), interval.Upper(Level.Alpha / 2));
}
