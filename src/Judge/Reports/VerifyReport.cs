using Recsys.Contracts.Artifacts;
using Recsys.Judge.Judging;

namespace Recsys.Judge.Reports;

/// <summary>All that the reports show: the same facts on the console, as a page and as JSON. Holds no times.</summary>
/// <param name="Judgement">The verdict and the figures around it.</param>
/// <param name="Bundle">Manifest of the bundle; null where scores alone are judged.</param>
/// <param name="Dataset">Manifest of the dataset; null where none is given.</param>
public sealed record VerifyReport(Judgement Judgement, BundleManifest? Bundle, DatasetManifest? Dataset)
{
    /// <summary>Of the shop, or of what is judged.</summary>
    public string Name => GivenName ?? Bundle?.Name ?? "scores";

    /// <summary>In place of the bundle's name; null keeps that.</summary>
    public string? GivenName { get; init; }

    public const string PageName = "report.html", JsonName = "report.json";

    /// <summary>What is shown beside the judgement.</summary>
    public ReportFacts Facts { get; init; } = ReportFacts.None;

    /// <summary>Writes <c>report.html</c>, <c>report.json</c>, <c>junit.xml</c> and, last, <c>verdict.json</c>.</summary>
    public void Write(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, PageName), HtmlReport.Render(this));
        AtomicFile.Write(Path.Combine(folder, JsonName), JsonReport.Render(this));
        AtomicFile.Write(Path.Combine(folder, JUnitReport.FileName), JUnitReport.Render(Name, Judgement.Verdict));
        AtomicFile.Write(Path.Combine(folder, Verdict.FileName), ArtifactJson.Serialize(Judgement.Verdict));
    }
}
