using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>Share of the first k that is relevant.</summary>
public sealed class PrecisionMetric : PerSubjectMetric
{
    public override string Name => "precision";

    public override string Title => "Precision";

    public override string Meaning => "hits within k / k";

    public override int? ReportedAt => 10;

    public override double Of(ScoreRow row, int depth, ProductFacts? products) => (double)Hits(row, depth) / depth;
}
