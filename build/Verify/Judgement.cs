using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Settings;

namespace Recsys.Build.Verify;

/// <summary>All that the judge knows.</summary>
public sealed record JudgeInput
{
    /// <summary>Rows of every system, in any order.</summary>
    public required IReadOnlyList<ScoreRow> Rows { get; init; }

    /// <summary>Attributes of the subjects, by which slices are formed. Without them there are only slices by history.</summary>
    public SubjectRows Subjects { get; init; } = SubjectRows.None;

    /// <summary>What the products are; without them diversity and novelty are left out.</summary>
    public ProductFacts? Products { get; init; }

    /// <summary>Gates, resamples and the recorded depth.</summary>
    public required VerifySettings Settings { get; init; }

    /// <summary>Seed of the resamples.</summary>
    public required int Seed { get; init; }

    /// <summary>Products that could be shown.</summary>
    public required int CatalogueSize { get; init; }

    /// <summary>Whether a metric can be measured with what is known of the products.</summary>
    public bool Knows(Metric metric) =>
        !metric.IsOfProducts || (Products is not null && (metric.Kind != MetricKind.Ild || Products.HasCategories));

    /// <summary>Hash of the bundle folder.</summary>
    public required string Bundle { get; init; }

    /// <summary>Hash of the champion's folder; none where there is no champion.</summary>
    public string? Champion { get; init; }

    /// <summary>Hash of the dataset manifest.</summary>
    public required string Dataset { get; init; }

    /// <summary>Hash of the score file.</summary>
    public required string Scores { get; init; }

    /// <summary>Hash of the file of <see cref="Subjects"/>; none where there is none.</summary>
    public string? SubjectsHash { get; init; }

    /// <summary>What was tried of the bundle's behaviour.</summary>
    public required BehaviourReport Behaviour { get; init; }

    /// <summary>Hash of the file of <see cref="Behaviour"/>.</summary>
    public required string BehaviourHash { get; init; }

    /// <summary>Hash of the golden file that the settings name; null for none.</summary>
    public string? Golden { get; init; }

    /// <summary>Settings and code behind all of it.</summary>
    public required Provenance Provenance { get; init; }
}

/// <summary>The verdict and the figures around it. Only the gates inside the verdict decide anything.</summary>
public sealed record Judgement
{
    public required Verdict Verdict { get; init; }

    /// <summary>By task and system in a fixed order, the bundle first.</summary>
    public required IReadOnlyList<SystemSummary> Systems { get; init; }

    /// <summary>The bundle beside the champion, by task and metric; empty where there is no other bundle in production.</summary>
    public required IReadOnlyList<ChampionLead> Champion { get; init; }

    /// <summary>The bundle on parts of the subjects, the worst first (<see cref="Verify.Slices.Order"/>).</summary>
    public required IReadOnlyList<SliceSummary> Slices { get; init; }

    /// <summary>What a careful reader should know although no gate demands it.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

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
public sealed record ChampionLead(string Task, MetricSummary Bundle, MetricSummary Champion, MetricSummary Lead);

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
