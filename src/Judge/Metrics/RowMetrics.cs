using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Metrics;
using Recsys.Judge.Inputs;

namespace Recsys.Judge.Metrics;

/// <summary>
/// Metrics of one ranking, all within [0, 1]. Relevance is binary; R is the number of relevant products, r₁ &lt; r₂ &lt; …
/// are the 1-based ranks of those that were found. A row must have R ≥ 1 (<see cref="ScoreTable"/> checks it).
/// </summary>
public static class RowMetrics
{
    /// <summary>The row's value of a per-subject metric.</summary>
    /// <exception cref="ArgumentException">The metric has no value per subject.</exception>
    public static double Of(Metric metric, ScoreRow row)
    {
        var depth = metric.Depth ?? int.MaxValue;
        return metric.Kind switch
        {
            MetricKind.Ndcg => Ndcg(row, depth),
            MetricKind.Recall => Recall(row, depth),
            MetricKind.Mrr => ReciprocalRank(row, depth),
            MetricKind.HitRate => Hits(row, depth) > 0 ? 1 : 0,
            MetricKind.Map => AveragePrecision(row, depth),
            MetricKind.Precision => (double)Hits(row, depth) / depth,
            MetricKind.Accuracy => row.Truth == row.Predicted ? 1 : 0,
            MetricKind.ZeroResults => row.Top.Length == 0 ? 1 : 0,
            _ => throw new ArgumentException($"{metric} has no value per user or query", nameof(metric)),
        };
    }

    /// <summary>
    /// NDCG@k = Σ_{rᵢ ≤ k} 1/log₂(1 + rᵢ), divided by the same sum over the ranks 1 … min(k, R) of an ideal ranking.
    /// Source: <see cref="Dcg"/>.
    /// </summary>
    public static double Ndcg(ScoreRow row, int k)
    {
        var gain = 0.0;
        foreach (var rank in row.Ranks)
        {
            if (rank <= k) gain += Dcg.Discount(rank);
        }
        // The two sums of a perfect ranking are taken in the same order and cancel exactly.
        return gain / Dcg.Ideal(row.Relevant, k);
    }

    /// <summary>
    /// Recall@k = hits within k / min(k, R). The plain hits / R could not reach 1 for a user with more than k relevant
    /// products; this form can, and equals the plain one for everybody else.
    /// </summary>
    public static double Recall(ScoreRow row, int k) => (double)Hits(row, k) / Math.Min(k, row.Relevant);

    /// <summary>1/r₁ when r₁ ≤ k, else 0. Its mean is MRR: Voorhees, TREC-8, 1999.</summary>
    public static double ReciprocalRank(ScoreRow row, int k) => row.Ranks.Length > 0 && row.Ranks[0] <= k ? 1.0 / row.Ranks[0] : 0;

    /// <summary>
    /// AP@k = Σ_{rᵢ ≤ k} (i / rᵢ) / min(k, R): the precision at each hit, averaged over the findable ones.
    /// Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 8.4, cut off at k.
    /// </summary>
    public static double AveragePrecision(ScoreRow row, int k)
    {
        double sum = 0;
        for (var i = 0; i < row.Ranks.Length && row.Ranks[i] <= k; i++) sum += (i + 1.0) / row.Ranks[i];
        return sum / Math.Min(k, row.Relevant);
    }

    /// <summary>Relevant products within the first k ranks.</summary>
    public static int Hits(ScoreRow row, int k)
    {
        var hits = 0;
        while (hits < row.Ranks.Length && row.Ranks[hits] <= k) hits++;
        return hits;
    }
}
