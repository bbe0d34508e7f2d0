using System.Globalization;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Reports;

/// <summary>One figure over the epochs as inline SVG. Its colours are the page's, so it is right on a light and on a dark one and on
/// paper.</summary>
public static class CurvePicture
{
    private const double Width = 320, Height = 170, Left = 56, Right = 12, Top = 10, Bottom = 24;

    /// <param name="title">What is drawn.</param>
    /// <param name="epochs">Ascending.</param>
    /// <param name="values">One for each epoch; null where there is none. At least one is there.</param>
    /// <param name="best">Marks the highest.</param>
    /// <remarks>A line from a point to itself is a dot.</remarks>
    public static Html Of(string title, IReadOnlyList<int> epochs, IReadOnlyList<double?> values, bool best)
    {
        var points = epochs
            .Zip(values)
            .Where(point => point.Second is not null)
            .Select(point => (Epoch: point.First, Value: point.Second!.Value))
            .ToList();
        var (first, last) = (epochs[0], epochs[^1]);
        var (low, high) = (points.Min(point => point.Value), points.Max(point => point.Value));
        var (span, room) = (Math.Max(1, last - first), high > low ? high - low : Math.Max(Math.Abs(high), 1e-9));
        string X(double epoch) => Text(Left + (epoch - first) / span * (Width - Left - Right));
        string Y(double value) => Text(Height - Bottom - (high > low ? (value - low) / room : 0.5) * (Height - Top - Bottom));

        var top = points.MaxBy(point => point.Value);
        var label =
            $"{title}: {NumberFormat.Short(points[0].Value)} after epoch {points[0].Epoch}, {NumberFormat.Short(points[^1].Value)} after "
                + $"epoch "
                + $"{points[^1].Epoch}"
            + (best ? $", best {NumberFormat.Short(top.Value)} after epoch {top.Epoch}" : "");
        return Html.Of($"""
            <svg class="curve" viewBox="0 0 {Width} {Height}" role="img" aria-label="{label}">
            <title>{label}</title>
            {Html.Join(
                new[] { low, high }.Distinct().Select(tick =>
                    Html.Of(
                        $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick)}\" y2=\"{Y(tick)}\"/>"
                            + $"<text class=\"end\" x=\"{Left - 6}\" y=\"{Y(tick)}\" dy=\"4\">"
                            + $"{tick.ToString("G4", CultureInfo.InvariantCulture)}</text>"
                    )
                )
            )}
            {Html.Join(
                new[] { first, last }.Distinct().Select(tick =>
                    Html.Of($"<text class=\"middle\" x=\"{X(tick)}\" y=\"{Height - 6}\">{tick}</text>")
                )
            )}
            <text class="middle" x="{Text((Left + Width - Right) / 2)}" y="{Height - 6}">epoch</text>
            <polyline points="{string.Join(
                ' ',
                (points.Count > 1 ? points : [.. points, .. points]).Select(point => $"{X(point.Epoch)},{Y(point.Value)}")
            )}"/>
            {(best ? Html.Of($"<circle class=\"ring\" cx=\"{X(top.Epoch)}\" cy=\"{Y(top.Value)}\" r=\"5\"/>") : Html.Empty)}
            </svg>
            """);
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
