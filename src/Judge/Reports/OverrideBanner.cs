using System.Text.Json.Nodes;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>Says in reports that are already written that their verdict was overridden.</summary>
public static class OverrideBanner
{
    /// <summary>Where the page has room for it; a banner ends with the second mark.</summary>
    public const string Place = "<!--override-->", End = "<!--/override-->";

    /// <summary>Puts it into <c>report.html</c> and <c>report.json</c>, in place of any earlier one.</summary>
    public static void Put(string folder, VerdictOverride made)
    {
        var (page, json) = (Path.Combine(folder, VerifyReport.PageName), Path.Combine(folder, VerifyReport.JsonName));
        if (File.Exists(page)) Write(page, OnPage(File.ReadAllText(page), made));
        if (File.Exists(json)) Write(json, InJson(File.ReadAllText(json), made));
    }

    /// <summary>The page with the banner.</summary>
    public static string OnPage(string page, VerdictOverride made)
    {
        var start = page.IndexOf(Place, StringComparison.Ordinal);
        if (start < 0) return page;
        start += Place.Length;
        var end = page.IndexOf(End, start, StringComparison.Ordinal);
        var rest = end < 0 ? page[start..] : page[(end + End.Length)..];
        return page[..start] + Html.Of($"""

                <aside class="verdict override" role="alert">
                <p><strong>OVERRIDDEN.</strong> The verdict is {Labels.Outcome(
                    made.Outcome
                )}; {made.By} let the bundle through on {made.At}.</p>
                <p>Reason: {made.Reason}</p>
                </aside>
                {Html.Constant(End)}
                """
            )
            + rest;
    }

    /// <summary>The report with a member <c>override</c>.</summary>
    public static string InJson(string report, VerdictOverride made)
    {
        var root = JsonNode.Parse(report)!.AsObject();
        root["override"] = JsonNode.Parse(ArtifactJson.Serialize(made));
        return root.ToJsonString(JsonReport.Options) + "\n";
    }

    private static void Write(string path, string text)
    {
        if (File.ReadAllText(path) != text) AtomicFile.Write(path, text);
    }
}
