using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Measuring;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Reports;

/// <summary><c>report.json</c>: the facts of the page for other programs; snake_case, stable order.</summary>
public static class JsonReport
{
    /// <summary>Raised when a member is renamed or changes its meaning; new members do not raise it.</summary>
    public const int FormatVersion = 2;

    // A figure that is not a number makes the serializer throw, and so the step: it is never written.
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The file's text.</summary>
    public static string Render(VerifyReport report) =>
        JsonSerializer.Serialize(
            new Root(
                FormatVersion,
                report.Name,
                report.Judgement.Verdict.Outcome,
                report.Judgement.Verdict.Reason,
                WorstFacts.Of(report),
                report.Judgement.Verdict,
                report.Judgement.Systems,
                report.Judgement.Champion,
                report.Judgement.Slices,
                report.Judgement.Warnings,
                report.Facts.Changes,
                report.Facts.Drift,
                report.Facts.Curves,
                report.Facts.Pruning,
                report.Bundle,
                report.Dataset,
                report.Facts.Sources,
                CoverageSection.Gaps(report.Judgement.Verdict),
                report.Facts.Build,
                report.Facts.Examples?.Examples
            ),
            Options
        ) + "\n";

    /// <summary>The members of the file.</summary>
    internal sealed record Root(
        int FormatVersion,
        [Description("The shop.")] string Name,
        string Outcome,
        [Description("Why, in one line; of a verdict that is no pass, also what to do.")] string Reason,
        [Description("At most three sentences, the gravest first.")] IReadOnlyList<string> WorstFacts,
        [Description("As in verdict.json.")] Verdict Verdict,
        [Description("Every metric of every system, by task.")] IReadOnlyList<SystemSummary> Systems,
        [Description(
            "Bundle, champion and their paired difference, by task and metric; empty where there is no other bundle in production."
        )]
            IReadOnlyList<ChampionDifference> ChampionLeads,
        [Description("The bundle on parts of the users and queries, the worst first.")] IReadOnlyList<SliceSummary> Slices,
        [Description("What a careful reader should know although no gate demands it.")] IReadOnlyList<string> Warnings,
        [Description("What is different from the champion's bundle.")] ChampionChanges? ChampionChanges,
        [Description(
            "How far the data moved from the champion's, the most changed attribute first; left out where that cannot be told."
        )]
            IReadOnlyList<Drift>? Drift,
        [Description("What training and fine-tuning left, epoch by epoch.")] IReadOnlyList<LearningCurve> LearningCurves,
        [Description("Figures of the pruning step.")] SortedDictionary<string, double> Pruning,
        [Description("As in bundle/manifest.json.")] BundleManifest? Bundle,
        [Description("As in dataset/manifest.json.")] DatasetManifest? Dataset,
        [Description("The shop's own tables to their hashes.")] SortedDictionary<string, string> Sources,
        [Description("What is served and was not measured, in sentences.")] IReadOnlyList<string> Unmeasured,
        [Description("Sizes, commit, date, and what changed; left out where the judge alone is asked.")] BuildFacts? Build,
        [Description("A few queries and users with what they are shown, now and by the champion; left out where nobody wrote any.")]
            IReadOnlyList<AnswerExample>? Examples,
        [Description("Who let a bundle through that did not pass; left out where nobody did.")] VerdictOverride? Override = null);
}
