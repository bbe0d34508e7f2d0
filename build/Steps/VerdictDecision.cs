using Cake.Core;
using Cake.Core.Diagnostics;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Reports;

namespace Recsys.Build.Steps;

/// <summary>What follows from the verdict for the run.</summary>
internal static class VerdictDecision
{
    /// <summary>Says the verdict, shows it in CI, and lets the run go on after a pass or under an override.</summary>
    /// <exception cref="FaultException">The bundle did not pass; the outcome is recorded.</exception>
    public static void Take(BuildContext context)
    {
        var verdict = ArtifactJson.Read<Verdict>(Path.Combine(context.Layout.Verify, Verdict.FileName));
        var page = Path.Combine(context.Layout.Verify, VerifyReport.PageName);
        foreach (var gap in CoverageSection.Gaps(verdict)) context.Log.Warning("{0}", gap);
        if (verdict.Outcome == Verdict.Pass)
        {
            if (context.Trust.Override is not null) context.Say("The verdict is a pass: nothing is overridden.");
            context.Say($"Verify: pass. {verdict.Reason} Report: {page}");
            Publish(context, null);
            return;
        }
        if (context.Trust.Override is not null)
        {
            // The run goes on, under the name and with the words of whoever decided that.
            context.Log.Warning("{0}", $"Verify: {verdict.Outcome.Replace('_', ' ')}. {verdict.Reason} Report: {page}");
            Publish(context, context.Verified().Require().Warn(context.Log).Override);
            return;
        }
        Publish(context, null);
        context.Outcome.Record(verdict.Outcome == Verdict.Fail ? OutcomeKind.VerifyFailed : OutcomeKind.NotEnoughEvidence);
        throw new FaultException($"Verify: {verdict.Outcome.Replace('_', ' ')}. {verdict.Reason} Report: {page}");
    }

    // What cannot be shown changes no outcome.
    private static void Publish(BuildContext context, VerdictOverride? made)
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
