using Recsys.Build.Delivery;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Gates;
using Recsys.Judge.Reports;
using Recsys.Steps;
using Spectre.Console;

namespace Recsys.Build.Steps;

/// <summary>Evaluates, judges, shows and decides. An old verdict that still holds decides again: a failed one fails again.</summary>
public sealed class VerifyStep() : RecordedStep(TaskName)
{
    /// <summary>Name of the step and of its task.</summary>
    public const string TaskName = "Verify";

    public override string Verb => "evaluate";

    public override VerdictUse VerdictUse => VerdictUse.Writes;

    public override bool WritesPersonalData => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Verify];

    public override SortedDictionary<string, string> Inputs(BuildContext context) => EvaluationInputs.OfVerdict(context);

    public override void Preflight(BuildContext context) => _ = Champion.Folder(context.Settings, context.Layout);

    public override RunRecord AddFacts(RunRecord record, ArtifactLayout layout, HashMemo hashes)
    {
        var verdict = Path.Combine(layout.Verify, Verdict.FileName);
        return !File.Exists(verdict)
            ? record
            : record with
            {
                Verdict = ArtifactJson.Read<Verdict>(verdict).Outcome,
                Ndcg = QualityFacts.Ndcg(Path.Combine(layout.Verify, VerifyReport.JsonName)),
            };
    }

    public override void Run(BuildContext context)
    {
        VerifyReport? report = null;
        context.Steps.Run(Of(context) with { Run = () => Judge(context, out report) });
        if (report is not null)
        {
            // What goes to a file or a pipe is read elsewhere: it is not broken at the width of a terminal that nobody looks at.
            if (Console.IsOutputRedirected) AnsiConsole.Console.Profile.Width = TableText.Width;
            ConsoleReport.Write(AnsiConsole.Console, report);
        }
        if (context.Arguments.GetArguments(SliceExplanation.ArgumentName).LastOrDefault() is { } slice)
            Explain(context, slice);
        VerdictDecision.Take(context);
    }

    /// <summary>Scores into a folder of the caller's.</summary>
    public SortedDictionary<string, double> Evaluate(BuildContext context, string folder)
    {
        var layout = context.Layout;
        return context.Model().Call(Verb,
        [
            ("dataset", layout.Dataset), ("trained", layout.Train), ("bundle", layout.Bundle), ("reference", layout.Reference),
            .. Champion.Folder(context.Settings, layout) is { } champion ? [("champion", champion)] : Array.Empty<(string, string)>(),
            ("out", folder),
        ]);
    }

    protected override void Prepare(BuildContext context) => context.Model().Compile();

    protected override SortedDictionary<string, double> Make(BuildContext context) => Judge(context, out _);

    private SortedDictionary<string, double> Judge(BuildContext context, out VerifyReport report)
    {
        var champion = EvaluationInputs.ChampionHash(context);
        Forecast(context, champion is not null);
        Score(context);
        // Scores without their verdict are half of the artefact: both appear together.
        using var folder = new AtomicFolder(context.Layout.Verify);
        foreach (var file in Directory.GetFiles(context.Layout.Scores))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        var layout = context.Layout with { Verify = folder.Path };
        var build = new JudgedBuild(context, champion);
        report = Verification.Run(
            layout,
            context.Settings.Verify,
            context.Settings.Seed,
            EvaluationInputs.Provenance(context),
            context.Trust.SigningKey,
            champion,
            ReportFacts.Read(layout, Champion.Folder(context.Settings, layout), context.Hashes.OfFolder) with { Build = build.Facts },
            GateRegistrations.Of(context),
            context.GateOrigins
        );
        folder.Commit();
        build.Remember(report.Judgement.Verdict);
        return [];
    }

    // Kept by themselves: another bound of a gate, or another judge, decides anew on the scores that are there.
    private void Score(BuildContext context) =>
        context.Steps.Run(
            new Step
            {
                Name = "Evaluate",
                ForcedWith = Name,
                Inputs = EvaluationInputs.OfScores(context),
                Outputs = [context.Layout.Scores],
                Prepare = () => Prepare(context),
                Run = () => Evaluate(context, context.Layout.Scores),
            }
        );

    // Before the scores are taken: who sees that nothing can be decided need not wait for it.
    private static void Forecast(BuildContext context, bool champion)
    {
        var (verify, layout) = (context.Settings.Verify, context.Layout);
        if (verify.Gates.Count == 0) return;
        context.Say("What the gates can show:");
        foreach (var line in PowerForecast.Lines(
            verify, EvaluationInputs.LastVerdict(layout), SubjectCounts.Of(layout.Dataset), champion)) context.Say("  " + line);
    }

    private static void Explain(BuildContext context, string slice)
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
}
