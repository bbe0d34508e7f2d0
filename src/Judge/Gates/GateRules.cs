using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Judge.Slices;

namespace Recsys.Judge.Gates;

/// <summary>The configured gates, checked, and what the scores say about each.</summary>
public static class GateRules
{
    /// <summary>The gates by name, in ordinal order.</summary>
    /// <exception cref="SettingsException">Gates that cannot be measured or that every bundle would pass; carries all of them.</exception>
    public static IReadOnlyList<PairedScoreGate> Read(VerifySettings settings)
    {
        var mistakes = new List<SettingsMistake>();
        var rules = settings.Gates.OrderBy(gate => gate.Key, StringComparer.Ordinal)
            .Select(gate => Read(gate.Key, gate.Value, settings, mistakes)).OfType<PairedScoreGate>().ToList();
        return mistakes.Count == 0 ? rules : throw new SettingsException(mistakes);
    }

    private static PairedScoreGate? Read(string name, GateSettings gate, VerifySettings settings, List<SettingsMistake> mistakes)
    {
        void Mistake(GateMistake mistake) =>
            mistakes.Add(new SettingsMistake($"verify.gates.{name}.{mistake.Field}", "settings", mistake.ToString()));

        foreach (var mistake in Mistakes(gate, settings).Concat(Misfits(gate, settings))) Mistake(mistake);
        try
        {
            return new PairedScoreGate(name, gate, Metric.Parse(gate.Metric));
        }
        catch (FormatException e)
        {
            Mistake(new GateMistake("metric", e.Message));
            return null;
        }
    }

    private static IEnumerable<GateMistake> Mistakes(GateSettings gate, VerifySettings settings)
    {
        if (JudgedTask.Of(gate.Task) is not { } task)
            yield return new("task", $"'{gate.Task}' is none of recommend, search and classify");
        else if (gate.Slice is { } slice)
        {
            if (!task.HasSlices)
                yield return new("slice", $"held-out {task.Subjects} have no slices", "leave it out");
            else if (!SliceRules.MayExist(settings, gate.Task, slice))
                yield return new("slice", UnknownSlice(settings, gate.Task, slice));
        }
        if (gate.Against == ScoreRow.Bundle)
            yield return new(
                "against",
                "the bundle cannot be compared with itself",
                "name another system, or leave it out to bound the metric"
            );
        if (!(gate.AtLeast is >= -1 and <= 1))
            yield return new("at_least", "must be a number from -1 to 1");
        else if (gate.Against is null ? gate.AtLeast <= 0 : gate.AtLeast <= -1)
            yield return gate.Against is null
                ? new("at_least", "0 or less is reached by every bundle", "set the least acceptable value")
                : new("at_least", "a loss of 1 is never exceeded", "set the largest acceptable loss");
    }

    /// <summary>Metrics and systems that are not of the gate's task, and metrics that no gate can bound. A metric that cannot be read is
    /// none of these.</summary>
    internal static IEnumerable<GateMistake> Misfits(GateSettings gate, VerifySettings settings)
    {
        if (JudgedTask.Of(gate.Task) is not { } task) yield break;
        if (Unscored(gate, task) is { } mistake) yield return mistake;
        Metric metric;
        try
        {
            metric = Metric.Parse(gate.Metric);
        }
        catch (FormatException)
        {
            yield break;
        }
        var definition = metric.Definition;
        if (!definition.Tasks.Contains(gate.Task))
            yield return new(
                "metric",
                $"'{metric}' is no measure of {gate.Task}; known are {string.Join(", ", Metric.ReportedOf(gate.Task))}"
            );
        if (definition.WhyNoGate is { } why)
            yield return new("metric", $"'{metric}' is reported only: {why}");
        else if (metric.Depth > definition.DeepestCutOff)
            yield return new(
                "metric",
                $"only the first {definition.DeepestCutOff} products are recorded",
                $"use {new Metric(definition, definition.DeepestCutOff)} or less"
            );
        if (metric.Depth > settings.Depth)
            yield return new("metric", $"'{metric}' looks deeper than the recorded {settings.Depth} ranks", "raise verify.depth");
    }

    // Systems that are not ours may be scored on anything.
    private static GateMistake? Unscored(GateSettings gate, JudgedTask task)
    {
        if (gate.Against is null || JudgedSystem.Of(gate.Against) is not { } system || system.Tasks.Contains(task.Name)) return null;
        var what =
            system.Tasks is [var only]
                ? $"{system.Name} {JudgedTask.OrFirst(only).Does} and cannot {task.Cannot}"
                : $"{system.Name} is not scored on {task.Name}";
        var others = string.Join(", ", JudgedSystem.PeersOf(task.Name).Select(peer => peer.Name));
        return new("against", what, $"compare {task.Name} with {others}");
    }

    private static string UnknownSlice(VerifySettings settings, string task, string name)
    {
        var known = SliceRules.Names(settings, task).ToList();
        return $"the task {task} has no slice '{name}'.{(NearestName.Of(name, known) is { } near ? $" Did you mean '{near}'?" : "")} "
            + $"Known: {string.Join(", ", known)}"
            + (settings.Slices.Count == 0 ? $", {SliceRules.CategoryPrefix}NAME" : "");
    }
}
