using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>AP@k = Σ_{rᵢ ≤ k} (i / rᵢ) / min(k, R): the precision at each hit, averaged over the findable ones.</summary>
public sealed class AveragePrecisionMetric : PerSubjectMetric
{
    public override string Name => "map";

    public override string Title => "MAP";

    public override string Meaning => "Σ i/rᵢ over rᵢ ≤ k, divided by min(k, R)";

    public override string Source =>
        "Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 8.4, cut off at k";

    public override int? ReportedAt => 10;

    public override double Of(ScoreRow row, int depth, ProductFacts? products)
    {
        double sum = 0;
        for (var i = 0; i < row.Ranks.Length && row.Ranks[i] <= depth; i++) sum += (i + 1.0) / row.Ranks[i];
        return sum / Math.Min(depth, row.Relevant);
    }
}
