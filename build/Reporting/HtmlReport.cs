namespace Recsys.Build.Reporting;

/// <summary><c>report.html</c>: one self-contained page without scripts, times or anything from the network.</summary>
public static class HtmlReport
{
    /// <summary>The file's text.</summary>
    public static string Render(VerifyReport report)
    {
        var verdict = report.Judgement.Verdict;
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{report.Bundle.Name}: {Labels.Outcome(verdict.Outcome)}</title>
            <style>
            {Html.Constant(PageStyle.Sheet)}
            </style>
            </head>
            <body>
            <main>
            {Html.Constant(OverrideBanner.Place)}
            <header class="verdict {verdict.Outcome}">
            <h1>{report.Bundle.Name}: {Labels.Outcome(verdict.Outcome)}</h1>
            <p>{Labels.Sentence(verdict.Reason)}</p>
            </header>
            {Section("Look at these first", Html.Of($"<ol>\n{Html.Join(WorstFacts.Of(report).Select(fact => Html.Of($"<li>{fact}</li>")))}</ol>"))}
            {HtmlSections.Metrics(report.Judgement)}
            {Section("Gates", HtmlSections.Gates(verdict))}
            {Section("Behaviour", BehaviourSection.Of(verdict))}
            {HtmlSections.Slices(report.Judgement.Slices)}
            {HtmlSections.Warnings(report.Judgement.Warnings)}
            {Section("Data", HtmlSections.Data(report.Dataset))}
            {HtmlSections.Model(report)}
            {Section("Lineage", HtmlSections.Lineage(report))}
            </main>
            </body>
            </html>

            """).ToString();
    }

    internal static Html Section(string title, Html content) => Html.Of($"<section>\n<h2>{title}</h2>\n{content}\n</section>");

    /// <summary>Rows of figures in a frame that scrolls by itself on a narrow screen.</summary>
    internal static Html Table(string caption, IEnumerable<Html> heads, IEnumerable<Html> rows) => Html.Of($"""
        <p class="muted">{caption}</p>
        <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>
        <thead><tr>
        {Html.Join(heads)}</tr></thead>
        <tbody>
        {Html.Join(rows)}</tbody>
        </table></div>
        """);

    internal static Html List(IEnumerable<(string Name, Html Value)> facts) =>
        Html.Of($"<dl>\n{Html.Join(facts.Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>")))}</dl>");
}
