namespace Recsys.Contracts.Artifacts;

/// <summary>
/// How the search weighs what it knows of a query and a product: the score is Σ weight × feature. Member <c>search</c> of the
/// bundle's manifest.
/// </summary>
public sealed record SearchWeights
{
    /// <summary>The features in the order of every table of features; docs/artifacts.md says what they are.</summary>
    public static readonly string[] Features = ["bm25", "coverage", "phrase", "focus", "head", "numbers", "grams", "dense", "popularity"];

    /// <summary>Weight by feature; one that is missing is 0.</summary>
    public required SortedDictionary<string, double> Weights { get; init; }

    /// <summary>What the weights were learned from: <c>search_log</c>, or <c>none</c> for the defaults.</summary>
    public required string LearnedFrom { get; init; }

    /// <summary>Queries that they were learned from.</summary>
    public int Queries { get; init; }

    /// <summary>Mean NDCG@10 over these queries with the default weights, and with these.</summary>
    public double DefaultNdcg { get; init; }

    public double Ndcg { get; init; }

    /// <summary>What serves where nothing was learned.</summary>
    public static SearchWeights Default => new()
    {
        Weights = new(StringComparer.Ordinal)
        {
            ["bm25"] = 1,
            ["coverage"] = 0.2,
            ["focus"] = 0.2,
            ["head"] = 0.1,
            ["numbers"] = 0.1,
            ["grams"] = 0.2,
            ["dense"] = 0.2,
            ["popularity"] = 0.02,
        },
        LearnedFrom = "none",
    };
}
