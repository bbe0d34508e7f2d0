using Recsys.Contracts.Artifacts;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Slices;

/// <summary>The slices of one task that hold anybody, and what was measured there.</summary>
public sealed class TaskSlices
{
    private readonly JudgeInput _input;
    private readonly List<(SliceRule Rule, TaskScores Scores)> _found = [];

    /// <exception cref="Contracts.Faults.SettingsException">A slice of the settings is formed by an attribute that no subject
    /// has.</exception>
    public TaskSlices(TaskScores scores, JudgeInput input)
    {
        _input = input;
        if (!JudgedTask.OrFirst(scores.Task).HasSlices) return;
        var subjects = new SubjectTable(scores, input.Subjects);
        foreach (var rule in SliceRules.Of(input.Settings, scores.Task, subjects))
            if (subjects.Members(rule) is { Length: > 0 } members) _found.Add((rule, Part(scores, members)));
    }

    /// <summary>The slices with their members' scores.</summary>
    public IReadOnlyList<(SliceRule Rule, TaskScores Scores)> Found => _found;

    /// <summary>One slice's scores; none where it holds nobody.</summary>
    public TaskScores? Of(string name) => _found.FirstOrDefault(slice => slice.Rule.Name == name).Scores;

    /// <summary>NDCG@10 of every slice that the bundle was scored on.</summary>
    public IEnumerable<SliceSummary> Summaries() =>
        _found.Where(slice => slice.Scores.Of(ScoreRow.Bundle) is not null).Select(slice => Summarize(slice.Rule, slice.Scores));

    /// <summary>
    /// The model that the bundle is to be compared with: the champion, unless it is the bundle itself, else the reference.
    /// </summary>
    public static string? Opponent(TaskScores scores, bool isChampion) =>
        !isChampion && scores.Of(ScoreRow.Champion) is not null ? ScoreRow.Champion
        : scores.Of(ScoreRow.Reference) is not null ? ScoreRow.Reference : null;

    /// <summary>
    /// Worst first: the largest loss against the opponent, then the lowest figure. Slices of too few subjects only inform and come last.
    /// </summary>
    public static IReadOnlyList<SliceSummary> Order(IEnumerable<SliceSummary> slices) =>
    [
        .. slices.OrderBy(slice => slice.Informs).ThenBy(slice => slice.Change?.Mean ?? 0).ThenBy(slice => slice.Bundle.Mean)
            .ThenBy(slice => slice.Task, StringComparer.Ordinal).ThenBy(slice => slice.Slice, StringComparer.Ordinal),
    ];

    private SliceSummary Summarize(SliceRule rule, TaskScores scores)
    {
        var figures = new TaskFigures(scores, [Metric.Ndcg10], _input.CatalogueSize, _input.Settings.Resamples, _input.Seed);
        var best = scores
            .Systems.Select(system => system.System)
            .Where(JudgedSystem.IsBaseline)
            .MaxBy(system => figures.Of(system, Metric.Ndcg10).Estimate);
        var opponent = Opponent(scores, _input.IsChampion);
        return new SliceSummary
        {
            Task = rule.Task,
            Slice = rule.Name,
            Description = rule.Description,
            Count = scores.Subjects.Count,
            Informs = scores.Subjects.Count < Level.FewestSubjects,
            Bundle = Summary.Of(Metric.Ndcg10, figures.Of(ScoreRow.Bundle, Metric.Ndcg10)),
            Opponent = opponent,
            Change = Difference(opponent),
            BestBaseline = best,
            Lead = Difference(best),
        };

        MetricSummary? Difference(string? against) =>
            against is null ? null : Summary.Of(Metric.Ndcg10, figures.Difference(ScoreRow.Bundle, against, Metric.Ndcg10));
    }

    private static TaskScores Part(TaskScores scores, int[] members) => new(scores.Task, [.. members.Select(i => scores.Subjects[i])],
        [.. scores.Systems.Select(system => system with { Rows = [.. members.Select(i => system.Rows[i])] })]);
}
