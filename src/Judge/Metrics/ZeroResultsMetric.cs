using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>1 when nothing at all was shown, else 0.</summary>
public sealed class ZeroResultsMetric : PerSubjectMetric
{
    public override string Name => "zero_results";

    public override string Title => "Empty";

    public override string Meaning => "1 when nothing at all was shown, else 0";

    public override Better Better => Better.Lower;

    public override CutOff CutOff => CutOff.None;

    public override int? ReportedAt => null;

    public override double Of(ScoreRow row, int depth, ProductFacts? products) => row.Top.Length == 0 ? 1 : 0;
}
