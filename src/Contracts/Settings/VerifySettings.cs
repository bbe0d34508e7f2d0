using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Contracts.Settings;

/// <summary>What Verify measures and demands.</summary>
public sealed record VerifySettings
{
    [Description("Depth to which rankings are recorded; recall@20 needs at least 20.")]
    [Range(20, 1000)]
    public int Depth { get; init; } = 100;

    [Description("At most this many users are scored, chosen by the seed; 0 for all.")]
    [Range(0, int.MaxValue)]
    public int MaxUsers { get; init; }

    [Description("L2 regularization of the baseline ease; 0 leaves it out, as a catalogue of more than 20,000 products does.")]
    [Range(0.0, 1_000_000.0)]
    public double EaseLambda { get; init; } = 50;

    [Description("Bootstrap resamples behind each interval.")]
    [Range(2_000, 100_000)]
    public int Resamples { get; init; } = 2_000;

    [Description("File of queries and users with what must and must not be shown to them, relative to this file; none without it.")]
    public string? Golden { get; init; }

    [Description(
        "Folder of the bundle now in production, which a gate may compare with, relative to this file. Without it: the bundle that the "
            + "last successful Deploy brought into service."
    )]
    public string? Champion { get; init; }

    [Description(
        "Slices of users and queries by name, shown beside the whole and usable in gates. Without any: those that are found by default "
            + "(docs/artifacts.md)."
    )]
    public Dictionary<string, SliceSettings> Slices { get; init; } = [];

    [Description("Gates by name, all of which must hold. Without any gate Verify refuses.")]
    public Dictionary<string, GateSettings> Gates { get; init; } = [];
}

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

/// <summary>Users or queries with something in common: an attribute that has one of <see cref="Values"/>, or lies within a range.</summary>
public sealed record SliceSettings
{
    [Description("The task whose users or queries are meant; without it both tasks, where they have the attribute.")]
    [AllowedValues("recommend", "search")]
    public string? Task { get; init; }

    [Description(
        "The attribute: history (events before the cut), recency (days since the last one), category and popularity (head, tail, new) of "
            + "the relevant products, language (han, latin, mixed, other) and query_length (letters and digits) of a query, or another "
            + "column of verify/subjects.tsv."
    )]
    [RegularExpression("^.+$")]
    public string By { get; init; } = "";

    [Description("The slice holds whoever has one of these values.")]
    public string[]? Values { get; init; }

    [Description("The slice holds whoever has at least this number.")]
    public double? From { get; init; }

    [Description("The slice holds whoever has at most this number.")]
    public double? To { get; init; }
}
