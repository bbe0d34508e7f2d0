using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Reports;

/// <summary>What the data are: what became of each table's rows, what they look like, and how far they moved from the champion's.</summary>
internal static class DataSection
{
    private const int ShownBins = 12;

    public static Html Of(VerifyReport report, DatasetManifest dataset) => Html.Of($"""
        {Rows(dataset)}
        {(report.Facts.Completeness.Count > 0 ? Columns(report.Facts.Completeness) : Html.Empty)}
        {(report.Bundle?.Profile is { Count: > 0 } profile ? Profile(report, profile) : Html.Empty)}
        """);

    private static Html Rows(DatasetManifest dataset) =>
        HtmlReport.Table(
            $"{NumberFormat.Count(dataset.Products)} products, {NumberFormat.Count(dataset.Users)} users; rows of each table",
            HtmlReport.Heads([
                ("Table", false),
                .. new[] { "Read", "Kept", "Anonymous", "Left out", "Repeated", "Rejected" }.Select(head => (head, true)),
            ]),
            dataset.Tables.Select(table =>
                Html.Of(
                    $"<tr><th scope=\"row\">{table.Key}</th>{Number(table.Value.Read)}{Number(table.Value.Kept)}"
                        + $"{Number(table.Value.Anonymous)}{Number(table.Value.LeftOut)}{Number(table.Value.Repeated)}<td class=\"n\">"
                        + $"{NumberFormat.Count(table.Value.Rejected.Values.Sum())}"
                        + $"{Html.Join(table.Value.Rejected.Select(Reason))}</td></tr>"
                )
            )
        );

    private static Html Columns(IReadOnlyList<ColumnCompleteness> columns) =>
        HtmlReport.Table(
            "How complete the columns are",
            HtmlReport.Heads([("Column", false), ("Rows", true), ("Filled", true), ("Share", true)]),
            columns.Select(column =>
                Html.Of(
                    $"<tr><th scope=\"row\">{column.Table}: {column.Column}"
                        + $"{(column.Warning is { } warning ? Html.Of($"<small>warning: {warning}</small>") : Html.Empty)}</th>"
                        + $"{Number(column.Rows)}{Number(column.Filled)}<td class=\"n\">{NumberFormat.Percent(column.Share)}</td></tr>"
                )
            )
        );

    private static Html Number(long value) => Html.Of($"<td class=\"n\">{NumberFormat.Count(value)}</td>");

    private static Html Profile(VerifyReport report, SortedDictionary<string, Distribution> profile)
    {
        var drift = report.Facts.Drift ?? [];
        var rest = profile
            .Where(attribute => drift.All(one => one.Attribute != attribute.Key))
            .Select(attribute => Card(attribute.Key, attribute.Value));
        return Html.Of(
            $"""
            <h3>{(drift.Count > 0 ? "Drift against the champion's data" : "What the data look like")}</h3>
            <p class="muted">{(
                drift.Count > 0 ? Explanation
                : report.Judgement.Verdict.Champion is { } champion && champion != report.Judgement.Verdict.Bundle
                    ? "The champion's bundle does not say what its data looked like: drift cannot be told."
                : "Shares of events, users or queries; the next bundle's data are compared with these."
            )}</p>
            <div class="cards">
            {Html.Join(drift.Select(Card).Concat(rest))}</div>
            """);
    }

    private static string Explanation =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"PSI: population stability index, Σ (p − q) ln(p/q) over the bins. Rule of thumb (Siddiqi, Credit Risk Scorecards, 2006): "
                + $"below {PopulationStability.Moderate} no change that matters, up to {PopulationStability.Major} moderate, above it "
                + $"major. Bars: now; marks: the champion's data."
        );

    private static Html Reason(KeyValuePair<string, long> reason) =>
        Html.Of($"<small>{reason.Key} {NumberFormat.Count(reason.Value)}</small>");

    private static string Outcome(Drift drift) =>
        drift.Change == Drift.None ? Verdict.Pass
        : drift.Change == Drift.Moderate ? Verdict.NotEnoughEvidence
        : Verdict.Fail;

    private static Html Card(Drift drift) =>
        Card(
            drift.Attribute,
            drift.Of,
            Html.Of(
                $"<p><span class=\"outcome {Outcome(drift)}\">PSI {NumberFormat.Short(drift.Index)}: {Change(drift)}</span> "
                    + $"<small>by chance about {NumberFormat.Short(drift.ByChance)}</small></p>"
            ),
            [.. drift.Bins.Select(bin => (bin.Name, bin.Now, (double?)bin.Before))]
        );

    private static string Change(Drift drift) =>
        drift.Change switch
        {
            Drift.None => "no change that matters",
            Drift.Moderate => "moderate change",
            _ => "major change",
        };

    private static Html Card(string attribute, Distribution distribution)
    {
        var total = Math.Max(1, distribution.Bins.Sum(bin => bin.Count));
        return Card(
            attribute,
            distribution.Of,
            Html.Empty,
            [.. distribution.Bins.Select(bin => (bin.Name, (double)bin.Count / total, (double?)null))]
        );
    }

    private static Html Card(string attribute, string of, Html note, IReadOnlyList<(string Name, double Now, double? Before)> bins)
    {
        // Of many values the largest, in their own order.
        var shown = bins.OrderByDescending(bin => Math.Max(bin.Now, bin.Before ?? 0)).Take(ShownBins).ToHashSet();
        var (listed, most) = (
            bins.Where(shown.Contains).ToList(),
            bins.Count == 0 ? 1 : bins.Max(bin => Math.Max(bin.Now, bin.Before ?? 0))
        );
        var hasBefore = bins.Any(bin => bin.Before is not null);
        return Html.Of($"""
            <div class="card"><h4>{attribute.Replace('_', ' ')} <small>of {of}</small></h4>
            {note}
            <table class="bars"><thead class="unseen"><tr><th scope="col">Value</th><th></th><th scope="col">Now</th>{(
                hasBefore ? Html.Of($"<th scope=\"col\">Champion</th>") : Html.Empty
            )}</tr></thead><tbody>
            {Html.Join(
                listed.Select(bin =>
                    Html.Of(
                        $"<tr><th scope=\"row\">{bin.Name}</th><td>{Bar(bin.Now, bin.Before, most)}</td>"
                            + $"<td class=\"n\">{NumberFormat.Percent(bin.Now)}</td>{Before(bin.Before)}</tr>"
                    )
                )
            )}</tbody></table>
            {(
                listed.Count < bins.Count
                    ? Html.Of(
                        $"<p class=\"muted\"><small>{bins.Count - listed.Count} smaller values: "
                            + $"{NumberFormat.Percent(bins.Where(bin => !shown.Contains(bin)).Sum(bin => bin.Now))}</small></p>"
                    )
                    : Html.Empty
            )}</div>
            """
        );
    }

    private static Html Before(double? share) =>
        share is { } before ? Html.Of($"<td class=\"n muted\">{NumberFormat.Percent(before)}</td>") : Html.Empty;

    // The figures stand beside it as text.
    private static Html Bar(double now, double? before, double most)
    {
        string Width(double share) => (100 * share / Math.Max(most, 1e-12)).ToString("0.0", CultureInfo.InvariantCulture);
        return Html.Of(
            $"<svg class=\"share\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{Width(now)}\" "
                + $"height=\"10\"/>"
                + $"{(before is { } then ? Html.Of($"<line x1=\"{Width(then)}\" x2=\"{Width(then)}\" y1=\"0\" y2=\"10\"/>") : Html.Empty)}"
                + $"</svg>"
        );
    }
}
