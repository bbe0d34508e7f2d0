namespace Recsys.Contracts.Artifacts;

/// <summary>
/// How the search weighs what it knows of a query and a product: the score is Σ weight × feature. Member <c>search</c> of the
/// bundle's manifest.
/// </summary>
public sealed record SearchWeights
{
    /// <summary>Weight by feature, of which docs/artifacts.md says what they are; one that is missing is 0.</summary>
    public required SortedDictionary<string, double> Weights { get; init; }

    /// <summary>What the weights were learned from: <c>search_log</c>, or <c>none</c> for the defaults.</summary>
    public required string LearnedFrom { get; init; }

    /// <summary>Queries that they were learned from.</summary>
    public int Queries { get; init; }

    /// <summary>Mean NDCG@10 over these queries with the default weights, and with these.</summary>
    public double DefaultNdcg { get; init; }

    public double Ndcg { get; init; }
}
