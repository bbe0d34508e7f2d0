using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Inputs;

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
    public bool Knows(Metric metric) => metric.Definition.Lacks(Context) is null;

    /// <summary>What is known beside the rows.</summary>
    public MetricContext Context => new(CatalogueSize, Products);

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
