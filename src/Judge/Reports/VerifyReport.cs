using Recsys.Contracts.Artifacts;
using Recsys.Judge.Judging;

namespace Recsys.Judge.Reports;

/// <summary>All that the reports show: the same facts on the console, as a page and as JSON. Holds no times.</summary>
public sealed record VerifyReport(Judgement Judgement, BundleManifest Bundle, DatasetManifest Dataset)
{
    public const string PageName = "report.html", JsonName = "report.json";

    /// <summary>What is shown beside the judgement.</summary>
    public ReportFacts Facts { get; init; } = ReportFacts.None;

    /// <summary>Writes <c>report.html</c>, <c>report.json</c>, <c>junit.xml</c> and, last, <c>verdict.json</c>.</summary>
    public void Write(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, PageName), HtmlReport.Render(this));
        AtomicFile.Write(Path.Combine(folder, JsonName), JsonReport.Render(this));
        AtomicFile.Write(Path.Combine(folder, JUnitReport.FileName), JUnitReport.Render(Bundle.Name, Judgement.Verdict));
        AtomicFile.Write(Path.Combine(folder, Verdict.FileName), ArtifactJson.Serialize(Judgement.Verdict));
    }
}
