namespace Recsys.Judge.Reports;

/// <summary>The hashes from the bundle back to the shop's tables.</summary>
internal static class LineageSection
{
    public static Html Of(VerifyReport report)
    {
        var verdict = report.Judgement.Verdict;
        return Html.Of($"""
            <h3>Bundle</h3>
            {HtmlReport.List([("bundle", Code(verdict.Bundle)), .. report.Bundle.Lineage.Select(entry => ($"made from: {entry.Key}", Code(entry.Value))), .. Files(report.Bundle.Files)])}
            <h3>Dataset</h3>
            {HtmlReport.List([("manifest", Code(verdict.Dataset)), .. Files(report.Dataset.Files), .. report.Facts.Sources.Select(table => ($"the shop's table: {table.Key}", Code(table.Value)))])}
            <h3>Verdict</h3>
            {HtmlReport.List([
                ("champion", verdict.Champion is { } champion ? Code(champion) : Html.Of($"none yet")), ("scores", Code(verdict.Scores)),
                .. verdict.Subjects is { } subjects ? [("subjects", Code(subjects))] : Array.Empty<(string, Html)>(), ("behaviour", Code(verdict.Behaviour)),
                .. verdict.Golden is { } golden ? [("golden queries", Code(golden))] : Array.Empty<(string, Html)>(),
                ("settings", Code(verdict.Provenance.Settings)), ("code", Code(verdict.Provenance.Code))])}
            """);
    }

    private static IEnumerable<(string, Html)> Files(SortedDictionary<string, string> files) =>
        files.Select(file => ($"file: {file.Key}", Code(file.Value)));

    private static Html Code(string text) => Html.Of($"<code>{text}</code>");
}
