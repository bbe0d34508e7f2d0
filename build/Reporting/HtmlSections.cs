using System.Globalization;
using Recsys.Build.Verify;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Reporting;

/// <summary>The parts of the page below its head.</summary>
internal static class HtmlSections
{
    public static Html Metrics(Judgement judgement)
    {
        if (judgement.Systems.Count == 0) return HtmlReport.Section("Metrics", Html.Of($"<p>Nothing was scored.</p>"));
        return Html.Join(judgement.Systems.GroupBy(system => system.Task).Select(task => HtmlReport.Section($"Metrics: {task.Key}", HtmlReport.Table(
            $"Means over {Figure.Count(task.First().Count)} {Labels.Subjects(task.Key)}; small figures: two-sided 95 % interval by bootstrap; empty: share of answers without any product",
            [Html.Of($"<th scope=\"col\">System</th>"), .. Known(judgement).Select(metric => Html.Of($"<th scope=\"col\" class=\"n\">{Labels.Metric(metric)}</th>"))],
            task.Select(system => System(system, Known(judgement)))))));
    }

    private static IEnumerable<Metric> Known(Judgement judgement) => Metric.Reported.Where(metric => judgement.Systems.Any(system => system.Of(metric) is not null));

    private static Html System(SystemSummary system, IEnumerable<Metric> metrics) => Html.Of($"""
        <tr class="{(system.System == ScoreRow.Bundle ? "ours" : "")}"><th scope="row">{Labels.System(system.System)}</th>
        {Html.Join(metrics.Select(metric => Cell(system.Of(metric))))}</tr>
        """);

    private static Html Cell(MetricSummary? summary) => summary switch
    {
        null => Html.Of($"<td class=\"n\">–</td>"),
        { Lower: { } lower, Upper: { } upper } => Html.Of($"<td class=\"n\">{Figure.Short(summary.Mean)}<small>{Figure.Short(lower)} … {Figure.Short(upper)}</small></td>"),
        _ => Html.Of($"<td class=\"n\">{Figure.Short(summary.Mean)}</td>"),
    };

    public static Html Gates(Verdict verdict) => verdict.Gates.Count == 0
        ? Html.Of($"<p>No gates are configured, so nothing may pass.</p>")
        : Html.Of($"""
            <p class="muted">A gate passes when the one-sided 95 % lower bound (left end of the bar) reaches the dashed line, and fails when the upper bound (right end) stays below it after Holm's correction. Paired bootstrap, {Figure.Count(verdict.Resamples)} resamples, seed {verdict.Seed}.</p>
            {Html.Join(verdict.Gates.Select(Gate))}
            """);

    private static Html Gate(GateResult gate)
    {
        var figures = gate.Count == 0
            ? Html.Of($"<p>At least {Figure.Text(gate.AtLeast)} is demanded.</p>")
            : Html.Of($"<p>{Figure.Text(gate.Estimate)}, bounds {Figure.Text(gate.LowerBound)} … {Figure.Text(gate.UpperBound)}; at least {Figure.Text(gate.AtLeast)} is demanded; {Figure.Count(gate.Count)} {Labels.Subjects(gate.Task)}.</p>");
        return Html.Of($"""
            <div class="gate">
            <h3>{gate.Name} <span class="outcome {gate.Outcome}">{Labels.Outcome(gate.Outcome)}</span></h3>
            <p>{Labels.Sentence(Labels.Gate(gate))}{(gate.Outcome == Verdict.NotApplicable ? "" : $" {Labels.Sentence(Labels.Power(gate))}")}</p>
            {IntervalPicture.Of(gate)}
            {figures}
            <p>{Labels.Sentence(gate.Reason)}</p>
            </div>
            """);
    }

    public static Html Slices(IReadOnlyList<SliceSummary> slices) => slices.Count == 0 ? Html.Empty : HtmlReport.Section("Slices", Html.Of($"""
        <p>{WorstFacts.Slice(slices[0])}</p>
        {HtmlReport.Table("NDCG@10 on parts of the users and queries, the worst first: by loss against the model before, then by the figure itself; those below 30 come last and only inform",
            new[] { "Slice", "", "n", "Bundle", "Model before", "Change", "Best baseline", "Lead" }.Select((head, i) => Html.Of($"<th scope=\"col\" class=\"{(i is 2 or 3 or 5 or 7 ? "n" : "")}\">{head}</th>")),
            slices.Select(slice => Html.Of($"<tr><th scope=\"row\">{slice.Slice}</th><td>{slice.Task}: {slice.Description}</td><td class=\"n\">{Figure.Count(slice.Count)}</td>{Cell(slice.Bundle)}<td>{Name(slice.Opponent)}</td>{Cell(slice.Change)}<td>{Name(slice.BestBaseline)}</td>{Cell(slice.Lead)}</tr>")))}
        """));

    private static string Name(string? system) => system is null ? "–" : Labels.System(system);

    public static Html Warnings(IReadOnlyList<string> warnings) => warnings.Count == 0
        ? Html.Empty
        : HtmlReport.Section("Warnings", Html.Of($"<ul>\n{Html.Join(warnings.Select(warning => Html.Of($"<li>{warning}</li>")))}</ul>"));

    public static Html Data(DatasetManifest dataset) => HtmlReport.Table(
        $"{Figure.Count(dataset.Products)} products, {Figure.Count(dataset.Users)} users; rows of each table",
        new[] { "Table", "Read", "Kept", "Anonymous", "Left out", "Repeated", "Rejected" }.Select((head, i) => Html.Of($"<th scope=\"col\" class=\"{(i > 0 ? "n" : "")}\">{head}</th>")),
        dataset.Tables.Select(table => Html.Of($"<tr><th scope=\"row\">{table.Key}</th>{Number(table.Value.Read)}{Number(table.Value.Kept)}{Number(table.Value.Anonymous)}{Number(table.Value.LeftOut)}{Number(table.Value.Repeated)}<td class=\"n\">{Figure.Count(table.Value.Rejected.Values.Sum())}{Html.Join(table.Value.Rejected.Select(reason => Html.Of($"<small>{reason.Key} {Figure.Count(reason.Value)}</small>")))}</td></tr>")));

    private static Html Number(long value) => Html.Of($"<td class=\"n\">{Figure.Count(value)}</td>");

    public static Html Model(VerifyReport report)
    {
        var (bundle, shape) = (report.Bundle, report.Bundle.Encoder);
        var facts = new List<(string, Html)>
        {
            ("products", Html.Of($"{Figure.Count(bundle.Products)}")),
            ("item vectors", Html.Of($"{shape.Dimensions} dimensions, {bundle.Tables}")),
            ("user encoder", Html.Of($"{shape.Blocks} blocks, {shape.Heads} heads, feed-forward {shape.FeedForward}, the newest {shape.Length} events")),
            ("repeats", Html.Of($"{(bundle.Repeats ? "products already bought may be recommended again" : "products already bought are left out")}")),
        };
        facts.AddRange(bundle.Card.Select(fact => (fact.Key, Html.Of($"{fact.Value}"))));
        facts.AddRange(report.Pruning.Select(fact => ($"pruning: {fact.Key}", Html.Of($"{fact.Value.ToString("#,0.####", CultureInfo.InvariantCulture)}"))));
        return HtmlReport.Section("Model", HtmlReport.List(facts));
    }

    public static Html Lineage(VerifyReport report)
    {
        var verdict = report.Judgement.Verdict;
        return HtmlReport.List([
            ("bundle", Code(verdict.Bundle)), ("champion", verdict.Champion is { } champion ? Code(champion) : Html.Of($"none yet")), ("dataset manifest", Code(verdict.Dataset)), ("scores", Code(verdict.Scores)),
            .. report.Bundle.Lineage.Select(entry => ($"bundle from: {entry.Key}", Code(entry.Value))),
            .. report.Bundle.Files.Select(entry => ($"file: {entry.Key}", Code(entry.Value)))]);
    }

    private static Html Code(string text) => Html.Of($"<code>{text}</code>");
}
