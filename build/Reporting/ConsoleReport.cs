using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;
using Recsys.Judge.Reports;
using Spectre.Console;

namespace Recsys.Build.Reporting;

/// <summary>The judgement on a console of 80 columns; the last line says what decided, why and what to do.</summary>
public static class ConsoleReport
{
    private const int ShownSlices = 8;

    private static readonly Metric[] Columns =
        [Metric.Ndcg10, Metric.Recall20, Metric.Mrr, Metric.HitRate10, Metric.Coverage10, Metric.ZeroResults];

    /// <summary>Writes verdict, tables, gates, slices, warnings and the reason.</summary>
    public static void Write(IAnsiConsole console, VerifyReport report)
    {
        var (judgement, verdict) = (report.Judgement, report.Judgement.Verdict);
        Line(console, $"Verify {report.Name}: {Labels.Outcome(verdict.Outcome)}", Colour(verdict.Outcome));
        if (verdict.Registration is { Status: GateRegistration.Other } registration)
            Line(console, Labels.Sentence(registration.Reason), Color.Yellow);
        foreach (var change in report.Facts.Build?.Since?.Origins ?? []) Line(console, Labels.Sentence(change), Color.Yellow);
        foreach (var gap in verdict.Coverage?.Gaps ?? []) Line(console, Labels.Sentence(gap.Reason), Color.Yellow);
        Line(console, $"bundle {verdict.Bundle}");
        foreach (var task in judgement.Systems.GroupBy(system => system.Task))
        {
            console.WriteLine();
            Line(console, $"{task.Key} ({NumberFormat.Count(task.First().Count)} {Labels.Subjects(task.Key)})", bold: true);
            console.Write(Table([.. task], task.Key == ScoreRow.Classify ? Metric.ReportedOf(task.Key) : Columns));
        }
        console.WriteLine();
        Line(console, $"gates ({verdict.Gates.Count})", bold: true);
        foreach (var gate in verdict.Gates) Gate(console, gate);
        console.WriteLine();
        Line(console, $"behaviour ({verdict.Checks.Count})", bold: true);
        foreach (var check in verdict.Checks)
            Line(console, $"{check.Name}: {check.Reason}", check.Outcome == Verdict.Pass ? null : Colour(check.Outcome), indent: 2);
        if (judgement.Slices.Count > 0)
        {
            console.WriteLine();
            Line(console, $"slices ({judgement.Slices.Count}), the worst first", bold: true);
            foreach (var slice in judgement.Slices.Take(ShownSlices))
                Line(console, SliceText(slice), indent: 2);
            if (judgement.Slices.Count > ShownSlices)
                Line(console, $"… the others are in {VerifyReport.JsonName}; --explain-slice=NAME shows who lost", indent: 2);
        }
        if (report.Facts.Completeness.Count > 0)
        {
            console.WriteLine();
            Line(console, "columns", bold: true);
            foreach (var column in report.Facts.Completeness)
                Line(
                    console,
                    $"{column.Table}: {column.Column} filled in {NumberFormat.Count(column.Filled)} of {NumberFormat.Count(column.Rows)} "
                        + $"rows ({NumberFormat.Percent(column.Share)})",
                    indent: 2
                );
        }
        string[] warnings =
            [.. judgement.Warnings, .. report.Facts.Completeness.Select(column => column.Warning).OfType<string>()];
        if (warnings.Length > 0)
        {
            console.WriteLine();
            foreach (var warning in warnings) Line(console, $"warning: {warning}", Color.Yellow);
        }
        console.WriteLine();
        Line(console, $"{Labels.Outcome(verdict.Outcome)}: {verdict.Reason}", Colour(verdict.Outcome));
    }

    private static Table Table(IReadOnlyList<SystemSummary> systems, IReadOnlyList<Metric> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        table.AddColumn(new TableColumn("system").NoWrap());
        foreach (var metric in columns) table.AddColumn(new TableColumn(Heading(metric)).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("n").RightAligned().NoWrap());
        foreach (var column in table.Columns) column.Padding = new Padding(0, 0, 1, 0);
        foreach (var system in systems)
        {
            table.AddRow([new Text(Cut(Labels.System(system.System), 16)),
                .. columns.Select(metric => new Text(system.Of(metric) is { } summary ? NumberFormat.Short(summary.Mean) : "-")),
                new Text(NumberFormat.Count(system.Count))]);
        }
        return table;
    }

    private static void Gate(IAnsiConsole console, GateResult gate)
    {
        Line(console, $"{gate.Name}: {Labels.Gate(gate)}", indent: 2);
        if (gate.Outcome != Verdict.NotApplicable) Line(console, Labels.Power(gate), indent: 4);
        if (gate.Count > 0)
            Line(
                console,
                $"{Labels.Estimate(gate)} [{Labels.Bounds(gate, ", ")}], {Labels.Demand(gate)}",
                indent: 4
            );
        Line(console, $"{Labels.Outcome(gate.Outcome).ToLowerInvariant()}: {gate.Reason}", Colour(gate.Outcome), indent: 4);
    }

    private static string SliceText(SliceSummary slice) =>
        $"{slice.Task} {slice.Slice} ({slice.Description}): NDCG@10 {NumberFormat.Short(slice.Bundle.Mean)}, "
        + $"n {NumberFormat.Count(slice.Count)}"
        + (slice is { Opponent: { } opponent, Change: { } change } ? $", {Signed(change.Mean)} against {Labels.System(opponent)}" : "")
        + (slice is { BestBaseline: { } best, Lead: { } lead } ? $", {Signed(lead.Mean)} against {Labels.System(best)}" : "")
        + (slice.Informs ? "; too few to conclude from" : "");

    private static string Signed(double value) => NumberFormat.Short(value) is ['-', ..] text ? text : $"+{NumberFormat.Short(value)}";

    private static string Heading(Metric metric) => metric == Metric.Coverage10 ? metric.Definition.Title : metric.Title;

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "~");

    private static Color Colour(string outcome) => outcome switch
    {
        Verdict.Pass => Color.Green,
        Verdict.Fail => Color.Red,
        _ => Color.Yellow,
    };

    private static void Line(IAnsiConsole console, string text, Color? colour = null, bool bold = false, int indent = 0)
    {
        var style = new Style(colour, decoration: bold ? Decoration.Bold : Decoration.None);
        console.Write(new Padder(new Text(text, style), new Padding(indent, 0, 0, 0)));
    }
}
