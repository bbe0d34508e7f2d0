using System.Globalization;
using Recsys.Build.Verify;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Reporting;

/// <summary>A gate drawn as inline SVG: the interval between its bounds, the estimate, and the line it must clear.</summary>
public static class IntervalPicture
{
    private const double Width = 240, Height = 34, Margin = 12, Middle = 17;

    /// <summary>The picture, with the same facts as its text alternative.</summary>
    public static Html Of(GateResult gate)
    {
        if (gate.Count == 0) return Html.Of($"<span class=\"muted\">not measured</span>");
        var ends = new List<double> { gate.LowerBound, gate.UpperBound, gate.AtLeast };
        if (gate.Against is not null) ends.Add(0);
        var (least, most) = (ends.Min(), ends.Max());
        var span = most > least ? most - least : 1;
        string X(double value) => (Margin + (value - least) / span * (Width - 2 * Margin)).ToString("0.0", CultureInfo.InvariantCulture);

        var label = $"{Figure.Text(gate.Estimate)}, from {Figure.Text(gate.LowerBound)} to {Figure.Text(gate.UpperBound)}, at least {Figure.Text(gate.AtLeast)} demanded";
        var zero = gate.Against is null ? Html.Empty : Html.Of($"<line class=\"zero\" x1=\"{X(0)}\" x2=\"{X(0)}\" y1=\"6\" y2=\"28\"/>");
        return Html.Of($"""
            <svg class="{gate.Outcome}" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="{label}">
            <title>{label}</title>
            <line class="axis" x1="0" x2="{Width}" y1="{Middle}" y2="{Middle}"/>
            {zero}
            <line class="bound" x1="{X(gate.AtLeast)}" x2="{X(gate.AtLeast)}" y1="2" y2="32"/>
            <line class="bar" x1="{X(gate.LowerBound)}" x2="{X(gate.UpperBound)}" y1="{Middle}" y2="{Middle}"/>
            <circle class="dot" cx="{X(gate.Estimate)}" cy="{Middle}" r="5"/>
            </svg>
            """);
    }
}
