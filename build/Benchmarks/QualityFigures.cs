using Recsys.Contracts.Artifacts;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Build.Benchmarks;

/// <summary>One section's value of every subject under every system and metric, resampled together so that differences are
/// paired.</summary>
public sealed class QualityFigures
{
    private readonly Dictionary<(string System, string Metric), (double[] Values, double[] Draws)> _columns = [];

    /// <param name="folder">Folder of the result.</param>
    /// <param name="section">Names the file.</param>
    /// <param name="resamples">Number of bootstrap resamples.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <exception cref="ArtifactException">The file is missing, or its systems are not of the same subjects.</exception>
    public QualityFigures(string folder, QualitySection section, int resamples, int seed)
    {
        var path = Path.Combine(folder, section.Scores);
        var columns = section.Depth > 0 ? Ranked(path, section) : Valued(path, section);
        Subjects = columns[0].Values.Length;
        Systems = [.. columns.Select(column => column.System).Distinct(StringComparer.Ordinal)];
        var draws = Bootstrap.Run([.. columns.Select(column => new MeanStatistic(column.Values))], Subjects, resamples, seed);
        for (var i = 0; i < columns.Count; i++) _columns.Add((columns[i].System, columns[i].Metric), (columns[i].Values, draws[i]));
    }

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

    private static List<(string System, string Metric, double[] Values)> Ranked(string path, QualitySection section)
    {
        var scores = ScoreTable
            .Build([.. ScoreFile.Read(path).Where(row => row.Task == section.Task)], section.Depth, section.Catalogue)
            .Single();
        return
        [
            .. scores.Systems.SelectMany(system =>
                section.Metrics.Select(metric =>
                    (system.System, metric, system.Rows.Select(row => Metric.Parse(metric).Of(row)).ToArray())
                )
            ),
        ];
    }

    private static List<(string System, string Metric, double[] Values)> Valued(string path, QualitySection section)
    {
        var groups = Tsv.Read(path, QualityValue.Header).Select(QualityValue.FromFields).GroupBy(value => (value.System, value.Metric))
            .ToDictionary(group => group.Key, group => group.OrderBy(value => value.Subject, StringComparer.Ordinal).ToArray());
        var columns = groups
            .Keys.Select(key => key.System)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(system => section.Metrics.Select(metric => (System: system, Metric: metric)))
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
        return [.. columns.Select(column => (column.System, column.Metric, groups[column].Select(value => value.Value).ToArray()))];
    }
}
