using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Metrics;

namespace Recsys.Judge.Metrics;

/// <summary>NDCG@k = Σ_{rᵢ ≤ k} 1/log₂(1 + rᵢ), divided by the same sum over the ranks 1 … min(k, R) of an ideal ranking.</summary>
public sealed class NdcgMetric : PerSubjectMetric
{
    public override string Name => "ndcg";

    public override string Title => "NDCG";

    public override string Meaning => "Σ 1/log₂(1 + rᵢ) over rᵢ ≤ k, divided by the same sum over 1 … min(k, R)";

    public override string Source => "Järvelin and Kekäläinen, ACM TOIS 20(4), 2002";

    public override int? ReportedAt => 10;

    public override double Of(ScoreRow row, int depth, ProductFacts? products)
    {
        var gain = 0.0;
        foreach (var rank in row.Ranks)
        {
            if (rank <= depth) gain += Dcg.Discount(rank);
        }
        // The two sums of a perfect ranking are taken in the same order and cancel exactly.
        return gain / Dcg.Ideal(row.Relevant, depth);
    }
}
