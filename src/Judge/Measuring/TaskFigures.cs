using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Measuring;

/// <summary>Every system's metrics over one task's subjects, resampled together so that differences are paired.</summary>
public sealed class TaskFigures
{
    private readonly Dictionary<(string System, Metric Metric), Column> _columns = [];
    private readonly ProductFacts? _facts;

    /// <param name="scores">The task's rows.</param>
    /// <param name="metrics">What to measure; a metric without a value per subject must be coverage or macro-F1.</param>
    /// <param name="catalogueSize">Products that could be shown.</param>
    /// <param name="resamples">Number of bootstrap resamples.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="facts">What the products are; needed for metrics of the products.</param>
    public TaskFigures(
        TaskScores scores,
        IReadOnlyCollection<Metric> metrics,
        int catalogueSize,
        int resamples,
        int seed,
        ProductFacts? facts = null
    )
    {
        _facts = facts;
        Subjects = scores.Subjects.Count;
        var keys = scores.Systems.SelectMany(system => metrics.Distinct().Select(metric => (system, metric))).ToArray();
        var columns = keys.Select(key => Measure(key.system, key.metric, catalogueSize)).ToArray();
        var draws = Bootstrap.Run([.. columns.Select(column => column.Statistic)], Subjects, resamples, seed);
        for (var i = 0; i < keys.Length; i++) _columns.Add((keys[i].system.System, keys[i].metric), columns[i] with { Draws = draws[i] });
    }

    /// <summary>Users or queries.</summary>
    public int Subjects { get; }

    /// <summary>One system's figure.</summary>
    public Interval Of(string system, Metric metric)
    {
        var column = _columns[(system, metric)];
        return column.Values is { } values
            ? Interval.OfMean(values, column.Draws, signed: false, Most(metric))
            : Interval.Centred(column.Estimate, Subjects, column.Draws, signed: false);
    }

    /// <summary>The paired difference of two systems' figures, the first minus the second.</summary>
    public Interval Lead(string system, string against, Metric metric)
    {
        var (ours, theirs) = (_columns[(system, metric)], _columns[(against, metric)]);
        var draws = Subtract(ours.Draws, theirs.Draws);
        return ours.Values is { } values
            ? Interval.OfMean(Subtract(values, theirs.Values!), draws, signed: true, Most(metric))
            : Interval.Centred(ours.Estimate - theirs.Estimate, Subjects, draws, signed: true);
    }

    private double Most(Metric metric) => metric.Kind == MetricKind.Novelty ? _facts!.MostInformation : 1;

    private Column Measure(SystemScores system, Metric metric, int catalogueSize)
    {
        if (metric.IsPerSubject)
        {
            var values = system
                .Rows.Select(row => metric.IsOfProducts ? ListMetrics.Of(metric, row.Top, _facts!) : RowMetrics.Of(metric, row))
                .ToArray();
            return new Column(new MeanStatistic(values), values, 0, []);
        }
        if (metric.Kind == MetricKind.MacroF1)
        {
            ClassPair[] pairs = [.. system.Rows.Select(row => new ClassPair(row.Truth, row.Predicted))];
            return new Column(new MacroF1Statistic(pairs), null, ClassMetrics.MacroF1(pairs), []);
        }
        if (metric.Kind != MetricKind.Coverage) throw new ArgumentException($"{metric} cannot be resampled", nameof(metric));
        var exposure = new Exposure(system.Rows, metric.Depth!.Value, catalogueSize);
        return new Column(new CoverageStatistic(exposure), null, exposure.Coverage, []);
    }

    private static double[] Subtract(double[] left, double[] right)
    {
        var difference = new double[left.Length];
        for (var i = 0; i < difference.Length; i++) difference[i] = left[i] - right[i];
        return difference;
    }

    private sealed record Column(IStatistic Statistic, double[]? Values, double Estimate, double[] Draws);
}
