using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>
/// Recall@k = hits within k / min(k, R). The plain hits / R could not reach 1 for a user with more than k relevant
/// products; this form can, and equals the plain one for everybody else.
/// </summary>
public sealed class RecallMetric : PerSubjectMetric
{
    public override string Name => "recall";

    public override string Title => "Recall";

    public override string Meaning => "hits within k / min(k, R), so that 1 can be reached by everybody";

    public override int? ReportedAt => 20;

    public override double Of(ScoreRow row, int depth, ProductFacts? products) =>
        (double)Hits(row, depth) / Math.Min(depth, row.Relevant);
}
