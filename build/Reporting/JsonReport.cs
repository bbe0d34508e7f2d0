using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recsys.Build.Verify;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Reporting;

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
    public static string Render(VerifyReport report) => JsonSerializer.Serialize(new Root(
        FormatVersion, report.Bundle.Name, report.Judgement.Verdict.Outcome, report.Judgement.Verdict.Reason, WorstFacts.Of(report),
        report.Judgement.Verdict, report.Judgement.Systems, report.Judgement.Slices, report.Judgement.Warnings,
        report.Pruning, report.Bundle, report.Dataset), Options) + "\n";

    private sealed record Root(
        int FormatVersion, string Name, string Outcome, string Reason, IReadOnlyList<string> WorstFacts,
        Verdict Verdict, IReadOnlyList<SystemSummary> Systems, IReadOnlyList<SliceSummary> Slices, IReadOnlyList<string> Warnings,
        SortedDictionary<string, double> Pruning, BundleManifest Bundle, DatasetManifest Dataset);
}
