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
    public string Task { get; init; } = "recommend";

    [Description("The measure, e.g. ndcg@10.")]
    public string Metric { get; init; } = "ndcg@10";

    [Description("The system to compare with. Without it the metric itself is bounded.")]
    public string? Against { get; init; }

    [Description("Judge only the users or queries of this slice. Without it all of them.")]
    public string? Slice { get; init; }

    [Description("Smallest acceptable value, or difference when against is set (negative: an allowed loss).")]
    [Range(-1.0, 1.0)]
    public double AtLeast { get; init; }
}
