using Recsys.Build.Reporting;
using Recsys.Build.Verify;
using Recsys.Contracts.Artifacts;
using Spectre.Console;

namespace Recsys.Build.Pipeline;

/// <summary>Evaluates, judges, shows and decides. An old verdict that still holds decides again: a failed one fails again.</summary>
public sealed class VerifyStep(BuildContext context)
{
    public void Run()
    {
        var steps = new ModelSteps(context);
        VerifyReport? report = null;
        context.Steps.Run(new Step
        {
            Name = "Verify",
            Inputs = Inputs(steps),
            Outputs = [context.Layout.Verify],
            Prepare = steps.Compile,
            Run = () =>
            {
                // Scores without their verdict are half of the artefact: both appear together.
                using var folder = new AtomicFolder(context.Layout.Verify);
                var scored = folder.File("scored");
                var figures = steps.Evaluate(scored);
                foreach (var file in Directory.GetFiles(scored)) File.Move(file, folder.File(Path.GetFileName(file)));
                Directory.Delete(scored);
                report = Verification.Run(context.Layout with { Verify = folder.Path }, context.Settings.Verify, context.Settings.Seed, PruningFigures(), steps.ChampionHash);
                folder.Commit();
                return figures;
            },
        });
        if (report is not null) ConsoleReport.Write(AnsiConsole.Console, report);
        Decide(ArtifactJson.Read<Verdict>(Path.Combine(context.Layout.Verify, Verdict.FileName)));
    }

    private SortedDictionary<string, string> Inputs(ModelSteps steps)
    {
        var inputs = steps.EvaluationInputs();
        inputs["judge"] = SourceHash.Of(context.Root, context.Hashes, "build/Verify", "build/Reporting");
        return inputs;
    }

    private void Decide(Verdict verdict)
    {
        var page = Path.Combine(context.Layout.Verify, VerifyReport.PageName);
        if (verdict.Outcome == Verdict.Pass)
        {
            context.Say($"Verify: pass. {verdict.Reason} Report: {page}");
            return;
        }
        context.Outcome.Record(verdict.Outcome == Verdict.Fail ? OutcomeKind.VerifyFailed : OutcomeKind.NotEnoughEvidence);
        throw new BuildException($"Verify: {verdict.Outcome.Replace('_', ' ')}. {verdict.Reason} Report: {page}");
    }

    private Dictionary<string, double> PruningFigures()
    {
        var file = Path.Combine(context.Layout.Prune, PruningReport.FileName);
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!File.Exists(file)) return figures;
        foreach (var layer in ArtifactJson.Read<PruningReport>(file).Layers)
        {
            figures[$"{layer.Name}: neurons kept"] = (double)layer.Kept.Count / layer.Neurons;
            figures[$"{layer.Name}: energy kept"] = layer.KeptEnergy;
        }
        return figures;
    }
}
