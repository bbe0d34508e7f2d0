using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Judging;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Reports;

/// <summary>Figures of all systems, and of parts of the users and queries.</summary>
internal static class HtmlSections
{
    public static Html Metrics(Judgement judgement)
    {
        if (judgement.Systems.Count == 0)
            return Html.Of($"<p>Nothing was scored.</p>");
        return Html.Join(
            judgement
                .Systems.GroupBy(system => system.Task)
                .Select(task =>
                    Html.Of(
                        $"<h3>{Labels.Task(task.Key)}</h3>\n{Means(task)}"
                    )
                )
        );
    }

    private static Html Means(IGrouping<string, SystemSummary> task) =>
        HtmlReport.Table(
            $"Means over {NumberFormat.Count(task.First().Count)} {Labels.Subjects(task.Key)}; small figures: two-sided 95 % interval by "
                + "bootstrap; empty: share of answers without any product",
            HtmlReport.Heads([("Metric", false), .. task.Select(system => (Labels.System(system.System), true))]),
            Metric
                .ReportedOf(task.Key)
                .Where(metric => task.Any(system => system.Of(metric) is not null))
                .Select(metric => Row(metric, task))
        );

    // The systems side by side: there are few of them, so that their figures fit beside each other.
    private static Html Row(Metric metric, IEnumerable<SystemSummary> systems) => Html.Of($"""
        <tr><th scope="row">{metric.Title}</th>
        {Html.Join(systems.Select(system => HtmlReport.Cell(system.Of(metric), ours: system.System == ScoreRow.Bundle)))}</tr>
        """);

    public static Html Slices(IReadOnlyList<SliceSummary> slices)
    {
        // One scale for all, so that they can be compared by eye; the wide intervals of a handful would leave no room for the others.
        var scale = slices
            .Where(slice => !slice.Informs)
            .Select(slice => slice.Change)
            .OfType<MetricSummary>()
            .SelectMany(change => new[] { change.Lower, change.Upper })
            .OfType<double>()
            .ToList();
        var table = HtmlReport.Table(
            "NDCG@10 on parts of the users and queries, the worst first: by loss against the model before, then by the figure itself; "
                + "those below 30 come last and only inform. Change: against the model before; lead: over the best baseline",
            HtmlReport.Heads(
                ("Slice", false),
                ("Change", true),
                ("Lead", true),
                ("Bundle", true),
                ("n", true),
                ("", false),
                ("Model before", false),
                ("Best baseline", false)
            ),
            slices.Select(slice => Row(slice, scale))
        );
        return Html.Of($"<p>{WorstFacts.Slice(slices[0])}</p>\n{table}");
    }

    private static Html Row(SliceSummary slice, IReadOnlyList<double> scale) =>
        Html.Of(
            $"<tr class=\"{(slice.Informs ? "informs" : "")}\"><th scope=\"row\">{slice.Slice}"
                + $"<small>{slice.Task}: {slice.Description}</small></th>{HtmlReport.Cell(slice.Change)}{HtmlReport.Cell(slice.Lead)}"
                + $"{HtmlReport.Cell(slice.Bundle)}<td class=\"n\">{NumberFormat.Count(slice.Count)}</td><td class=\"picture\">"
                + $"{(slice is { Informs: false, Change: { } change } ? IntervalPicture.Of(change, scale) : Html.Empty)}</td>"
                + $"<td>{Name(slice.Opponent)}</td><td>{Name(slice.BestBaseline)}</td></tr>"
        );

    private static string Name(string? system) => system is null ? "–" : Labels.System(system);

    public static Html Warnings(IReadOnlyList<string> warnings) =>
        Html.Of($"<ul>\n{Html.Join(warnings.Select(warning => Html.Of($"<li>{Labels.Sentence(warning)}</li>")))}</ul>");
}
