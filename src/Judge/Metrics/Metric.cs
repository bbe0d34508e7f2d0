using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>A metric and its cut-off, written like <c>ndcg@10</c>, <c>mrr</c> or <c>coverage@10</c>.</summary>
/// <param name="Definition">What is measured.</param>
/// <param name="Depth">Ranks that count, k; none means the whole recorded depth.</param>
public readonly record struct Metric(MetricDefinition Definition, int? Depth = null)
{
    /// <summary>Products of each ranking that <see cref="ScoreRow.Top"/> records.</summary>
    public const int RecordedTop = 10;

    public static readonly Metric Ndcg10 = Parse("ndcg@10");
    public static readonly Metric Recall20 = Parse("recall@20");
    public static readonly Metric Mrr = Parse("mrr");
    public static readonly Metric HitRate10 = Parse("hit_rate@10");
    public static readonly Metric ZeroResults = Parse("zero_results");
    public static readonly Metric Coverage10 = Parse("coverage@10");
    public static readonly Metric Accuracy = Parse("accuracy");

    /// <summary>What a report shows of a task, in its order; metrics of the products only where these are known.</summary>
    public static IReadOnlyList<Metric> ReportedOf(string task) =>
        [.. MetricCatalogue.Reported.Where(metric => metric.Definition.Tasks.Contains(task))];

    /// <summary>As reports call it.</summary>
    public string Title =>
        Depth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{Definition.Title}@{depth}") : Definition.Title;

    /// <summary>The value of one subject.</summary>
    /// <param name="row">The subject's row.</param>
    /// <param name="products">What the products are, where the metric needs it.</param>
    /// <exception cref="ArgumentException">The metric has no value per subject.</exception>
    public double Of(ScoreRow row, ProductFacts? products = null) =>
        Definition is PerSubjectMetric metric
            ? metric.Of(row, Depth ?? int.MaxValue, products)
            : throw new ArgumentException($"{this} has no value per user or query", nameof(row));

    /// <summary>One system's figure.</summary>
    public MeasuredColumn Measure(IReadOnlyList<ScoreRow> rows, MetricContext context) => Definition.Measure(rows, Depth, context);

    /// <summary>Reads a written metric.</summary>
    /// <exception cref="FormatException">Unknown name or cut-off; the message has the known ones.</exception>
    public static Metric Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        if (MetricCatalogue.All.FirstOrDefault(metric => metric.Name == name) is not { } definition)
            throw new FormatException(
                $"unknown metric '{text}'; known are {string.Join(", ", MetricCatalogue.Reported)}, and other cut-offs"
            );
        if (at < 0)
            return definition.CutOff != CutOff.Required
                ? new Metric(definition)
                : throw new FormatException($"metric '{text}' needs a cut-off, for example '{text}@10'");
        if (definition.CutOff == CutOff.None)
            throw new FormatException($"metric '{name}' has no cut-off");
        return int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth > 0
            ? new Metric(definition, depth)
            : throw new FormatException($"the cut-off in metric '{text}' is not a whole number of at least 1");
    }

    public override string ToString() =>
        Depth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{Definition.Name}@{depth}") : Definition.Name;
}
