using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Gates;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Slices;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Judging;

/// <summary>
/// Decides from score rows whether a bundle may be served. A pure function: the same input gives the same judgement on any
/// machine and with any number of threads. It is closed by default: whatever is not shown by enough rows is no pass.
/// </summary>
public static class Adjudicator
{
    /// <summary>Resamples below which a 95 % percentile is too coarse.</summary>
    public const int FewestResamples = 2_000;

    /// <summary>Judges.</summary>
    /// <exception cref="ArtifactException">Rows contradict themselves or each other; names the row.</exception>
    /// <exception cref="SettingsException">Gates that cannot be decided; names each.</exception>
    public static Judgement Decide(JudgeInput input)
    {
        Check(input);
        var rules = GateRules.Read(input.Settings);
        var tasks = ScoreTable.Build(input.Rows, input.Settings.Depth, input.CatalogueSize);
        var resamples = input.Settings.Resamples;
        var measured = tasks.ToDictionary(
            task => task.Task,
            task =>
                (
                    Scores: task,
                    Figures: new TaskFigures(
                        task,
                        [
                            .. Metric
                                .ReportedOf(task.Task)
                                .Where(metric => metric.Definition.IsResampled)
                                .Concat(rules.Where(rule => rule.Settings.Task == task.Task).Select(rule => rule.Metric))
                                .Where(input.Knows),
                        ],
                        input.CatalogueSize,
                        resamples,
                        input.Seed,
                        input.Products
                    )
                )
        );

        var systems = tasks.SelectMany(task => Summary.Of(task, measured[task.Task].Figures, input)).ToList();
        var parts = tasks.ToDictionary(task => task.Task, task => new TaskSlices(task, input));
        var slices = TaskSlices.Order(parts.Values.SelectMany(part => part.Summaries()));
        var gates = Decide([
            .. rules.Select(rule =>
                measured.TryGetValue(rule.Settings.Task, out var task)
                    ? rule.Settings.Slice is null
                        ? GateRules.Measure(rule, input, task.Scores, task.Figures)
                        : GateRules.MeasureSlice(rule, input, parts[rule.Settings.Task])
                    : GateRules.Measure(rule, input, null, null)
            ),
        ]);
        var checks = BehaviourRules.Decide(input.Behaviour, input);
        return new Judgement
        {
            Verdict = new Verdict
            {
                Outcome = Outcomes.Of(gates, checks),
                Reason = Outcomes.Reason(gates, checks),
                Gates = gates,
                Bundle = input.Bundle,
                Champion = input.Champion,
                Dataset = input.Dataset,
                Scores = input.Scores,
                Subjects = input.SubjectsHash,
                Behaviour = input.BehaviourHash,
                Golden = input.Golden,
                Checks = checks,
                Provenance = input.Provenance,
                Seed = input.Seed,
                Resamples = resamples,
            }.Sealed(),
            Systems = systems,
            Champion = [.. tasks.SelectMany(task => Summary.OfChampion(task, measured[task.Task].Figures, input))],
            Slices = slices,
            Warnings = Judging.Warnings.Of(
                input.Settings,
                measured.ToDictionary(task => task.Key, task => task.Value.Figures),
                systems,
                slices
            ),
        };
    }

    private static List<GateResult> Decide(IReadOnlyList<GateRule> rules)
    {
        var tested = rules.Where(rule => rule.Probability is not null).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(rule => rule.Probability!.Value)]);
        return [.. rules.Select(rule => rule.Decide(tested.IndexOf(rule) is var i and >= 0 ? adjusted[i] : 1))];
    }

    private static void Check(JudgeInput input)
    {
        if (input.CatalogueSize < 1)
            throw new ArgumentException("The catalogue is empty.", nameof(input));
        foreach (
            var hash in new[]
            {
                input.Bundle,
                input.Champion,
                input.Dataset,
                input.Scores,
                input.SubjectsHash,
                input.BehaviourHash,
            }.OfType<string>()
        )
        {
            if (!hash.StartsWith(ContentHash.Prefix, StringComparison.Ordinal))
                throw new ArgumentException($"'{hash}' is not a content hash.", nameof(input));
        }
        if (input.Champion is null && input.Rows.FirstOrDefault(row => row.System == ScoreRow.Champion) is { } orphan)
            throw new ArtifactException(
                $"{Tables.Scores}: task {orphan.Task} has rows of a champion, but there is none. Remedy: run Verify again."
            );
        if (input.Settings.Resamples < FewestResamples)
        {
            throw new SettingsException([new SettingsMistake("verify.resamples", "settings",
                $"{input.Settings.Resamples} resamples are too few for a 95 % bound; use at least {FewestResamples}.")]);
        }
    }
}
