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

    /// <summary>Values by name that were measured beside the scores, such as latencies and sizes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Measurements { get; init; } =
        new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);

    /// <summary>Gates on <see cref="Measurements"/>, by name.</summary>
    public IReadOnlyDictionary<string, MeasurementGateSettings> MeasurementGates { get; init; } =
        new Dictionary<string, MeasurementGateSettings>(StringComparer.Ordinal);

    /// <summary>Gate to where its settings were written; empty where that is not known.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the gates were registered before the training; none where scores alone are judged.</summary>
    public GateRegistration? Registration { get; init; }

    /// <summary>Hash of the bundle folder; none where scores alone are judged.</summary>
    public string? Bundle { get; init; }

    /// <summary>Hashes of all that is judged.</summary>
    public required Materials Materials { get; init; }

    /// <summary>Hash of the champion's folder; none where there is no champion.</summary>
    public string? Champion
    {
        get => Materials.Champion;
        init => Materials = Materials with { Champion = value };
    }

    /// <summary>Whether there is something in production: where scores alone are judged, they say so.</summary>
    public bool HasChampion => Champion is not null || (Bundle is null && Rows.Any(row => row.System == ScoreRow.Champion));

    /// <summary>Whether the bundle is the one in production, byte for byte.</summary>
    public bool IsChampion => Champion is not null && Champion == Bundle;

    /// <summary>What is served and the golden cases that ask it; none where scores alone are judged.</summary>
    public ServedEndpoints? Served { get; init; }

    /// <summary>What was tried of the bundle's behaviour; none where scores alone are judged.</summary>
    public BehaviourReport? Behaviour { get; init; }
}
