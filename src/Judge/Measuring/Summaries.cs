using Recsys.Judge.Metrics;

namespace Recsys.Judge.Measuring;

/// <summary>One system's figures within a task, over <see cref="Count"/> users or queries.</summary>
public sealed record SystemSummary
{
    public required string Task { get; init; }

    public required string System { get; init; }

    public required int Count { get; init; }

    public required IReadOnlyList<MetricSummary> Metrics { get; init; }

    /// <summary>The figure of one metric.</summary>
    public MetricSummary? Of(Metric metric) => Metrics.FirstOrDefault(summary => summary.Metric == metric.ToString());
}

/// <summary>A mean with its two-sided 95 % bootstrap interval; metrics that are not resampled have none.</summary>
public sealed record MetricSummary(string Metric, double Mean, double? Lower, double? Upper);

/// <summary>One metric of the bundle and of the champion on the same users or queries.</summary>
/// <param name="Task">The task.</param>
/// <param name="Bundle">The bundle's figure with its own interval.</param>
/// <param name="Champion">The champion's figure with its own interval.</param>
/// <param name="Lead">The paired difference, bundle minus champion, with its two-sided 95 % interval; negative: a loss.</param>
public sealed record ChampionDifference(string Task, MetricSummary Bundle, MetricSummary Champion, MetricSummary Lead);

/// <summary>The bundle's NDCG@10 on some of a task's users or queries, beside the model before it and the best baseline there.</summary>
public sealed record SliceSummary
{
    public required string Task { get; init; }

    /// <summary>Name, unique within the task.</summary>
    public required string Slice { get; init; }

    /// <summary>Whom the slice holds, in words.</summary>
    public required string Description { get; init; }

    public required int Count { get; init; }

    /// <summary>true: too few users or queries to conclude anything from.</summary>
    public required bool Informs { get; init; }

    public required MetricSummary Bundle { get; init; }

    /// <summary>The champion, or the reference where there is none, or where it is the bundle itself.</summary>
    public string? Opponent { get; init; }

    /// <summary>The bundle's paired lead over that model, with its two-sided 95 % interval; negative: a loss.</summary>
    public MetricSummary? Change { get; init; }

    /// <summary>The baseline (not a model) with the highest mean on the slice, if there is any.</summary>
    public string? BestBaseline { get; init; }

    /// <summary>The bundle's paired lead over that baseline, with its two-sided 95 % interval.</summary>
    public MetricSummary? Lead { get; init; }
}
