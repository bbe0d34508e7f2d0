namespace Recsys.Judge.Metrics;

/// <summary>Every metric that the judge computes.</summary>
public static class MetricCatalogue
{
    /// <summary>In the order of the reports.</summary>
    public static readonly IReadOnlyList<MetricDefinition> All =
    [
        new NdcgMetric(),
        new RecallMetric(),
        new ReciprocalRankMetric(),
        new HitRateMetric(),
        new AveragePrecisionMetric(),
        new PrecisionMetric(),
        new ZeroResultsMetric(),
        new CoverageMetric(),
        new GiniMetric(),
        new DiversityMetric(),
        new NoveltyMetric(),
        new AccuracyMetric(),
        new MacroF1Metric(),
    ];

    /// <summary>Each metric at the cut-off that reports show.</summary>
    public static IEnumerable<Metric> Reported => All.Select(metric => new Metric(metric, metric.ReportedAt));

    /// <summary>The metrics that a gate can bound, each at that cut-off; others are allowed too.</summary>
    public static IEnumerable<Metric> Gated => Reported.Where(metric => metric.Definition.WhyNoGate is null);

    /// <summary>A regular expression that every written metric fits, and nothing else does.</summary>
    public static string Pattern => $"^({string.Join('|', All.Select(Written))})$";

    private static string Written(MetricDefinition metric) => metric.CutOff switch
    {
        CutOff.None => metric.Name,
        CutOff.Optional => $"{metric.Name}(@[1-9][0-9]*)?",
        _ => $"{metric.Name}@[1-9][0-9]*",
    };
}
