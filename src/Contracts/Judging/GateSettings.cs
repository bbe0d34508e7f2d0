using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Contracts.Judging;

/// <summary>
/// One condition on the bundle: the mean of <see cref="Metric"/> over users or queries, or its paired difference to
/// another system, must be at least <see cref="AtLeast"/>.
/// </summary>
public sealed record GateSettings
{
    [Description("What the gate judges: recommendations for users, answers to queries, or categories of held-out products.")]
    [AllowedValues("recommend", "search", "classify")]
    public string Task { get; init; } = "recommend";

    [Description(
        "The measure; each is a mean over users or queries, except coverage@10, the share of the catalogue shown in top tens; ild@10 is "
            + "how different the ten products are by category. classify has accuracy, and macro_f1, the mean of the categories' F1."
    )]
    [AllowedValues("ndcg@10", "recall@20", "mrr", "hit_rate@10", "coverage@10", "ild@10", "accuracy", "macro_f1")]
    public string Metric { get; init; } = "ndcg@10";

    [Description(
        "Compare with: champion (the bundle now in production), reference (the fp32 bundle), popularity, item_knn, ease, own_frequency, "
            + "or for search bm25; for classify majority (the most frequent category) or naive_bayes. Without it the metric itself is "
            + "bounded."
    )]
    [AllowedValues("champion", "reference", "popularity", "item_knn", "ease", "own_frequency", "bm25", "majority", "naive_bayes")]
    public string? Against { get; init; }

    [Description("Judge only the users or queries of this slice. Without it all of them.")]
    public string? Slice { get; init; }

    [Description("Smallest acceptable value, or difference when against is set (negative: an allowed loss).")]
    [Range(-1.0, 1.0)]
    public double AtLeast { get; init; }
}
