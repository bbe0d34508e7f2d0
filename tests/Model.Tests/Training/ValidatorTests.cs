using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Training;

[Collection(TinyShop.Collection)]
public sealed class ValidatorTests
{
    private const int Products = 14;

    /// <summary>Everybody bought everything early: all products are known; then one user's own history and purchases.</summary>
    private static Dataset Shop(UserEvents user, params SearchRow[] searches) =>
        SmallDataset.Of(
            Products,
            [
                SmallDataset.User("all", 100, 200, [.. Enumerable.Range(0, Products).Select(p => (p, EventType.Purchase, (long)p))]),
                user,
            ],
            searches
        );

    /// <summary>Networks that answer every user and every query with the same vector, which ranks the products 0, 1, 2, …</summary>
    private static Recommender Descending(Dataset dataset, float slope = -1)
    {
        using var fresh = Recommender.Create(
            new TrainSettings
            {
                Dimensions = 32,
                Blocks = 1,
                Length = 5,
                FeedForward = 32,
                TextBuckets = 256,
            },
            1,
            dataset
        );
        var tensors = fresh.Parameters.Export();
        foreach (var name in (string[])["item.identity", "item.price", "query.table", "user.norm.weight"]) Array.Clear(tensors[name].Data);
        for (var p = 0; p < Products; p++) tensors["item.identity"].Data[p * 32] = slope * p;
        tensors["user.norm.bias"].Data[0] = 1;
        tensors["query.projection.bias"].Data[0] = 1;
        return Recommender.Restore(fresh.Shape, tensors, dataset, 0);
    }

    private static ValidationScore Score(Dataset dataset, bool repeats)
    {
        using var model = Descending(dataset);
        return new Validator(model, dataset, repeats).Score();
    }

    private static double Gain(params int[] ranks) => ranks.Sum(rank => 1 / Math.Log2(rank + 1));

    [Fact]
    public void Ndcg_is_that_of_the_definition()
    {
        var user = SmallDataset.User(
            "u",
            100,
            200,
            (0, EventType.Purchase, 1),
            (1, EventType.Purchase, 2),
            (9, EventType.View, 3),
            (1, EventType.Purchase, 110),
            (4, EventType.Purchase, 111),
            (4, EventType.Purchase, 112),
            (12, EventType.Purchase, 113),
            (7, EventType.View, 114),
            (2, EventType.Purchase, 205)
        );

        // relevant: 1, 4, 12 at the ranks 2, 5, 13
        Assert.Equal(Gain(2, 5) / Gain(1, 2, 3), Score(Shop(user), repeats: true).Recommend, 1e-9);
        // without 0 and 1, which were bought, relevant: 4, 12 at the ranks 3, 11
        Assert.Equal(Gain(3) / Gain(1, 2), Score(Shop(user), repeats: false).Recommend, 1e-9);
    }

    [Fact]
    public void Search_is_the_mean_over_the_clicks_of_the_part()
    {
        var user = SmallDataset.User("u", 100, 200, (0, EventType.Purchase, 1));
        var score = Score(
            Shop(
                user,
                new SearchRow("tea", 2, 110, Split.Validation),
                new SearchRow("pot", 0, 111, Split.Validation),
                new SearchRow("far", 12, 112, Split.Validation),
                new SearchRow("none", -1, 113, Split.Validation),
                new SearchRow("…", 1, 113, Split.Validation),
                new SearchRow("early", 1, 3, Split.Train),
                new SearchRow("late", 1, 210, Split.Test)
            ),
            repeats: true
        );

        Assert.Equal((Gain(3) + Gain(1) + 0) / 3, score.Search, 1e-9);
        Assert.Equal(0, score.Recommend);
    }

    [Fact]
    public void Users_without_a_history_are_not_for_the_networks_to_answer()
    {
        var cold = SmallDataset.User("u", 100, 200, (3, EventType.Return, 5), (0, EventType.Purchase, 110));
        Assert.Equal(new ValidationScore(0, 0), Score(Shop(cold), repeats: true));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Values_that_are_no_numbers_never_score(float broken)
    {
        var dataset = Shop(SmallDataset.User("u", 100, 200, (0, EventType.Purchase, 1), (5, EventType.Purchase, 110)));
        using var model = Descending(dataset);
        model.Parameters.Set("user.norm.bias", new FloatTensor([32], [.. Enumerable.Repeat(broken, 32)]));

        Assert.Contains(
            "Remedy: lower train.learning_rate",
            Assert.Throws<DivergedException>(() => new Validator(model, dataset, true).Score()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Equal_scores_rank_by_index()
    {
        var dataset = Shop(SmallDataset.User("u", 100, 200, (0, EventType.Purchase, 1), (3, EventType.Purchase, 110)));
        using var model = Descending(dataset, slope: 0);
        Assert.Equal(Gain(4), new Validator(model, dataset, true).Score().Recommend, 1e-9);
    }
}
