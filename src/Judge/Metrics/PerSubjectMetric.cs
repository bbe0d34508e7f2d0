using Recsys.Contracts.Artifacts;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Metrics;

/// <summary>
/// A metric that has a value for each subject; its figure is their mean. Relevance is binary; R is the number of relevant products,
/// at least 1 (<see cref="Inputs.ScoreTable"/> checks it).
/// </summary>
public abstract class PerSubjectMetric : MetricDefinition
{
    public sealed override bool IsPerSubject => true;

    /// <summary>The value of one ranking, or of one classified product.</summary>
    /// <param name="row">The ranking.</param>
    /// <param name="depth">Ranks that count, k; without a cut-off all of them.</param>
    /// <param name="products">What the products are; null where that is not known.</param>
    public abstract double Of(ScoreRow row, int depth, ProductFacts? products);

    public sealed override MeasuredColumn Measure(IReadOnlyList<ScoreRow> rows, int? depth, MetricContext context)
    {
        var values = rows.Select(row => Of(row, depth ?? int.MaxValue, context.Products)).ToArray();
        return new MeasuredColumn(values.Length == 0 ? 0 : values.Average(), values, new MeanStatistic(values));
    }

    /// <summary>Relevant products within the first k ranks.</summary>
    protected static int Hits(ScoreRow row, int k)
    {
        var hits = 0;
        while (hits < row.Ranks.Length && row.Ranks[hits] <= k) hits++;
        return hits;
    }

    /// <summary>The first k of the products shown.</summary>
    protected static ReadOnlySpan<int> Shown(ScoreRow row, int k) => row.Top.AsSpan(0, Math.Min(k, row.Top.Length));
}
