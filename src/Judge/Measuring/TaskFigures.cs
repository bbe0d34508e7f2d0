using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Measuring;

/// <summary>Every system's metrics over one task's subjects, resampled together so that differences are paired.</summary>
public sealed class TaskFigures
{
    private readonly Dictionary<(string System, Metric Metric), Column> _columns = [];
    private readonly MetricContext _context;

    /// <param name="scores">The task's rows.</param>
    /// <param name="metrics">What to measure; those that are resampled.</param>
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
        _context = new MetricContext(catalogueSize, facts);
        Subjects = scores.Subjects.Count;
        var keys = scores.Systems.SelectMany(system => metrics.Distinct().Select(metric => (system, metric))).ToArray();
        var columns = keys.Select(key => Measure(key.system, key.metric)).ToArray();
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
            ? Interval.OfMean(values, column.Draws, signed: false, metric.Definition.Most(_context))
            : Interval.Centred(column.Estimate, Subjects, column.Draws, signed: false);
    }

    /// <summary>The paired difference of two systems' figures, the first minus the second.</summary>
    public Interval Difference(string system, string against, Metric metric)
    {
        var (ours, theirs) = (_columns[(system, metric)], _columns[(against, metric)]);
        var draws = Subtract(ours.Draws, theirs.Draws);
        return ours.Values is { } values
            ? Interval.OfMean(Subtract(values, theirs.Values!), draws, signed: true, metric.Definition.Most(_context))
            : Interval.Centred(ours.Estimate - theirs.Estimate, Subjects, draws, signed: true);
    }

    private Column Measure(SystemScores system, Metric metric)
    {
        var column = metric.Measure(system.Rows, _context);
        return column.Statistic is { } statistic
            ? new Column(statistic, column.Values, column.Estimate, [])
            : throw new ArgumentException($"{metric} cannot be resampled", nameof(metric));
    }

    private static double[] Subtract(double[] left, double[] right)
    {
        var difference = new double[left.Length];
        for (var i = 0; i < difference.Length; i++) difference[i] = left[i] - right[i];
        return difference;
    }

    private sealed record Column(IStatistic Statistic, double[]? Values, double Estimate, double[] Draws);
}
