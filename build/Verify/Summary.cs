namespace Recsys.Build.Verify;

/// <summary>Every reported metric of every system.</summary>
public static class Summary
{
    /// <summary>The metrics of <see cref="Metric.Reported"/> for each of the task's systems, in order.</summary>
    public static IEnumerable<SystemSummary> Of(TaskScores scores, TaskFigures figures, JudgeInput input) =>
        scores.Systems.Select(system => new SystemSummary
        {
            Task = scores.Task,
            System = system.System,
            Count = scores.Subjects.Count,
            Metrics =
            [
                .. Metric.Reported.Where(input.Knows).Select(metric => metric.Kind == MetricKind.Gini
                    ? new MetricSummary(metric.ToString(), new Exposure(system.Rows, metric.Depth!.Value, input.CatalogueSize).Gini, null, null)
                    : Of(metric, figures.Of(system.System, metric))),
            ],
        });

    /// <summary>An estimate with its two-sided 95 % interval.</summary>
    public static MetricSummary Of(Metric metric, Interval interval) =>
        new(metric.ToString(), interval.Estimate, interval.Lower(GateRule.Alpha / 2), interval.Upper(GateRule.Alpha / 2));
}
