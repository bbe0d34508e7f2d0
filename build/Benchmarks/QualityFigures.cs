using Recsys.Contracts.Artifacts;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Build.Benchmarks;

/// <summary>One cell's value of every subject under every system and metric: the mean of its runs, resampled together so that differences
/// are paired.</summary>
public sealed class QualityFigures
{
    private readonly Dictionary<(string System, string Metric), (double[] Values, double[] Draws)> _columns = [];

    /// <param name="runs">At least one, each with the folder it lies in.</param>
    /// <param name="metrics">Of the cell.</param>
    /// <param name="resamples">Number of bootstrap resamples.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <exception cref="ArtifactException">A file is missing, or its systems or runs are not of the same subjects.</exception>
    public QualityFigures(
        IReadOnlyList<(string Folder, QualityResult Result)> runs,
        IReadOnlyList<string> metrics,
        int resamples,
        int seed
    )
    {
        var each = runs.Select(run => Columns(run.Folder, run.Result, metrics)).ToList();
        var columns = each[0];
        Subjects = columns[0].Values.Length;
        Systems = [.. columns.Select(column => column.System).Distinct(StringComparer.Ordinal)];
        Means = [.. each.Select(one => one.ToDictionary(column => (column.System, column.Metric), column => column.Values.Average()))];
        for (var run = 1; run < each.Count; run++)
        {
            if (!each[run].Select(Key).SequenceEqual(columns.Select(Key)))
                throw new ArtifactException(
                    $"{runs[run].Folder} has other subjects or systems than {runs[0].Folder}. Remedy: remove the results and measure again."
                );
        }
        var values = columns.Select((column, c) => column with { Values = Mean([.. each.Select(one => one[c].Values)]) }).ToList();
        var draws = Bootstrap.Run([.. values.Select(column => new MeanStatistic(column.Values))], Subjects, resamples, seed);
        for (var i = 0; i < values.Count; i++) _columns.Add((values[i].System, values[i].Metric), (values[i].Values, draws[i]));

        static (string, string, int) Key(Column column) => (column.System, column.Metric, column.Values.Length);
    }

    /// <summary>Each run's means.</summary>
    public IReadOnlyList<IReadOnlyDictionary<(string System, string Metric), double>> Means { get; }

    public int Subjects { get; }

    /// <summary>The bundle first.</summary>
    public IReadOnlyList<string> Systems { get; }

    /// <summary>The mean of one system.</summary>
    public double Of(string system, string metric) => _columns[(system, metric)].Values.Average();

    /// <summary>The paired difference of two systems' means, the first minus the second.</summary>
    public Interval Lead(string system, string against, string metric)
    {
        var (ours, theirs) = (_columns[(system, metric)], _columns[(against, metric)]);
        return Interval.OfMean(
            [.. ours.Values.Zip(theirs.Values, (one, other) => one - other)],
            [.. ours.Draws.Zip(theirs.Draws, (one, other) => one - other)],
            signed: true
        );
    }

    private static List<Column> Columns(string folder, QualityResult result, IReadOnlyList<string> metrics)
    {
        var path = Path.Combine(folder, result.Scores);
        return result.Depth > 0 ? Ranked(path, result, metrics) : Valued(path, metrics);
    }

    private static double[] Mean(double[][] runs) =>
        [.. Enumerable.Range(0, runs[0].Length).Select(i => runs.Average(values => values[i]))];

    private static List<Column> Ranked(string path, QualityResult result, IReadOnlyList<string> metrics)
    {
        var scores = ScoreTable
            .Build([.. ScoreFile.Read(path).Where(row => row.Task == result.Task)], result.Depth, result.Catalogue)
            .Single();
        return
        [
            .. scores.Systems.SelectMany(system =>
                metrics.Select(metric =>
                    new Column(system.System, metric, [.. system.Rows.Select(row => Metric.Parse(metric).Of(row))])
                )
            ),
        ];
    }

    private static List<Column> Valued(string path, IReadOnlyList<string> metrics)
    {
        var groups = Tsv.Read(path, QualityValue.Header).Select(QualityValue.FromFields).GroupBy(value => (value.System, value.Metric))
            .ToDictionary(group => group.Key, group => group.OrderBy(value => value.Subject, StringComparer.Ordinal).ToArray());
        var columns = groups
            .Keys.Select(key => key.System)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(system => metrics.Select(metric => (System: system, Metric: metric)))
            .ToList();
        var first = groups.Values.First().Select(value => value.Subject).ToArray();
        foreach (var column in columns)
        {
            if (
                !groups.TryGetValue(column, out var values)
                || !values.Select(value => value.Subject).SequenceEqual(first, StringComparer.Ordinal)
            )
                throw new ArtifactException(
                    $"{path}: {column.System} has no {column.Metric} for exactly the subjects of the others. Remedy: remove the result "
                        + $"and measure again."
                );
        }
        return [.. columns.Select(column => new Column(column.System, column.Metric, [.. groups[column].Select(value => value.Value)]))];
    }

    private sealed record Column(string System, string Metric, double[] Values);
}
