using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Engine;
using Recsys.Model.Checks;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Settings;

namespace Recsys.Model.Commands;

/// <summary>
/// <c>evaluate</c>: scores the bundle and the reference, through the serving engine, and the baselines on the test split.
/// </summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var command = new Command(
            "evaluate",
            "Score the bundle, the reference and the baselines on the test part, one row per user or query; and try how the bundle behaves."
        );
        var options = new StepOptions(command);
        var folder = options.Folder(command, "--dataset", "Dataset folder to read.");
        var trained = options.Folder(command, "--trained", "Trained checkpoint folder that the reference was made of.");
        var bundle = options.Folder(command, "--bundle", "Bundle folder to score.");
        var reference = options.Folder(command, "--reference", "Reference bundle folder to score.");
        var champion = new Option<string?>("--champion")
        {
            Description = "Bundle folder in production to score beside it; of any dataset with the same product ids.",
            HelpName = "FOLDER",
        };
        command.Options.Add(champion);
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var dataset = Dataset.Load(arguments.GetRequiredValue(folder));
            using var served = RecsysEngine.Open(arguments.GetRequiredValue(bundle));
            using var full = RecsysEngine.Open(arguments.GetRequiredValue(reference));
            Same(served, dataset, settings, arguments.GetRequiredValue(bundle));
            Same(full, dataset, settings, arguments.GetRequiredValue(reference));
            var checkpoint = Checkpoint.Load(arguments.GetRequiredValue(trained), dataset.Learning);
            if (full.Manifest.Lineage.GetValueOrDefault("checkpoint") != checkpoint.Info.Tensors)
                throw new ArtifactException(
                    $"{arguments.GetRequiredValue(reference)} was made from another checkpoint than "
                        + $"{arguments.GetRequiredValue(trained)}. Remedy: run Quantize again."
                );
            using var current = arguments.GetValue(champion) is { } production ? Champion(production) : null;
            using var target = new AtomicFolder(options.Out(arguments));
            long rows = 0;
            var after = new BundleRanker(served, dataset);
            var before = current is null ? null : InProduction(current, dataset, arguments.GetValue(champion)!);
            var evaluator = new Evaluator(dataset, settings, arguments.InvocationConfiguration.Output.WriteLine);
            evaluator.Subjects().Write(target.File(Tables.Subjects));
            Tsv.Write(
                target.File(Tables.Scores),
                ScoreRow.Header,
                evaluator
                    .Run(after, new BundleRanker(full, dataset), before)
                    .Select(row =>
                    {
                        rows++;
                        return row.ToFields();
                    })
            );
            var behaviour = new CheckRun(dataset, settings, arguments.InvocationConfiguration.Output.WriteLine).Run(
                checkpoint,
                full,
                served
            );
            AtomicFile.Write(
                target.File(AnswerExamples.FileName),
                ArtifactJson.Serialize(
                    new Examples(dataset, settings).Of(after, current?.BundleHash == served.BundleHash ? null : before, served.Catalogue)
                )
            );
            AtomicFile.Write(target.File(BehaviourReport.FileName), ArtifactJson.Serialize(behaviour));
            target.Commit();
            options.WriteFigures(
                arguments,
                new Dictionary<string, double>
                {
                    ["rows"] = rows,
                    ["behaviour_cases"] = behaviour.Checks.Sum(check => check.Cases),
                    ["behaviour_failed"] = behaviour.Checks.Sum(check => check.Failed),
                }
            );
            return Cli.Done;
        });
        return command;
    }

    private static RecsysEngine Champion(string folder)
    {
        try
        {
            return RecsysEngine.Open(folder);
        }
        catch (ArtifactException e)
        {
            throw Unusable(folder, e.Message, e);
        }
    }

    private static BundleRanker InProduction(RecsysEngine engine, Dataset dataset, string folder)
    {
        var ranker = new BundleRanker(engine, dataset);
        return ranker.Known > 0 ? ranker : throw Unusable(folder, "it has no product in common with the dataset, so it is another shop's.");
    }

    // The engine's own remedy would send the reader to the new bundle.
    private static ArtifactException Unusable(string folder, string why, Exception? inner = null) =>
        new(
            $"The champion cannot be compared with: {Fault.Of(why).What} Remedy: restore {folder} or remove it, or name the bundle "
                + $"in production in verify.champion.",
            inner!
        );

    private static void Same(RecsysEngine engine, Dataset dataset, RecsysSettings settings, string folder)
    {
        if (engine.Manifest.Lineage.GetValueOrDefault("dataset") != dataset.Hash)
            throw new ArtifactException($"{folder} was made from another dataset. Remedy: run Quantize again.");
        if (
            engine.Manifest.Lineage.GetValueOrDefault(ProductSplit.LineageName)
            != new ProductSplit(settings.Classify, settings.Seed).Hash
        )
            throw new ArtifactException(
                $"{folder} was made with another seed or other settings of classify, so it may have learned what it would be asked. "
                    + $"Remedy: run Train again."
            );
    }
}
