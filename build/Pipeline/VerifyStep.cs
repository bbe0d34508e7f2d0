using Cake.Core;
using Cake.Core.Diagnostics;
using Recsys.Build.Reporting;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Gates;
using Recsys.Judge.Reports;
using Recsys.Settings;
using Recsys.Steps;
using Spectre.Console;

namespace Recsys.Build.Pipeline;

/// <summary>Evaluates, judges, shows and decides. An old verdict that still holds decides again: a failed one fails again.</summary>
public sealed class VerifyStep(BuildContext context)
{
    private static readonly string[] Judge = ["src/Judge"];

    public void Run()
    {
        var steps = new ModelSteps(context);
        VerifyReport? report = null;
        context.Steps.Run(
            new Step
            {
                Name = "Verify",
                Inputs = Inputs(steps),
                Outputs = [context.Layout.Verify],
                Prepare = steps.Compile,
                Run = () =>
                {
                    Forecast(steps.ChampionHash is not null);
                    // Scores without their verdict are half of the artefact: both appear together.
                    using var folder = new AtomicFolder(context.Layout.Verify);
                    var scored = folder.File("scored");
                    var figures = steps.Evaluate(scored);
                    foreach (var file in Directory.GetFiles(scored))
                        File.Move(file, folder.File(Path.GetFileName(file)));
                    Directory.Delete(scored);
                    report = Verification.Run(
                        context.Layout with
                        {
                            Verify = folder.Path,
                        },
                        context.Settings.Verify,
                        context.Settings.Seed,
                        Provenance(),
                        context.Trust.SigningKey,
                        steps.ChampionHash,
                        ReportFacts.Read(context.Layout, Champion.Folder(context.Settings, context.Layout), context.Hashes.OfFolder)
                    );
                    folder.Commit();
                    return figures;
                },
            }
        );
        if (report is not null)
            ConsoleReport.Write(AnsiConsole.Console, report);
        if (context.Arguments.GetArguments(SliceExplanation.ArgumentName).LastOrDefault() is { } slice)
            Explain(slice);
        Decide(ArtifactJson.Read<Verdict>(Path.Combine(context.Layout.Verify, Verdict.FileName)));
    }

    // Before the scores are taken: who sees that nothing can be decided need not wait for it.
    private void Forecast(bool champion)
    {
        if (context.Settings.Verify.Gates.Count == 0) return;
        context.Say("What the gates can show:");
        foreach (
            var line in PowerForecast.Lines(context.Settings.Verify, LastVerdict(), SubjectCounts.Of(context.Layout.Dataset), champion)
        )
            context.Say("  " + line);
    }

    private Verdict? LastVerdict()
    {
        try
        {
            return ArtifactJson.Read<Verdict>(Path.Combine(context.Layout.Verify, Verdict.FileName));
        }
        catch (ArtifactException)
        {
            return null; // there is none, or an older form: the forecast does without
        }
    }

    private void Explain(string slice)
    {
        try
        {
            foreach (var line in SliceExplanation.Lines(context.Layout, context.Settings.Verify, slice)) context.Say(line);
        }
        catch (SettingsException e)
        {
            context.Outcome.Record(OutcomeKind.SettingsWrong);
            throw new FaultException(e.Message, e);
        }
    }

    private SortedDictionary<string, string> Inputs(ModelSteps steps)
    {
        var inputs = steps.EvaluationInputs();
        inputs["judge"] = SourceHash.Of(context.Root, context.Hashes, Judge);
        inputs["settings"] = Provenance().Settings;
        if (context.Trust.Signer(context.Layout.Verify) is { } signer) inputs["signer"] = signer;
        return AsWhenShipped(inputs, steps.ChampionHash) ?? inputs;
    }

    // Shipping a bundle makes it the champion. The verdict that let it pass stands: nothing that it rests on has changed.
    private SortedDictionary<string, string>? AsWhenShipped(SortedDictionary<string, string> inputs, string? champion)
    {
        var record = Path.Combine(context.Layout.Steps, "verify.json");
        if (
            champion is null
            || inputs["bundle"] != champion
            || LastVerdict() is not { } verdict
            || verdict.Bundle != champion
            || !File.Exists(record)
        )
            return null;
        var then = new SortedDictionary<string, string>(inputs, StringComparer.Ordinal);
        then.Remove("champion");
        if (verdict.Champion is { } before) then["champion"] = before;
        try
        {
            return ArtifactJson.Read<StepRecord>(record).Key == Step.KeyOf(then) ? then : null;
        }
        catch (ArtifactException)
        {
            return null;
        }
    }

    private Provenance Provenance() => new()
    {
        Settings = SettingsHash.Of(context.Settings, "image", "deploy", "tune"),
        Code = SourceHash.Of(context.Root, context.Hashes, [.. ModelBuild.Sources, .. Judge]),
    };

    private void Decide(Verdict verdict)
    {
        var page = Path.Combine(context.Layout.Verify, VerifyReport.PageName);
        if (verdict.Outcome == Verdict.Pass)
        {
            if (context.Trust.Override is not null) context.Say("The verdict is a pass: nothing is overridden.");
            context.Say($"Verify: pass. {verdict.Reason} Report: {page}");
            Publish(null);
            return;
        }
        if (context.Trust.Override is not null)
        {
            // The run goes on, under the name and with the words of whoever decided that.
            context.Log.Warning("{0}", $"Verify: {verdict.Outcome.Replace('_', ' ')}. {verdict.Reason} Report: {page}");
            Publish(VerifiedBundle.Require(context).Warn(context.Log).Override);
            return;
        }
        Publish(null);
        context.Outcome.Record(verdict.Outcome == Verdict.Fail ? OutcomeKind.VerifyFailed : OutcomeKind.NotEnoughEvidence);
        throw new FaultException($"Verify: {verdict.Outcome.Replace('_', ' ')}. {verdict.Reason} Report: {page}");
    }

    // What cannot be shown changes no outcome.
    private void Publish(VerdictOverride? made)
    {
        try
        {
            BuildServerReport.Publish(context, context.Layout.Verify, context.Settings.Name, made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CakeException or ArtifactException)
        {
            context.Log.Warning(
                "{0}",
                $"The verdict is not shown in CI: {e.Message} Remedy: look at {Path.Combine(context.Layout.Verify, VerifyReport.PageName)}."
            );
        }
    }
}
