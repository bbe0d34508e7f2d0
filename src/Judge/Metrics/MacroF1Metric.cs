using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>The mean of the categories' F₁ (<see cref="ClassMetrics.MacroF1"/>), resampled as a whole.</summary>
public sealed class MacroF1Metric : MetricDefinition
{
    public override string Name => "macro_f1";

    public override string Title => "Macro-F1";

    public override string Meaning =>
        "of all products together: mean of 2 TP / (2 TP + FP + FN) over the categories that occur as truth or as prediction";

    public override string Source =>
        "Sokolova and Lapalme, Information Processing and Management 45(4), 2009; this form: Opitz and Burst, arXiv:1911.03347, 2019";

    public override IReadOnlyList<string> Tasks => [ScoreRow.Classify];

    public override CutOff CutOff => CutOff.None;

    public override int? ReportedAt => null;

    public override bool IsPerSubject => false;

    public override MeasuredColumn Measure(IReadOnlyList<ScoreRow> rows, int? depth, MetricContext context)
    {
        ClassPair[] pairs = [.. rows.Select(row => new ClassPair(row.Truth, row.Predicted))];
        return new MeasuredColumn(ClassMetrics.MacroF1(pairs), null, new MacroF1Statistic(pairs));
    }
}
