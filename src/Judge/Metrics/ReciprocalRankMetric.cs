using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>1/r₁ when r₁ ≤ k, else 0; its mean is MRR.</summary>
public sealed class ReciprocalRankMetric : PerSubjectMetric
{
    public override string Name => "mrr";

    public override string Title => "MRR";

    public override string Meaning => "1/r₁; 0 when nothing was found (within k)";

    public override string Source => "Voorhees, TREC-8, 1999";

    public override CutOff CutOff => CutOff.Optional;

    public override int? ReportedAt => null;

    public override double Of(ScoreRow row, int depth, ProductFacts? products) =>
        row.Ranks.Length > 0 && row.Ranks[0] <= depth ? 1.0 / row.Ranks[0] : 0;
}
