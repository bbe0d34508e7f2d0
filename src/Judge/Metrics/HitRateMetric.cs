using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>1 when anything relevant was found within k, else 0.</summary>
public sealed class HitRateMetric : PerSubjectMetric
{
    public override string Name => "hit_rate";

    public override string Title => "HR";

    public override string Meaning => "1 when anything relevant was found within k, else 0";

    public override int? ReportedAt => 10;

    public override double Of(ScoreRow row, int depth, ProductFacts? products) => Hits(row, depth) > 0 ? 1 : 0;
}
