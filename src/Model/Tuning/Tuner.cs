using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Tuning;

/// <summary>Tries settings until the budget is spent, and records every trial.</summary>
/// <param name="settings">In force.</param>
/// <param name="space">Of these settings.</param>
/// <param name="folder">Of the trials; those that it has are not done again.</param>
/// <param name="run">Trains with the settings it is given and measures.</param>
/// <param name="recorded">Called when a trial is recorded: the state it would be resumed from is of no more use.</param>
/// <param name="log">Told each trial's beginning and end.</param>
public sealed class Tuner(
    RecsysSettings settings,
    TuningSpace space,
    TrialFolder folder,
    Func<RecsysSettings, TrialOutcome> run,
    Action recorded,
    Action<string> log
)
{
    // As in early stopping: a search that is not trained for is not judged.
    private double SearchWeight => settings.Train.SearchWeight > 0 ? settings.Tune.SearchWeight : 0;

    /// <summary>Runs the trials that are left.</summary>
    /// <exception cref="ArtifactException">No trial is complete at the end, or the validation split measures nothing.</exception>
    public void Run()
    {
        while (folder.Trials.Count < settings.Tune.Trials)
        {
            var number = folder.Trials.Count;
            if (space.Next(folder.Trials) is not { } values)
            {
                log($"tune.space holds nothing more to try: the search ends after {number} trials");
                break;
            }
            log(
                number == 0
                    ? "trial 0: the settings as they are"
                    : $"trial {number}: {string.Join(", ", values.Select(value => $"{value.Key["train.".Length..]} {value.Value}"))}"
            );
            folder.Add(Try(number, values));
            recorded();
            log(Report(folder.Trials[^1]));
        }
        if (folder.Best is null)
            throw new ArtifactException(
                $"all {folder.Trials.Count} trials failed; the last one: {folder.Trials[^1].Reason} Remedy: choose other ranges in "
                    + $"tune.space, such as smaller learning rates or dimensions."
            );
    }

    private TuneTrial Try(int number, SortedDictionary<string, string> values)
    {
        var trial = new TuneTrial
        {
            Trial = number,
            State = TuneTrial.Failed,
            Settings = new(values.ToDictionary(value => value.Key, value => JsonElement.Parse(value.Value)), StringComparer.Ordinal),
        };
        try
        {
            var outcome = run(SettingsOverlay.Lay(settings, values));
            var first = folder.Trials.FirstOrDefault(earlier => earlier.State == TuneTrial.Complete)?.Figures ?? outcome.Figures;
            return trial with
            {
                State = TuneTrial.Complete,
                Figures = outcome.Figures,
                Score = TrialScore.Of(outcome.Figures, first, SearchWeight),
                Epochs = outcome.Epochs,
                BestEpoch = outcome.BestEpoch,
            };
        }
        catch (Exception e) when (e is DivergedException or OutOfMemoryException || LacksMemory(e))
        {
            return trial with { Reason = e.Message.Split('\n')[0] };
        }
    }

    // What libtorch says when it is refused memory; there is no type for it.
    private static bool LacksMemory(Exception e) =>
        e is ExternalException && e.Message.Contains("allocate memory", StringComparison.Ordinal);

    private string Report(TuneTrial trial) =>
        trial.Score is { } score
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"trial {trial.Trial}: score {score:F4}, "
                    + $"{(folder.Best!.Trial == trial.Trial ? "the best so far" : $"trial {folder.Best.Trial} has {folder.Best.Score:F4}")}"
            )
            : $"trial {trial.Trial} failed: {trial.Reason}";
}
