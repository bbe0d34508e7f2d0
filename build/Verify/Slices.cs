using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Verify;

/// <summary>The bundle's NDCG@10 by length of the user's history.</summary>
public static class Slices
{
    private static readonly (string Name, string Description, int From, int To)[] Histories =
    [
        ("new", "no event before the cut", 0, 0),
        ("light", "1 to 4 events", 1, 4),
        ("heavy", "5 events or more", 5, int.MaxValue),
    ];

    /// <summary>The non-empty slices of the recommend task, the lowest mean first.</summary>
    public static IReadOnlyList<SliceSummary> Of(TaskScores scores, int catalogueSize, int resamples, int seed) =>
        scores.Task != ScoreRow.Recommend || scores.Of(ScoreRow.Bundle) is null
            ? []
            : [.. Histories.Select(slice => Summarize(scores, slice, catalogueSize, resamples, seed)).OfType<SliceSummary>().OrderBy(slice => slice.Bundle.Mean)];

    private static SliceSummary? Summarize(TaskScores scores, (string Name, string Description, int From, int To) slice, int catalogueSize, int resamples, int seed)
    {
        var members = Enumerable.Range(0, scores.Subjects.Count)
            .Where(i => scores.Systems[0].Rows[i].History is var history && history >= slice.From && history <= slice.To).ToArray();
        if (members.Length == 0) return null;
        var part = new TaskScores(scores.Task, [.. members.Select(i => scores.Subjects[i])],
            [.. scores.Systems.Select(system => system with { Rows = [.. members.Select(i => system.Rows[i])] })]);
        var figures = new TaskFigures(part, [Metric.Ndcg10], catalogueSize, resamples, seed);
        var best = scores.Systems.Select(system => system.System).Where(ScoreRow.IsBaseline)
            .MaxBy(system => figures.Of(system, Metric.Ndcg10).Estimate);
        return new SliceSummary
        {
            Task = scores.Task,
            Slice = slice.Name,
            Description = slice.Description,
            Count = members.Length,
            Bundle = Summary.Of(Metric.Ndcg10, figures.Of(ScoreRow.Bundle, Metric.Ndcg10)),
            BestBaseline = best,
            Lead = best is null ? null : Summary.Of(Metric.Ndcg10, figures.Lead(ScoreRow.Bundle, best, Metric.Ndcg10)),
        };
    }
}
