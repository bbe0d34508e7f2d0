using System.CommandLine;
using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Pruning;
using Recsys.Model.Training;

namespace Recsys.Model.Commands;

/// <summary><c>prune</c>: checkpoint in, smaller and fine-tuned checkpoint out.</summary>
public static class PruneCommand
{
    public static Command Create()
    {
        var command = new Command("prune", "Prune the feed-forward layers of a checkpoint and fine-tune it.");
        var options = new StepOptions(command);
        var folder = options.Folder(command, "--dataset", "Dataset folder to read.");
        var from = options.Folder(command, "--checkpoint", "Trained checkpoint folder to read.");
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var output = ProgressLine.Of(arguments.InvocationConfiguration.Output);
            var states = new TrainingStateFile(options.Out(arguments), TimeProvider.System, output.WriteLine);
            var dataset = Dataset.Load(arguments.GetRequiredValue(folder));
            var trained = Checkpoint.Load(arguments.GetRequiredValue(from), dataset.Learning);
            CheckpointTensors.CheckTrainable(
                trained.Tensors,
                trained.Info.Encoder,
                dataset.Products.Length,
                arguments.GetRequiredValue(from)
            );
            using var target = new AtomicFolder(options.Out(arguments));
            var (tensors, shape, report) = FeedForwardPruning.Apply(trained.Tensors, trained.Info.Encoder, settings.Prune.Keep);
            foreach (var layer in report.Layers)
            {
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{layer.Name}: {layer.Kept.Count} of {layer.Neurons} neurons, {layer.WeightsAfter:N0} of "
                            + $"{layer.WeightsBefore:N0} weights, {layer.KeptEnergy:P1} of the energy kept"
                    )
                );
            }
            var visible = new ProductSplit(settings.Classify, settings.Seed).Visible(dataset);
            var learned = Refitting.Learned(settings, visible);
            using var model = Recommender.Restore(shape, tensors, learned, settings.Train.Dropout);
            var trainer = new Trainer(model, learned, settings, TimeProvider.System, output.WriteLine, states, output.Step);
            // What the networks have seen cannot tell whether fine-tuning helped them.
            var curve = Refitting.Applies(settings, visible)
                ? trainer.Refit(settings.Prune.FineTuneEpochs, settings.Prune.LearningRate)
                : trainer.Fit(settings.Prune.FineTuneEpochs, settings.Prune.LearningRate, keepStart: true);
            // Products are served with all that is known of them.
            using var served = Recommender.Restore(
                model.Shape,
                model.Parameters.Export(),
                Refitting.Learned(settings, dataset),
                settings.Train.Dropout
            );
            var smaller = served.Export();
            foreach (var (name, value) in tensors.Where(tensor => CheckpointTensors.IsOfNeighbours(tensor.Key)))
                smaller[name] = value;
            Checkpoint.Write(
                target.Path,
                shape,
                dataset.Learning,
                trained.Info.Tensors,
                smaller,
                curve,
                ModelCard.Pruning(trained.Info.Card, report, curve)
            );
            AtomicFile.Write(target.File(PruningReport.FileName), ArtifactJson.Serialize(report));
            target.Commit();
            states.Remove();
            var figures = CurveFigures.Of(curve);
            figures["kept_energy"] = report.Layers.Min(layer => layer.KeptEnergy);
            options.WriteFigures(arguments, figures);
            return Cli.Done;
        });
        return command;
    }
}
