using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Measuring;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Reports;

/// <summary>An interval drawn as inline SVG: its ends, the estimate, the line of no difference, and the one it must clear where there is
/// such.</summary>
public static class IntervalPicture
{
    private const double Width = 240, Height = 34, Margin = 12, Middle = 17;

    /// <summary>A gate between its bounds, with the same facts as its text alternative.</summary>
    public static Html Of(GateResult gate)
    {
        if (gate.Count == 0) return Html.Of($"<span class=\"muted\">not measured</span>");
        var ends = new List<double> { gate.LowerBound, gate.UpperBound, gate.Bound.Limit };
        if (gate.Against is not null)
            ends.Add(0);
        return Draw(
            gate.Outcome,
            (gate.Estimate, gate.LowerBound, gate.UpperBound),
            gate.Bound.Limit,
            gate.Against is not null,
            ends,
            $"{Labels.Estimate(gate)}, from {Labels.Bounds(gate, " to ")}, {Labels.Demand(gate)} demanded"
        );
    }

    /// <summary>A paired difference and the line of none; green or red where it is one for certain.</summary>
    /// <param name="lead">With its interval.</param>
    /// <param name="scale">Figures that must have room, the same for all that are to be compared by eye; 0 has room always.</param>
    public static Html Of(MetricSummary lead, IEnumerable<double> scale)
    {
        if (lead is not { Lower: { } lower, Upper: { } upper }) return Html.Empty;
        var less = Metric.Parse(lead.Metric).Definition.Better == Better.Lower;
        var outcome =
            lower > 0
                ? less
                    ? Verdict.Fail
                    : Verdict.Pass
                : upper < 0
                    ? less
                        ? Verdict.Pass
                        : Verdict.Fail
                    : Verdict.NotApplicable;
        return Draw(
            outcome,
            (lead.Mean, lower, upper),
            null,
            zero: true,
            scale.Append(0).Append(lower).Append(upper),
            $"{NumberFormat.Text(lead.Mean)}, from {NumberFormat.Text(lower)} to {NumberFormat.Text(upper)}"
        );
    }

    private static Html Draw(
        string outcome,
        (double Estimate, double Lower, double Upper) figure,
        double? bound,
        bool zero,
        IEnumerable<double> ends,
        string label
    )
    {
        var (least, most) = (ends.Min(), ends.Max());
        var span = most > least ? most - least : 1;
        string X(double value) => (Margin + (value - least) / span * (Width - 2 * Margin)).ToString("0.0", CultureInfo.InvariantCulture);

        return Html.Of($"""
            <svg class="interval {outcome}" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}"
            role="img" aria-label="{label}">
            <title>{label}</title>
            <line class="axis" x1="0" x2="{Width}" y1="{Middle}" y2="{Middle}"/>
            {(zero ? Line("zero", X(0), 6) : Html.Empty)}
            {(bound is { } line ? Line("bound", X(line), 2) : Html.Empty)}
            <line class="bar" x1="{X(figure.Lower)}" x2="{X(figure.Upper)}" y1="{Middle}" y2="{Middle}"/>
            <circle class="dot" cx="{X(figure.Estimate)}" cy="{Middle}" r="5"/>
            </svg>
            """);
    }

    private static Html Line(string name, string x, double end) =>
        Html.Of($"<line class=\"{name}\" x1=\"{x}\" x2=\"{x}\" y1=\"{end}\" y2=\"{Height - end}\"/>");
}
