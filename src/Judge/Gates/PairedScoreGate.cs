using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Gates;

/// <summary>Bounds a metric of the bundle, or its paired difference to another system, by the bootstrap over score rows.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Settings">What is bounded, and how.</param>
/// <param name="Metric">As <see cref="GateSettings.Metric"/> reads.</param>
public sealed record PairedScoreGate(string Name, GateSettings Settings, Metric Metric) : IGate
{
    /// <summary>What is demanded.</summary>
    public GateBound Bound => new(Settings.AtLeast, IsCeiling: false);

    /// <summary>What the gate bounds, in words.</summary>
    public string Quantity =>
        (
            Settings.Against is null
                ? $"{Settings.Task} {Metric} of the bundle"
                : $"{Settings.Task} {Metric} of the bundle minus {Settings.Against}"
        ) + (Settings.Slice is null ? "" : $" on the slice {Settings.Slice}");

    /// <summary>The figures, or the reason why there are none.</summary>
    public IGateFinding Weigh(GateEvidence evidence)
    {
        if (!evidence.Tasks.TryGetValue(Settings.Task, out var task)) return Measure(evidence.Input, null, null);
        if (Settings.Slice is null) return Measure(evidence.Input, task.Scores, task.Figures);
        if (task.Slices.Of(Settings.Slice) is not { } scores)
            return Missing(
                $"nobody is in the slice {Settings.Slice}; there are "
                    + string.Join(", ", task.Slices.Found.Select(slice => slice.Rule.Name))
            );
        var input = evidence.Input;
        return Measure(
            input,
            scores,
            new TaskFigures(
                scores,
                [.. new[] { Metric }.Where(input.Knows)],
                input.CatalogueSize,
                input.Settings.Resamples,
                input.Seed,
                input.Products
            )
        );
    }

    private PairedScoreFinding Missing(string why) => new(this) { Missing = why };

    private PairedScoreFinding Inapplicable(string why) => new(this) { Inapplicable = why };

    private PairedScoreFinding Measure(JudgeInput input, TaskScores? scores, TaskFigures? figures)
    {
        var task = Settings.Task;
        var itself = Settings.Against == ScoreRow.Champion && input.IsChampion;
        if (Settings.Against == ScoreRow.Champion && !input.HasChampion)
            return Inapplicable(
                "there was no champion when this was judged: nothing had been brought into service from these artefacts, and "
                    + "verify.champion names no bundle"
            );
        if (itself && Bound.Limit > 0)
            return Inapplicable("the bundle is the champion, byte for byte: it cannot be better than itself");
        if (scores is null || figures is null)
            return Missing($"there are no scores for the task {task}; {JudgedTask.OrFirst(task).Needs}");
        if (task == ScoreRow.Classify && Settings.Against == ScoreRow.Champion && scores.Of(ScoreRow.Champion) is null)
            return Inapplicable("the champion has no classifier");
        foreach (var system in new[] { ScoreRow.Bundle, Settings.Against }.OfType<string>())
        {
            if (scores.Of(system) is null)
                return Missing(
                    $"{system} was not scored on the task {task}; scored were "
                        + string.Join(", ", scores.Systems.Select(one => one.System))
                );
        }
        if (!input.Knows(Metric)) return Missing($"{Metric} needs {Metric.Definition.Lacks(input.Context)}");
        if (itself) return new(this) { IsChampion = true, Measured = Interval.Certain(0, figures.Subjects) };
        return new(this)
        {
            Measured = Settings.Against is { } against
                ? figures.Difference(ScoreRow.Bundle, against, Metric)
                : figures.Of(ScoreRow.Bundle, Metric),
        };
    }
}
