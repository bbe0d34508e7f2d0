using Recsys.Contracts.Text;
using Recsys.Judge.Measuring;

namespace Recsys.Judge.Reports;

/// <summary><c>report.html</c>: one self-contained page without scripts, times or anything from the network.</summary>
public static class HtmlReport
{
    /// <summary>The file's text.</summary>
    public static string Render(VerifyReport report)
    {
        var (verdict, judgement) = (report.Judgement.Verdict, report.Judgement);
        (string Title, Html Content)[] sections =
        [
            ("Gates", GateSection.Of(verdict)),
            ("Champion against challenger", ChampionSection.Of(report)),
            ("Examples", ExampleSection.Of(report.Facts.Examples)),
            ("Slices", judgement.Slices.Count == 0 ? Html.Empty : HtmlSections.Slices(judgement.Slices)),
            ("Metrics", HtmlSections.Metrics(judgement)),
            ("Behaviour", Html.Of($"{CheckSection.Of(verdict)}{CoverageSection.Of(verdict)}")),
            ("Warnings", judgement.Warnings.Count == 0 ? Html.Empty : HtmlSections.Warnings(judgement.Warnings)),
            ("Build", BuildSection.Of(report.Facts.Build)),
            ("Data", report.Dataset is { } dataset ? DataSection.Of(report, dataset) : Html.Empty),
            ("Learning curves", CurveSection.Of(report.Facts.Curves)),
            ("Model card", report.Bundle is { } bundle ? ModelSection.Of(report, bundle) : Html.Empty),
            ("Lineage", LineageSection.Of(report)),
        ];
        var shown = sections.Where(section => section.Content != Html.Empty).ToList();
        return Html.Of(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>{report.Name}: {Labels.Outcome(verdict.Outcome)}</title>
                <style>
                {Html.Constant(PageStyle.Sheet)}
                </style>
                </head>
                <body>
                <main>
                {Html.Constant(OverrideBanner.Place)}
                <header class="verdict {verdict.Outcome}">
                <h1>{report.Name}: {Labels.Outcome(verdict.Outcome)}</h1>
                <p>{Labels.Sentence(verdict.Reason)}</p>
                {CoverageSection.Banner(verdict)}{Html.Join(
                    (report.Facts.Build?.Since?.Origins ?? []).Select(change =>
                        Html.Of($"<p class=\"gap\"><strong>From elsewhere.</strong> {Labels.Sentence(change)}</p>")
                    )
                )}{(
                    report.Facts.Build is { } build
                        ? Html.Of($"<p><small>{BuildSection.Line(build.Circumstances)}</small></p>\n")
                        : Html.Empty
                )}
                </header>
                <section>
                <h2>Look at these first</h2>
                <ol>
                {Html.Join(WorstFacts.Of(report).Select(fact => Html.Of($"<li>{fact}</li>")))}</ol>
                </section>
                <nav aria-label="Sections">
                {Html.Join(shown.Select(section => Html.Of($"<a href=\"#{Id(section.Title)}\">{section.Title}</a>")))}</nav>
                {Html.Join(
                    shown.Select(section =>
                        Html.Of($"<section id=\"{Id(section.Title)}\">\n<h2>{section.Title}</h2>\n{section.Content}\n</section>")
                    )
                )}
                </main>
                </body>
                </html>

                """
            )
            .ToString();
    }

    private static string Id(string title) => title.ToLowerInvariant().Replace(' ', '-');

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

    /// <summary>Heads of columns; those of figures stand right.</summary>
    internal static IEnumerable<Html> Heads(params (string Text, bool Figures)[] heads) =>
        heads.Select(head =>
            head.Text.Length == 0
                ? Html.Of($"<td></td>")
                : Html.Of($"<th scope=\"col\" class=\"{(head.Figures ? "n" : "")}\">{head.Text}</th>")
        );

    /// <summary>A figure with its interval, where it has one.</summary>
    internal static Html Cell(MetricSummary? summary, bool ours = false) => Html.Of($"<td class=\"n{(ours ? " ours" : "")}\">{summary switch
    {
        null => Html.Of($"–"),
        { Lower: { } lower, Upper: { } upper } => Html.Of($"{NumberFormat.Short(summary.Mean)}<small>{NumberFormat.Short(lower)} … "
            + $"{NumberFormat.Short(upper)}</small>"),
        _ => Html.Of($"{NumberFormat.Short(summary.Mean)}"),
    }}</td>");

    internal static Html List(IEnumerable<(string Name, Html Value)> facts) =>
        Html.Of($"<dl>\n{Html.Join(facts.Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>")))}</dl>");
}
