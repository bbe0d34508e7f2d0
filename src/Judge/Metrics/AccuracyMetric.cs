using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>1 when the category is the right one, else 0.</summary>
public sealed class AccuracyMetric : PerSubjectMetric
{
    public override string Name => "accuracy";

    public override string Title => "Accuracy";

    public override string Meaning => "1 when the category is the right one, else 0";

    public override IReadOnlyList<string> Tasks => [ScoreRow.Classify];

    public override CutOff CutOff => CutOff.None;

    public override int? ReportedAt => null;

    public override double Of(ScoreRow row, int depth, ProductFacts? products) => row.Truth == row.Predicted ? 1 : 0;
}
