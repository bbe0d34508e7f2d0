using Recsys.Contracts.Artifacts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Recsys.Build.Reporting;

/// <summary>Quality, size and duration over the runs, one below the other. The only place that loads the drawing library.</summary>
public static class HistoryPlot
{
    public const string FileName = "history.svg";
    private const int Wide = 900, High = 260;

    /// <param name="runs">The oldest first.</param>
    /// <returns>An SVG document.</returns>
    public static string Of(IReadOnlyList<RunRecord> runs)
    {
        (string Title, Func<RunRecord, double?> Value)[] figures =
        [
            ("NDCG@10", HistoryTable.Quality),
            ("bundle, MB", run => run.BundleSize / 1e6),
            ("image, MB", run => run.ImageSize / 1e6),
            ("seconds", run => run.Seconds),
        ];
        var parts = figures.Where(figure => runs.Any(run => figure.Value(run) is not null))
            .Select((figure, row) => Part(Draw(figure.Title, runs, figure.Value), row)).ToList();
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Wide}\" "
            + $"height=\"{High * parts.Count}\">\n{string.Concat(parts)}</svg>\n";
    }

    private static string Draw(string title, IReadOnlyList<RunRecord> runs, Func<RunRecord, double?> value)
    {
        using var plot = new Plot();
        var points = runs.Select((run, index) => (Run: index + 1, Value: value(run))).Where(point => point.Value is not null).ToList();
        plot.Add.Scatter(points.Select(point => (double)point.Run).ToArray(), points.Select(point => point.Value!.Value).ToArray());
        plot.Title(title);
        plot.XLabel("run");
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        var highest = points.Max(point => point.Value!.Value);
        plot.Axes.SetLimits(0.5, runs.Count + 0.5, 0, highest > 0 ? 1.1 * highest : 1);
        return plot.GetSvgXml(Wide, High);
    }

    // Every drawing is a document of its own; inside another one it needs its place, names of its own, and no prolog.
    private static string Part(string svg, int row) =>
        $"<g transform=\"translate(0 {row * High})\">{svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].Trim()
        .Replace(" id=\"", $" id=\"p{row}", StringComparison.Ordinal).Replace("url(#", $"url(#p{row}", StringComparison.Ordinal)}</g>\n";
}
