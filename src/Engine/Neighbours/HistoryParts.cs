using Recsys.Engine.Histories;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Neighbours;

/// <summary>The parts of a recommendation's score that shoppers and merchants understand.</summary>
internal static class HistoryParts
{
    /// <summary>What the order of the user's events says, by the encoder.</summary>
    public const string Sequence = "sequence";

    /// <summary>What all users buy.</summary>
    public const string Popularity = "popularity";

    private static readonly (string Name, HistoryFeature[] Features)[] Remembered =
    [
        ("bought_together", [HistoryFeature.Association, HistoryFeature.RecentAssociation]),
        ("own_history", [HistoryFeature.Purchases, HistoryFeature.RecentPurchases, HistoryFeature.Interest]),
        (Popularity, [HistoryFeature.Popularity, HistoryFeature.Trend]),
    ];

    /// <summary>The parts of each product's score, the encoder's first.</summary>
    /// <param name="neighbours">What is remembered.</param>
    /// <param name="history">Of the user.</param>
    /// <param name="ranker">For a history of this length.</param>
    /// <param name="hits">The products with their whole scores.</param>
    public static Contribution[][] Of(
        NeighbourScorer neighbours, IReadOnlyList<HistoryItem> history, LinearRanker ranker, IReadOnlyList<Hit> hits)
    {
        var parts = new Contribution[hits.Count][];
        for (var i = 0; i < parts.Length; i++) parts[i] = new Contribution[1 + Remembered.Length];
        var scores = new float[neighbours.Products];
        var rest = hits.Select(hit => hit.Score).ToArray();
        for (var p = 0; p < Remembered.Length; p++)
        {
            Array.Clear(scores);
            neighbours.Add(history, Only(ranker, Remembered[p].Features), scores);
            for (var i = 0; i < parts.Length; i++)
            {
                var score = scores[hits[i].Product];
                parts[i][p + 1] = new(Remembered[p].Name, score);
                rest[i] -= score;
            }
        }
        // Whatever is not remembered comes from the encoder.
        for (var i = 0; i < parts.Length; i++) parts[i][0] = new(Sequence, rest[i]);
        return parts;
    }

    private static LinearRanker Only(LinearRanker ranker, HistoryFeature[] features) =>
        new(HistoryFeatures.Names, [.. Enumerable.Range(0, HistoryFeatures.Count).Select(f =>
            features.Contains((HistoryFeature)f) ? ranker[f] : 0)]);
}
