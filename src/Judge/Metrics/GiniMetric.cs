using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>Inequality of how often products are shown within the first k (<see cref="Exposure.Gini"/>). It is not resampled.</summary>
public sealed class GiniMetric : MetricDefinition
{
    public override string Name => "gini";

    public override string Title => "Gini";

    public override string Meaning =>
        "of all rankings together: Gini coefficient of how often each product of the catalogue is within a first k, "
        + "0 where all are equally often";

    public override Better Better => Better.Lower;

    public override int? DeepestCutOff => Metric.RecordedTop;

    public override int? ReportedAt => 10;

    public override bool IsPerSubject => false;

    public override bool IsResampled => false;

    public override MeasuredColumn Measure(IReadOnlyList<ScoreRow> rows, int? depth, MetricContext context) =>
        new(new Exposure(rows, depth!.Value, context.CatalogueSize).Gini, null, null);
}
