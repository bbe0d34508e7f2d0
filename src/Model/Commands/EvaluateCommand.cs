using System.CommandLine;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;

namespace Recsys.Model.Commands;

/// <summary><c>evaluate</c>: bundle and reference through the serving engine, and the baselines, on the test part.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var command = new Command("evaluate", "Score the bundle, the reference and the baselines on the test part; one row per user or query.");
        var options = new StepOptions(command);
        var folder = options.Folder(command, "--dataset", "Dataset folder to read.");
        var bundle = options.Folder(command, "--bundle", "Bundle folder to score.");
        var reference = options.Folder(command, "--reference", "Reference bundle folder to score.");
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var dataset = Dataset.Load(arguments.GetRequiredValue(folder));
            using var served = RecsysEngine.Open(arguments.GetRequiredValue(bundle));
            using var full = RecsysEngine.Open(arguments.GetRequiredValue(reference));
            Same(served, dataset, arguments.GetRequiredValue(bundle));
            Same(full, dataset, arguments.GetRequiredValue(reference));
            using var target = new AtomicFolder(options.Out(arguments));
            long rows = 0;
            Tsv.Write(target.File(Tables.Scores), ScoreRow.Header,
                new Evaluator(dataset, settings, arguments.InvocationConfiguration.Output.WriteLine).Run(served, full).Select(row =>
                {
                    rows++;
                    return row.ToFields();
                }));
            target.Commit();
            options.WriteFigures(arguments, new Dictionary<string, double> { ["rows"] = rows });
            return Cli.Done;
        });
        return command;
    }

    private static void Same(RecsysEngine engine, Dataset dataset, string folder)
    {
        if (engine.Manifest.Lineage.GetValueOrDefault("dataset") != dataset.Hash)
            throw new ArtifactException($"{folder} was made from another dataset. Remedy: run Quantize again.");
    }
}
