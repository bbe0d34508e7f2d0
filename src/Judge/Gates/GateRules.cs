using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Slices;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Gates;

/// <summary>The configured gates, checked, and what the scores say about each.</summary>
public static class GateRules
{
    /// <summary>The gates by name, in ordinal order.</summary>
    /// <exception cref="SettingsException">Gates that cannot be measured or that every bundle would pass; carries all of them.</exception>
    public static IReadOnlyList<GateRule> Read(VerifySettings settings)
    {
        var mistakes = new List<SettingsMistake>();
        var rules = settings.Gates.OrderBy(gate => gate.Key, StringComparer.Ordinal)
            .Select(gate => Read(gate.Key, gate.Value, settings, mistakes)).ToList();
        return mistakes.Count == 0 ? rules : throw new SettingsException(mistakes);
    }

    private static GateRule Read(string name, GateSettings gate, VerifySettings settings, List<SettingsMistake> mistakes)
    {
        void Mistake(string field, string message) =>
            mistakes.Add(new SettingsMistake($"verify.gates.{name}.{field}", "settings", message));

        if (gate.Task is not (ScoreRow.Recommend or ScoreRow.Search or ScoreRow.Classify))
            Mistake("task", $"'{gate.Task}' is none of recommend, search and classify.");
        if (gate.Against == ScoreRow.Bundle)
            Mistake("against", "the bundle cannot be compared with itself; name another system, or leave it out to bound the metric.");
        if (gate is { Task: ScoreRow.Classify, Slice: not null })
            Mistake("slice", "held-out products have no slices; leave it out.");
        else if (gate.Slice is { } slice && !SliceRules.MayExist(settings, gate.Task, slice))
            Mistake("slice", UnknownSlice(settings, gate.Task, slice));
        if (!(gate.AtLeast is >= -1 and <= 1))
            Mistake("at_least", "must be a number from -1 to 1.");
        else if (gate.Against is null ? gate.AtLeast <= 0 : gate.AtLeast <= -1)
            Mistake(
                "at_least",
                gate.Against is null
                    ? "0 or less is reached by every bundle; set the least acceptable value."
                    : "a loss of 1 is never exceeded; set the largest acceptable loss."
            );
        try
        {
            var metric = Metric.Parse(gate.Metric);
            if (metric.IsOfClasses != (gate.Task == ScoreRow.Classify))
                Mistake(
                    "metric",
                    $"'{metric}' is no measure of {gate.Task}; known are {string.Join(", ", Metric.ReportedOf(gate.Task))}."
                );
            if (metric.Kind is MetricKind.Gini or MetricKind.ZeroResults)
                Mistake("metric", $"'{metric}' is reported only: less of it is better, so it has no at_least.");
            if (metric.Kind is MetricKind.Novelty)
                Mistake("metric", $"'{metric}' is reported only: it is in bits, which at_least cannot bound.");
            if (metric.Kind is MetricKind.Coverage or MetricKind.Ild && metric.Depth > Metric.RecordedTop)
                Mistake(
                    "metric",
                    $"only the first {Metric.RecordedTop} products are recorded; use {new Metric(metric.Kind, Metric.RecordedTop)} or less."
                );
            if (metric.Depth > settings.Depth)
                Mistake("metric", $"'{metric}' looks deeper than the recorded {settings.Depth} ranks; raise verify.depth.");
            return new GateRule(name, gate, metric);
        }
        catch (FormatException e)
        {
            Mistake("metric", e.Message + ".");
            return new GateRule(name, gate, default);
        }
    }

    private static string UnknownSlice(VerifySettings settings, string task, string name)
    {
        var known = SliceRules.Names(settings, task).ToList();
        return $"the task {task} has no slice '{name}'.{(NearestName.Of(name, known) is { } near ? $" Did you mean '{near}'?" : "")} "
            + $"Known: {string.Join(", ", known)}"
            + (settings.Slices.Count == 0 ? $", {SliceRules.CategoryPrefix}NAME." : ".");
    }

    /// <summary>The rule with its figures on the slice that it names, or with the reason why there are none.</summary>
    public static GateRule MeasureSlice(GateRule rule, JudgeInput input, TaskSlices slices)
    {
        if (slices.Of(rule.Settings.Slice!) is not { } scores)
            return rule with
            {
                Missing =
                    $"nobody is in the slice {rule.Settings.Slice}; there are "
                        + $"{string.Join(", ", slices.Found.Select(slice => slice.Rule.Name))}",
            };
        return Measure(
            rule,
            input,
            scores,
            new TaskFigures(
                scores,
                [.. new[] { rule.Metric }.Where(input.Knows)],
                input.CatalogueSize,
                input.Settings.Resamples,
                input.Seed,
                input.Products
            )
        );
    }

    /// <summary>The rule with its figures, or with the reason why there are none.</summary>
    public static GateRule Measure(GateRule rule, JudgeInput input, TaskScores? scores, TaskFigures? figures)
    {
        var task = rule.Settings.Task;
        var itself = rule.Settings.Against == ScoreRow.Champion && input.Champion == input.Bundle;
        if (rule.Settings.Against == ScoreRow.Champion && input.Champion is null)
            return rule with
            {
                Inapplicable =
                    "there is no champion yet: nothing was brought into service from these artefacts, and verify.champion names no bundle",
            };
        if (itself && rule.Settings.AtLeast > 0)
            return rule with { Inapplicable = "the bundle is the champion, byte for byte: it cannot be better than itself" };
        if (scores is null || figures is null)
        {
            return rule with
            {
                Missing = $"there are no scores for the task {task}"
                    + task switch
                    {
                        ScoreRow.Search => "; it needs a search log (data.searches) with clicks in the test part",
                        ScoreRow.Classify => "; it needs products with categories, some of them held out (classify.held_out)",
                        _ => "; it needs users with a purchase in the test part",
                    },
            };
        }
        if (task == ScoreRow.Classify && rule.Settings.Against == ScoreRow.Champion && scores.Of(ScoreRow.Champion) is null)
            return rule with { Inapplicable = "the champion has no classifier" };
        foreach (var system in new[] { ScoreRow.Bundle, rule.Settings.Against }.OfType<string>())
        {
            if (scores.Of(system) is null)
                return rule with
                {
                    Missing =
                        $"{system} was not scored on the task {task}; scored were "
                            + $"{string.Join(", ", scores.Systems.Select(one => one.System))}",
                };
        }
        if (!input.Knows(rule.Metric))
            return rule with { Missing = $"{rule.Metric} needs categories of the products, and the catalogue has none" };
        if (itself)
            return rule with { IsChampion = true, Measured = Interval.Certain(0, figures.Subjects) };
        return rule with
        {
            Measured = rule.Settings.Against is { } against
                ? figures.Lead(ScoreRow.Bundle, against, rule.Metric)
                : figures.Of(ScoreRow.Bundle, rule.Metric),
        };
    }
}
