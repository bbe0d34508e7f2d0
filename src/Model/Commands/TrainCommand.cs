using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Model.Networks;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Commands;

/// <summary><c>train</c>: dataset in, checkpoint out.</summary>
public static class TrainCommand
{
    public static Command Create()
    {
        var command = new Command("train", "Train item, user and query vectors on the dataset's train part.");
        var options = new StepOptions(command);
        var folder = options.Folder(command, "--dataset", "Dataset folder to read.");
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var output = ProgressLine.Of(arguments.InvocationConfiguration.Output);
            var states = new TrainingStateFile(options.Out(arguments), TimeProvider.System, output.WriteLine);
            var dataset = Dataset.Load(arguments.GetRequiredValue(folder));
            using var target = new AtomicFolder(options.Out(arguments));
            using var trained = FirstTraining.Run(dataset, settings, output.WriteLine, states, output.Step);
            var remembered = NeighbourTraining.Fit(trained.Measured, dataset, settings, output.WriteLine);
            var again = new TrainingStateFile(options.Out(arguments) + ".refit", TimeProvider.System, output.WriteLine);
            using var refitted = Refitting.Applies(settings, dataset)
                ? Refit(trained.Visible.WithValidationEvents(), trained.BestEpoch, settings, again, output)
                : null;
            using var served = Recommender.Restore(
                trained.Model.Shape,
                (refitted ?? trained.Model).Parameters.Export(),
                Refitting.Learned(settings, dataset),
                settings.Train.Dropout
            );
            var tensors = served.Export();
            foreach (var (name, value) in remembered)
                tensors[name] = value;
            Checkpoint.Write(
                target.Path,
                trained.Model.Shape,
                dataset.Learning,
                prunedFrom: null,
                tensors,
                trained.Curve,
                ModelCard.Training(dataset, settings, trained.Curve, refitted is null ? null : trained.BestEpoch)
            );
            target.Commit();
            states.Remove();
            again.Remove();
            options.WriteFigures(arguments, CurveFigures.Of(trained.Curve));
            return Cli.Done;
        });
        return command;
    }

    private static Recommender Refit(Dataset dataset, int epochs, RecsysSettings settings, TrainingStateFile states, ProgressLine output)
    {
        output.WriteLine(FormattableString.Invariant($"training anew for {epochs} epochs with the validation part"));
        var model = Recommender.Create(settings.Train, settings.Seed, dataset);
        new Trainer(model, dataset, settings, TimeProvider.System, output.WriteLine, states, output.Step).Refit(
            epochs,
            settings.Train.LearningRate
        );
        return model;
    }
}
