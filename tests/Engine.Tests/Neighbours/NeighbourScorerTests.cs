using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Ranking;
using Recsys.Engine.Tests.Support;
using Xunit;

namespace Recsys.Engine.Tests.Neighbours;

/// <summary>Each feature by hand, over a catalogue of four.</summary>
public sealed class NeighbourScorerTests
{
    private const long Day = 86_400_000;

    // 0 → 1 (0.5), 2 (−0.25); 1 → 2 (2); 2 → none; 3 → 0 (1)
    private static readonly NeighbourScorer Neighbours = new(
        new SparseWeights([0, 2, 3, 3, 4], [1, 2, 2, 0], [0.5f, -0.25f, 2, 1]),
        [1, 2, 3, 4, 10, 20, 30, 40]
    );

    private static float[] Of(HistoryFeature feature, params HistoryItem[] history)
    {
        var scores = new float[4];
        Neighbours.Add(history, HistoryRankers.Only(feature), scores);
        return scores;
    }

    private static float[] Only(HistoryFeature feature) => HistoryRankers.Only(feature).Weights.ToArray();

    private static HistoryItem Bought(int product, long day = 0) => new(product, EventType.Purchase, day * Day);

    private static HistoryItem Viewed(int product) => new(product, EventType.View);

    [Fact]
    public void Association_sums_the_weights_of_distinct_purchases() =>
        Assert.Equal([0, 0.5f, 1.75f, 0], Of(HistoryFeature.Association, Bought(0, 1), Bought(1, 2), Bought(0, 3), Viewed(3)));

    [Fact]
    public void Recent_association_counts_the_newest_product_fully_and_every_older_one_by_four_fifths() =>
        Assert.Equal(
            [1, 0.8f * 0.8f * 0.5f, 0.8f * 2 + 0.64f * -0.25f, 0],
            Of(HistoryFeature.RecentAssociation, Bought(1, 1), Bought(0, 1), Bought(1, 2), Viewed(3)),
            (a, b) => Math.Abs(a - b) < 1e-6
        );

    [Fact]
    public void Purchases_count_by_logarithm() =>
        Assert.Equal(
            [MathF.Log2(4), 1, 0, 0],
            Of(HistoryFeature.Purchases, Bought(0, 1), Bought(1, 1), Bought(0, 2), Bought(0, 3), Viewed(2))
        );

    [Fact]
    public void Recent_purchases_fade_by_basket_and_not_by_line() =>
        Assert.Equal(
            [1 + 0.81f, 0.81f, 0.9f, 1],
            Of(HistoryFeature.RecentPurchases, Bought(0, 1), Bought(1, 1), Bought(2, 2), Viewed(2), Bought(3, 3), Bought(0, 3)),
            (a, b) => Math.Abs(a - b) < 1e-6
        );

    [Fact]
    public void Purchases_without_a_time_are_baskets_of_their_own() =>
        Assert.Equal([0.9f, 1, 0, 0], Of(HistoryFeature.RecentPurchases, Bought(0), Bought(1)), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void Interest_fades_by_event() =>
        Assert.Equal(
            [0, 1, 0.9f, 0.81f],
            Of(HistoryFeature.Interest, Viewed(3), Viewed(2), new HistoryItem(1, EventType.Cart)),
            (a, b) => Math.Abs(a - b) < 1e-6
        );

    [Fact]
    public void Priors_are_the_same_for_everybody()
    {
        Assert.Equal([1, 2, 3, 4], Of(HistoryFeature.Popularity));
        Assert.Equal([10, 20, 30, 40], Of(HistoryFeature.Trend, Bought(0)));
    }

    [Fact]
    public void A_return_says_nothing()
    {
        for (var feature = HistoryFeature.Association; feature <= HistoryFeature.Interest; feature++)
            Assert.Equal(
                Of(feature, Bought(0, 1), Bought(1, 2)),
                Of(feature, Bought(0, 1), new HistoryItem(3, EventType.Return, Day), Bought(1, 2))
            );
    }

    [Fact]
    public void A_ranker_is_the_weighted_sum_of_its_features()
    {
        HistoryItem[] history = [Bought(0, 1), Viewed(3), Bought(1, 2)];
        float[] weights = [9, 0.5f, 2, -1, 3, 0.25f, 0.1f, -0.2f];
        var scores = new float[] { 1, 1, 1, 1 };
        Neighbours.Add(history, new LinearRanker(HistoryFeatures.Names, weights), scores);
        var others = Enumerable.Range(1, HistoryFeatures.Count - 1).ToArray();
        var expected = Enumerable.Range(0, 4).Select(i => 1 + others.Sum(f => (double)weights[f] * Of((HistoryFeature)f, history)[i]));
        Close.Equal([.. expected], scores);
    }

    [Fact]
    public void The_ranker_of_a_history_is_that_of_the_length()
    {
        var rankers = new HistoryRankers(
            [0, 5, 20],
            [Only(HistoryFeature.Encoder), Only(HistoryFeature.Trend), Only(HistoryFeature.Interest)]
        );
        foreach (var (events, row) in ((int, int)[])[(0, 0), (4, 0), (5, 1), (19, 1), (20, 2), (500, 2)])
            Assert.Same(rankers.Rankers[row], rankers.For(events));
        Assert.Throws<ArgumentException>(() => new HistoryRankers([1], [new float[8]]));
        Assert.Throws<ArgumentException>(() => new HistoryRankers([0, 0], [new float[8], new float[8]]));
        Assert.Throws<ArgumentException>(() => new HistoryRankers([0], [[1, 2]]));
        Assert.Throws<ArgumentException>(() => new HistoryRankers([0], [[float.NaN, 0, 0, 0, 0, 0, 0, 0]]));
    }
}
