using System.Globalization;
using Recsys.Contracts.Text;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Reports;

/// <summary>The bundle beside the one in production: how they rank, and what is different between them.</summary>
internal static class ChampionSection
{
    public static Html Of(VerifyReport report)
    {
        var (verdict, leads) = (report.Judgement.Verdict, report.Judgement.Champion);
        if (verdict.Champion is null && leads.Count == 0)
            return Html.Of(
                $"<p>There is no bundle in production yet, so there is nothing to compare with. What is rolled out becomes the champion "
                    + $"that the next bundle has to stand up to.</p>"
            );
        if (verdict.IsChampion)
            return Html.Of($"<p>This very bundle is in production: there is nothing to compare.</p>");
        return Html.Of(
            $"""
            {Html.Join(leads.GroupBy(lead => lead.Task).Select(Figures))}
            {(report.Facts.Changes is { } changes ? Changes(changes) : Html.Empty)}
            """);
    }

    private static Html Figures(IGrouping<string, ChampionDifference> task)
    {
        var table = HtmlReport.Table(
            $"Both bundles on the same {Labels.Subjects(task.Key)}; small figures: two-sided 95 % intervals, of the difference by paired "
                + "bootstrap",
            HtmlReport.Heads(("Metric", false), ("Difference", true), ("Bundle", true), ("Champion", true), ("", false)),
            task.Select(Row)
        );
        return Html.Of($"<h3>{Labels.Task(task.Key)}</h3>\n{table}");
    }

    private static Html Row(ChampionDifference one) =>
        Html.Of(
            $"<tr><th scope=\"row\">{Metric.Parse(one.Lead.Metric).Title}</th>{HtmlReport.Cell(one.Lead)}{HtmlReport.Cell(one.Bundle)}"
                + $"{HtmlReport.Cell(one.Champion)}<td class=\"picture\">{IntervalPicture.Of(one.Lead, [])}</td></tr>"
        );

    private static Html Changes(ChampionChanges changes)
    {
        var table = HtmlReport.Table(
            "Manifests and catalogues of both bundles, where they differ",
            HtmlReport.Heads(("", false), ("Bundle", false), ("Champion", false)),
            [
                Row(
                    "size",
                    $"{BuildSection.Megabytes(changes.Size)} ({Relative(changes.ChampionSize, changes.Size)})",
                    BuildSection.Megabytes(changes.ChampionSize)
                ),
                Row("products added", NumberFormat.Count(changes.Added), "–"),
                Row("products removed", "–", NumberFormat.Count(changes.Removed)),
                .. changes.Facts.Select(fact => Row(fact.Name, fact.Bundle ?? "–", fact.Champion ?? "–")),
            ]
        );
        return Html.Of($"<h3>What changed</h3>\n{table}");
    }

    private static Html Row(string name, string bundle, string champion) =>
        Html.Of($"<tr><th scope=\"row\">{name}</th><td class=\"text\">{bundle}</td><td class=\"text\">{champion}</td></tr>");

    private static string Relative(long before, long now) =>
        before == 0 ? "new" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (now - before) / before:+0.0;-0.0;0.0} %");
}
