using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Model.Data;
using Recsys.Model.Memory;
using Recsys.Model.Networks;
using Recsys.Model.Training;

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
            var visible = new ProductSplit(settings.Classify, settings.Seed).Visible(dataset);
            using var model = Recommender.Create(settings.Train, settings.Seed, visible);
            var curve = new Trainer(model, visible, settings, TimeProvider.System, output.WriteLine, states, output.Step)
                .Fit(settings.Train.MaxEpochs, settings.Train.LearningRate, keepStart: false);
            // Products are served with all that is known of them.
            using var served = Recommender.Restore(model.Shape, model.Parameters.Export(), dataset, settings.Train.Dropout);
            var card = ModelCard.Training(dataset, settings, curve);
            var tensors = served.Export();
            foreach (var (name, value) in MemoryTraining.Fit(served, dataset, settings, output.WriteLine)) tensors[name] = value;
            Checkpoint.Write(target.Path, model.Shape, dataset.Learning, prunedFrom: null, tensors, curve, card);
            target.Commit();
            states.Remove();
            options.WriteFigures(arguments, CurveFigures.Of(curve));
            return Cli.Done;
        });
        return command;
    }
}
