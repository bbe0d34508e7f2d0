using System.CommandLine;
using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Vectors;
using Recsys.Model.Architecture;
using Recsys.Model.Bundles;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Model.Data;
using Recsys.Model.Ranking;
using Recsys.Settings;

namespace Recsys.Model.Commands;

/// <summary><c>quantize</c>: checkpoints in, the served bundle and the fp32 reference bundle out.</summary>
public static class QuantizeCommand
{
    public static Command Create()
    {
        var command = new Command(
            "quantize",
            "Write the served bundle from the pruned checkpoint, and the fp32 reference bundle from the trained one."
        );
        var options = new StepOptions(command);
        var folder = options.Folder(command, "--dataset", "Dataset folder to read.");
        var trained = options.Folder(command, "--trained", "Trained checkpoint folder to read.");
        var pruned = options.Folder(command, "--pruned", "Pruned checkpoint folder to read.");
        var reference = options.Folder(command, "--reference", "Reference bundle folder to write.");
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var dataset = Dataset.Load(arguments.GetRequiredValue(folder));
            var exact = new QuantizeSettings { Tables = TableFormats.Exact.Name, Weights = TableFormats.Exact.Name };
            Action<string> log = arguments.InvocationConfiguration.Output.WriteLine;
            var served = Checkpoint.Load(arguments.GetRequiredValue(pruned), dataset.Learning);
            // Fitted once, on the texts' vectors that are served: the reference shows what smaller numbers cost, not another fit.
            var classifier = ClassifierTraining.Fit(dataset, served.Tensors, settings, log);
            var shared = new SharedParts(
                dataset,
                settings,
                classifier,
                settings.Classify.MaxEpochs == 0 ? null : TagLearner.Learn(dataset, settings),
                DataProfile.Of(dataset)
            );
            var full = Checkpoint.Load(arguments.GetRequiredValue(trained), dataset.Learning);
            var before = Write(arguments.GetRequiredValue(reference), "reference", full, shared, exact, log);
            var after = Write(options.Out(arguments), "bundle", served, shared, settings.Quantize, log);
            arguments.InvocationConfiguration.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"bundle {after / 1e6:F2} MB ({settings.Quantize.Tables} tables, {settings.Quantize.Weights} weights), fp32 reference "
                        + $"{before / 1e6:F2} MB: {before / (double)after:F2} times smaller"
                )
            );
            var figures = new Dictionary<string, double> { ["bundle_bytes"] = after, ["reference_bytes"] = before };
            if (classifier?.ValidationAccuracy is { } accuracy) figures["classify_validation_accuracy"] = accuracy;
            options.WriteFigures(arguments, figures);
            return Cli.Done;
        });
        return command;
    }

    private static long Write(
        string bundle,
        string name,
        Checkpoint checkpoint,
        SharedParts shared,
        QuantizeSettings quantize,
        Action<string> log
    )
    {
        var ((info, tensors), (dataset, settings, classifier, tags, profile)) = (checkpoint, shared);
        var purchases = dataset.PurchaseCounts(Split.Validation);
        var network = new NetworkDescription(info.Encoder, dataset.Products.Length);
        var trainingOnly = network.TrainingOnly.Select(spec => spec.Name).ToHashSet(StringComparer.Ordinal);
        using var target = new AtomicFolder(bundle);
        var content = new BundleContent
        {
            Name = settings.Name,
            Encoder = info.Encoder,
            // What the item vectors were made of is for further training only; the vectors themselves are served.
            Weights = tensors.Where(tensor => !trainingOnly.Contains(tensor.Key)).ToDictionary(),
            Catalogue =
            [
                .. dataset.Products.Select(
                    (product, i) =>
                        new CatalogueRow(product.Id, product.Title, product.Category, product.Price, purchases[i])
                        {
                            Description = product.Description,
                        }
                ),
            ],
            ProductIdType = dataset.Manifest.ProductIdType,
            Repeats = settings.Recommend.Repeats,
            Cold = dataset.Users.Length == 0,
            Lineage = new Dictionary<string, string>
            {
                ["dataset"] = dataset.Hash,
                ["checkpoint"] = info.Tensors,
                [ProductSplit.LineageName] = new ProductSplit(settings.Classify, settings.Seed).Hash,
            },
            Card = ModelCard.Bundle(info.Card, quantize, classifier),
            Classifier = classifier,
            Tags = tags,
            Profile = profile,
            Quantize = quantize,
        };
        log($"{name}: writing graphs, tables and index of {dataset.Products.Length} products");
        BundleWriter.Write(target.Path, content);
        log($"{name}: learning what the search's features count");
        // The search weighs what this very bundle answers, with its own rounding.
        BundleWriter.WriteManifest(target.Path, content with { Search = Weights(target.Path, dataset) });
        target.Commit();
        return new DirectoryInfo(bundle).EnumerateFiles().Sum(file => file.Length);
    }

    /// <summary>What does not depend on the number formats, and is the same in both bundles.</summary>
    private sealed record SharedParts(
        Dataset Dataset,
        RecsysSettings Settings,
        FittedClassifier? Classifier,
        IReadOnlyList<TagRow>? Tags,
        SortedDictionary<string, Distribution>? Profile
    );

    private static SearchWeights Weights(string bundle, Dataset dataset)
    {
        using var engine = RecsysEngine.Open(bundle);
        return ClickedQueries.Learn(engine, dataset);
    }
}
