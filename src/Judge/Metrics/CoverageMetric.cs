using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>Share of the catalogue that is within anybody's first k.</summary>
public sealed class CoverageMetric : MetricDefinition
{
    public override string Name => "coverage";

    public override string Title => "Coverage";

    public override string Meaning => "of all rankings together: distinct products within anybody's first k / products of the catalogue";

    public override string Source => "Herlocker et al., ACM TOIS 22(1), 2004";

    public override int? DeepestCutOff => Metric.RecordedTop;

    public override int? ReportedAt => 10;

    public override bool IsPerSubject => false;

    public override MeasuredColumn Measure(IReadOnlyList<ScoreRow> rows, int? depth, MetricContext context)
    {
        var exposure = new Exposure(rows, depth!.Value, context.CatalogueSize);
        return new MeasuredColumn(exposure.Coverage, null, new CoverageStatistic(exposure));
    }
}
