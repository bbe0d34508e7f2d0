using System.CommandLine;
using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Training;
using Recsys.Model.Tuning;

namespace Recsys.Model.Commands;

/// <summary><c>tune</c>: dataset in, trials with other training settings out. It changes no settings.</summary>
public static class TuneCommand
{
    public static Command Create()
    {
        var command = new Command("tune", "Search for better settings of training, judged on the validation part.");
        var options = new StepOptions(command);
        var dataset = options.Folder(command, "--dataset", "Dataset folder to read.");
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var output = ProgressLine.Of(arguments.InvocationConfiguration.Output);
            var states = new TrainingStateFile(options.Out(arguments), TimeProvider.System, output.WriteLine);
            var learned = Dataset.Load(arguments.GetRequiredValue(dataset));
            var space = new TuningSpace(settings);
            var folder = new TrialFolder(options.Out(arguments), TuningKey.Of(settings, learned), space.Present, output.WriteLine);
            var training = new TrialTraining(learned, states, line => output.WriteLine($"  {line}"), output.Step);
            new Tuner(
                settings,
                space,
                folder,
                varied =>
                {
                    output.Subject = string.Create(
                        CultureInfo.InvariantCulture,
                        $"trial {folder.Trials.Count} of "
                            + $"{settings.Tune.Trials}{(folder.Best is { } best ? $", best {best.Score:F4}" : "")}  "
                    );
                    return training.Run(varied);
                },
                states.Remove,
                output.WriteLine
            ).Run();
            options.WriteFigures(
                arguments,
                new Dictionary<string, double>
                {
                    ["trials"] = folder.Trials.Count,
                    ["failed_trials"] = folder.Trials.Count(trial => trial.State == TuneTrial.Failed),
                    ["best_trial"] = folder.Best!.Trial,
                    ["best_score"] = folder.Best.Score!.Value,
                }
            );
            return Cli.Done;
        });
        return command;
    }
}
