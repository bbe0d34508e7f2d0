using System.Text.Json.Nodes;
using Cake.Common.Build;
using Cake.Common.Build.AzurePipelines.Data;
using Cake.Core;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;

namespace Recsys.Build.Reporting;

/// <summary>
/// Shows a verdict where a CI system looks for it: a summary, annotations, test results. It follows the run and never steers it: outside
/// CI,
/// and on a system that it does not know, nothing is shown and all else is the same.
/// </summary>
public static class BuildServerReport
{
    /// <summary>Longer messages are cut off by the systems themselves, at different places.</summary>
    private const int LongestMessage = 1_000;

    /// <param name="context">Tells which system this is.</param>
    /// <param name="folder">The verify folder, complete.</param>
    /// <param name="name">The shop.</param>
    /// <param name="made">The override that lets the bundle through; null for none.</param>
    public static void Publish(ICakeContext context, string folder, string name, VerdictOverride? made)
    {
        var verdict = ArtifactJson.Read<Verdict>(Path.Combine(folder, Verdict.FileName));
        var junit = Path.Combine(folder, JUnitReport.FileName);
        var summary = new Lazy<string>(() => StepSummary.Of(name, verdict, Worst(folder), made));
        if (context.GitHubActions() is { IsRunningOnGitHubActions: true } github)
        {
            // Without such a file (an old runner) there is no place for a summary.
            if (!string.IsNullOrEmpty(context.Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY")))
                github.Commands.SetStepSummary(summary.Value);
            foreach (var (text, grave) in Findings(verdict, made))
            {
                if (grave) github.Commands.Error(text);
                else github.Commands.Warning(text);
            }
        }
        else if (context.AzurePipelines() is { IsRunningOnAzurePipelines: true } azure)
        {
            foreach (var (text, grave) in Findings(verdict, made))
            {
                if (grave) azure.Commands.WriteError(text);
                else azure.Commands.WriteWarning(text);
            }
            azure.Commands.PublishTestResults(
                junit,
                new AzurePipelinesPublishTestResultsData
                {
                    TestRunner = AzurePipelinesTestRunnerType.JUnit,
                    TestRunTitle = $"Verify {name}",
                }
            );
            // The agent reads it after the step, so it stays; beside the folder, whose hash it must not change.
            var file = folder + ".summary.md";
            AtomicFile.Write(file, summary.Value);
            azure.Commands.UploadTaskSummary(file);
        }
        else if (context.TeamCity() is { IsRunningOnTeamCity: true } teamcity)
        {
            teamcity.ImportData("junit", junit);
            foreach (var (text, grave) in Findings(verdict, made))
            {
                if (grave) teamcity.BuildProblem(text, "recsys.verify");
                else teamcity.WriteStatus(text, "WARNING", "");
            }
        }
    }

    /// <summary>What is not as it should be; an overridden verdict stops nothing, so it only warns.</summary>
    private static IEnumerable<(string Text, bool Grave)> Findings(Verdict verdict, VerdictOverride? made)
    {
        foreach (var gap in CoverageSection.Gaps(verdict)) yield return (Cut(gap), false);
        if (verdict.Outcome == Verdict.Pass) yield break;
        yield return (Cut($"Verify: {Labels.Outcome(verdict.Outcome)}: {verdict.Reason}"), made is null);
        if (made is not null)
            yield return (Cut($"The verdict is overridden by {made.By}: {made.Reason}"), false);
        foreach (var check in verdict.Checks.Where(check => check.Outcome != Verdict.Pass))
            yield return (Cut($"Behaviour {check.Name}: {check.Reason}"), made is null);
        foreach (var gate in verdict.Gates.Where(gate => gate.Outcome is Verdict.Fail or Verdict.NotEnoughEvidence))
            yield return (
                Cut($"Gate {gate.Name}: {Labels.Outcome(gate.Outcome)}: {Labels.Gate(gate)}: {gate.Reason}"),
                made is null && gate.Outcome == Verdict.Fail
            );
    }

    private static string Cut(string text) => text.Length <= LongestMessage ? text : $"{text.AsSpan(0, LongestMessage - 1)}…";

    private static IReadOnlyList<string> Worst(string folder)
    {
        var path = Path.Combine(folder, VerifyReport.JsonName);
        return File.Exists(path) && JsonNode.Parse(File.ReadAllText(path))?["worst_facts"] is JsonArray facts
            ? [.. facts.Select(fact => (string?)fact).OfType<string>()]
            : [];
    }
}
