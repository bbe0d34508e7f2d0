using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Neighbours;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

/// <summary>Each baseline against a reference that counts by brute force.</summary>
[Collection(TinyShop.Collection)]
public sealed class BaselineTests
{
    private const int Products = 8;

    private static readonly Gen<(UserEvents[] Users, Split End)> Cases = Gen.Select(
        SmallDataset.Users(Products),
        Gen.Bool,
        (users, late) => (users, late ? Split.Test : Split.Validation)
    );

    private static EventRow[] Before(UserEvents user, Split end) => [.. user.Events.Where(e => e.Split < end)];

    private static bool Purchased(IEnumerable<EventRow> events, int product) =>
        events.Any(e => e.Type == EventType.Purchase && e.Product == product);

    private static double[] Buyers(UserEvents[] users, Split end) =>
        [.. Enumerable.Range(0, Products).Select(product => (double)users.Count(user => Purchased(Before(user, end), product)))];

    [Fact]
    public void Popularity_counts_the_buyers_before_the_cut() => Cases.Sample(c =>
    {
        var baseline = new PopularityBaseline(SmallDataset.Of(Products, c.Users), c.End);
        Assert.All(c.Users, user => Assert.Equal(Buyers(c.Users, c.End), baseline.Score(Before(user, c.End))));
    }, iter: 60, threads: 1);

    [Fact]
    public void Own_frequency_orders_by_own_purchases_then_by_popularity() =>
        Cases.Sample(
            c =>
            {
                var baseline = new OwnFrequencyBaseline(SmallDataset.Of(Products, c.Users), c.End);
                var counts = Buyers(c.Users, c.End);
                foreach (var history in c.Users.Select(user => Before(user, c.End)))
                {
                    var expected = Enumerable
                        .Range(0, Products)
                        .OrderByDescending(p => history.Count(e => e.Type == EventType.Purchase && e.Product == p))
                        .ThenByDescending(p => counts[p])
                        .ThenBy(p => p);
                    Assert.Equal(expected, RankingRecorder.Best(baseline.Score(history), Products, null));
                }
            },
            iter: 60,
            threads: 1
        );

    [Fact]
    public void Item_knn_sums_shrunk_cosines_of_buyer_sets() =>
        Cases.Sample(
            c =>
            {
                var baseline = new ItemKnnBaseline(SmallDataset.Of(Products, c.Users), c.End);
                var buyers = Enumerable
                    .Range(0, Products)
                    .Select(p => Enumerable.Range(0, c.Users.Length).Where(u => Purchased(Before(c.Users[u], c.End), p)).ToHashSet())
                    .ToArray();
                double Similarity(int a, int b) =>
                    buyers[a].Intersect(buyers[b]).Count() / (Math.Sqrt((double)buyers[a].Count * buyers[b].Count) + 20);
                var counts = Buyers(c.Users, c.End);
                foreach (var history in c.Users.Select(user => Before(user, c.End)))
                {
                    var actual = baseline.Score(history);
                    for (var p = 0; p < Products; p++)
                    {
                        var expected = Enumerable
                            .Range(0, Products)
                            .Where(own => Purchased(history, own))
                            .Sum(own => Similarity(own, p));
                        // weights are float32, and popularity adds less than 1e-9, to order what is equal
                        Assert.Equal(expected, actual[p], 1e-6);
                    }
                    foreach (
                        var (a, b) in Enumerable.Range(0, Products).SelectMany(a => Enumerable.Range(0, Products).Select(b => (a, b)))
                    )
                        if (!history.Any(e => e.Type == EventType.Purchase) && counts[a] > counts[b])
                            Assert.True(actual[a] > actual[b]);
                }
            },
            iter: 60,
            threads: 1
        );

    [Fact]
    public void Ease_adds_up_the_weights_of_what_was_bought_before_the_cut() =>
        Cases.Sample(
            c =>
            {
                var dataset = SmallDataset.Of(Products, c.Users);
                var baseline = new EaseBaseline(dataset, c.End, 3);
                int[] Bought(UserEvents user) =>
                    [.. Before(user, c.End).Where(e => e.Type == EventType.Purchase).Select(e => e.Product).Distinct().Order()];
                var weights = ItemWeights.Ease([.. dataset.Users.Select(Bought)], Products, 3, Products);
                foreach (var user in dataset.Users)
                {
                    var (actual, expected) = (baseline.Score(Before(user, c.End)), new float[Products]);
                    foreach (var product in Bought(user))
                        weights.AddRow(product, 1, expected);
                    for (var p = 0; p < Products; p++)
                        Assert.Equal(expected[p], actual[p], 1e-5);
                }
            },
            iter: 30,
            threads: 1
        );
}
