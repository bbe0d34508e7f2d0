using Recsys.Contracts.Judging;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;
using Recsys.Settings;

namespace Recsys.Judge.Gates;

/// <summary>What settings may name of the judge: tasks, metrics and systems, as its own objects say.</summary>
public static class GateVocabulary
{
    private const string Section = "verify.",
        Task = "gates.*.task",
        Metric = "gates.*.metric",
        Against = "gates.*.against",
        SliceTask = "slices.*.task";

    /// <summary>For the settings of the pipeline, which scores the systems that the judge knows.</summary>
    public static readonly SettingsVocabulary Words = new()
    {
        Words = Judged(Section)
            .Append(
                new(
                    Section + Against,
                    new SettingWords
                    {
                        Description =
                            $"Compare with: {string.Join(", ", JudgedSystem.Peers.Select(system => $"{system.Name} ({system.Meaning})"))}. "
                            + "Without it the metric itself is bounded.",
                        Allowed = [.. JudgedSystem.Peers.Select(system => system.Name)],
                    }
                )
            )
            .ToDictionary(StringComparer.Ordinal),
        Rules = Misfits,
    };

    /// <summary>For a gates file of its own, beside scores of any systems.</summary>
    public static readonly SettingsVocabulary ForScores = new() { Words = Judged("").ToDictionary(StringComparer.Ordinal) };

    private static IEnumerable<KeyValuePair<string, SettingWords>> Judged(string section) =>
        [
            new(section + Task, Tasks(JudgedTask.All)),
            new(section + SliceTask, Tasks(JudgedTask.All.Where(task => task.HasSlices))),
            new(section + Metric, Metrics),
        ];

    /// <summary>The metric of a gate.</summary>
    private static SettingWords Metrics =>
        new()
        {
            Description =
                "The measure, with any cut-off within verify.depth in place of the one shown. "
                + string.Join("; ", JudgedTask.All.GroupBy(Measures).Select(group => $"{Names(group)}: {group.Key}"))
                + ". docs/judge.md defines each. Reported only: "
                + string.Join(", ", MetricCatalogue.Reported.Where(metric => metric.Definition.WhyNoGate is not null))
                + ".",
            Examples = [.. MetricCatalogue.Gated.Select(metric => metric.ToString())],
            Pattern = MetricCatalogue.Pattern,
        };

    private static SettingWords Tasks(IEnumerable<JudgedTask> tasks) => new() { Allowed = [.. tasks.Select(task => task.Name)] };

    private static string Measures(JudgedTask task) =>
        string.Join(", ", MetricCatalogue.Gated.Where(metric => metric.Definition.Tasks.Contains(task.Name)));

    private static string Names(IEnumerable<JudgedTask> tasks) => string.Join(" and ", tasks.Select(task => task.Name));

    /// <summary>Metrics and systems that are not of the gate's task, and metrics that no gate can bound.</summary>
    private static IEnumerable<BrokenRule> Misfits(VerifySettings verify) =>
        verify
            .Gates.OrderBy(gate => gate.Key, StringComparer.Ordinal)
            .SelectMany(gate =>
                GateRules
                    .Misfits(gate.Value, verify)
                    .Select(mistake => new BrokenRule(
                        $"{mistake.What}. Remedy: {mistake.Remedy ?? $"use {Measures(JudgedTask.OrFirst(gate.Value.Task))}"}.",
                        $"verify.gates.{gate.Key}.{mistake.Field}",
                        $"verify.gates.{gate.Key}.task"
                    ))
            );
}
