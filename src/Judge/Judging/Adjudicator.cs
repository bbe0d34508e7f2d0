using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Coverage;
using Recsys.Judge.Gates;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Registration;
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

    private const string Untried = "nothing was tried of the bundle's behaviour: the verdict rests on the gates alone";

    /// <summary>Section of the gates on measurements in a gates file.</summary>
    public const string MeasurementGates = "measurements";

    /// <summary>Judges.</summary>
    /// <exception cref="ArtifactException">Rows contradict themselves or each other; names the row.</exception>
    /// <exception cref="SettingsException">Gates that cannot be decided; names each.</exception>
    public static Judgement Decide(JudgeInput input)
    {
        Check(input);
        var rules = GateRules.Read(input.Settings);
        IReadOnlyList<IGate> further = GateKinds.Read(input.MeasurementGates, MeasurementGates);
        var tasks = ScoreTable.Build(input.Rows, input.Settings.Depth, input.CatalogueSize);
        var resamples = input.Settings.Resamples;
        var measured = tasks.ToDictionary(task => task.Task, task => Measure(task, rules, input));
        var systems = tasks.SelectMany(task => Summary.Of(task, measured[task.Task].Figures, input)).ToList();
        var slices = TaskSlices.Order(tasks.SelectMany(task => measured[task.Task].Slices.Summaries()));
        var evidence = new GateEvidence(input, measured);
        var gates = Decide([
            .. rules.Concat(further).OrderBy(gate => gate.Name, StringComparer.Ordinal).Select(gate => gate.Weigh(evidence)),
        ]).ConvertAll(gate => gate with { Origin = input.Origins.GetValueOrDefault(gate.Name) });
        var checks = input.Behaviour is { } behaviour ? CheckRules.Decide(behaviour, input) : [];
        var coverage = CoverageRules.Of(input);
        var outcome = Outcomes.Of(gates, checks);
        var covered = CoverageDecision.Outcome(outcome, coverage);
        var reason = CoverageDecision.Reason(outcome, coverage) ?? Outcomes.Reason(gates, checks);
        return new Judgement
        {
            Verdict = new Verdict
            {
                Outcome = RegistrationDecision.Outcome(covered, input.Registration),
                Reason = RegistrationDecision.Reason(covered, input.Registration, reason),
                Gates = gates,
                Bundle = input.Bundle,
                Materials = input.Materials,
                Checks = checks,
                Coverage = coverage,
                Registration = input.Registration,
                Seed = input.Seed,
                Resamples = resamples,
            }.Sealed(),
            Systems = systems,
            Champion = [.. tasks.SelectMany(task => Summary.OfChampion(task, measured[task.Task].Figures, input))],
            Slices = slices,
            Warnings =
            [
                .. input.Behaviour is null ? [Untried] : Array.Empty<string>(),
                .. Judging.Warnings.Of(
                input.Settings,
                measured.ToDictionary(task => task.Key, task => task.Value.Figures),
                systems,
                slices
                ),
            ],
        };
    }

    private static MeasuredTask Measure(TaskScores task, IReadOnlyList<PairedScoreGate> gates, JudgeInput input) =>
        new(
            task,
            new TaskFigures(
                task,
                [
                    .. Metric
                        .ReportedOf(task.Task)
                        .Where(metric => metric.Definition.IsResampled)
                        .Concat(gates.Where(gate => gate.Settings.Task == task.Task).Select(gate => gate.Metric))
                        .Where(input.Knows),
                ],
                input.CatalogueSize,
                input.Settings.Resamples,
                input.Seed,
                input.Products
            ),
            new TaskSlices(task, input)
        );

    private static List<GateResult> Decide(IReadOnlyList<IGateFinding> findings)
    {
        var tested = findings.Where(finding => finding.Probability is not null).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(finding => finding.Probability!.Value)]);
        return [.. findings.Select(finding => finding.Decide(tested.IndexOf(finding) is var i and >= 0 ? adjusted[i] : 1))];
    }

    private static void Check(JudgeInput input)
    {
        if (input.CatalogueSize < 1)
            throw new ArgumentException("The catalogue is empty.", nameof(input));
        foreach (var hash in input.Materials.Files().Concat(new[] { input.Bundle }.OfType<string>()))
        {
            if (!hash.StartsWith(ContentHash.Prefix, StringComparison.Ordinal))
                throw new ArgumentException($"'{hash}' is not a content hash.", nameof(input));
        }
        if (!input.HasChampion && input.Rows.FirstOrDefault(row => row.System == ScoreRow.Champion) is { } orphan)
            throw new ArtifactException(
                $"{Tables.Scores}: task {orphan.Task} has rows of a champion, but there is none.", "run Verify again."
            );
        if (input.Settings.Resamples < FewestResamples)
        {
            throw new SettingsException([new SettingsMistake("verify.resamples", "settings",
                $"{input.Settings.Resamples} resamples are too few for a 95 % bound; use at least {FewestResamples}.")]);
        }
    }
}
