using System.Globalization;
using Recsys.Engine.Neighbours;

namespace Recsys.Model.Neighbours;

/// <summary>What the rankers of histories weigh, in words: lengths with the same weights share a line, and what counts nothing is left
/// out.</summary>
public static class BlendText
{
    private static readonly Dictionary<HistoryFeature, string> Names = new()
    {
        [HistoryFeature.Encoder] = "user encoder",
        [HistoryFeature.Association] = "bought together",
        [HistoryFeature.RecentAssociation] = "goes with the latest events",
        [HistoryFeature.Purchases] = "own purchases",
        [HistoryFeature.RecentPurchases] = "own recent purchases",
        [HistoryFeature.Interest] = "own views and carts",
        [HistoryFeature.Popularity] = "popularity",
        [HistoryFeature.Trend] = "recent popularity",
    };

    /// <summary>One line for each group of neighbouring lengths with equal weights.</summary>
    public static IEnumerable<string> Of(HistoryRankers rankers)
    {
        var rows = rankers.From.Zip(rankers.Rankers, (from, ranker) => (From: from, Weights: ranker.Weights.ToArray())).ToList();
        for (var i = 0; i < rows.Count;)
        {
            var next = i + 1;
            while (next < rows.Count && rows[next].Weights.AsSpan().SequenceEqual(rows[i].Weights)) next++;
            yield return $"  {Lengths(rows[i].From, next < rows.Count ? rows[next].From : null)}: {Weights(rows[i].Weights)}";
            i = next;
        }
    }

    private static string Lengths(int from, int? below) =>
        (from, below) switch
        {
            (0, null) => "histories of any length",
            (_, null) => string.Create(CultureInfo.InvariantCulture, $"histories of {from} events and more"),
            _ => string.Create(CultureInfo.InvariantCulture, $"histories of {from} to {below - 1} events"),
        };

    private static string Weights(float[] weights) =>
        string.Join(
            ", ",
            weights
                .Select((weight, feature) => (Weight: weight, Feature: (HistoryFeature)feature))
                .Where(one => one.Weight != 0)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{Names[one.Feature]} {one.Weight:G3}"))
                .DefaultIfEmpty("nothing counts")
        );
}
