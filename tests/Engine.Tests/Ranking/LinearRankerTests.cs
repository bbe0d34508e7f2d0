using Recsys.Engine.Ranking;
using Xunit;

namespace Recsys.Engine.Tests.Ranking;

public sealed class LinearRankerTests
{
    private static readonly string[] Features = ["a", "b", "c"];

    [Fact]
    public void A_score_is_the_weighted_sum_of_a_row() =>
        Assert.Equal([1 + 4 - 9f, 0f], new LinearRanker(Features, 1, 2, -3).Scores([1, 2, 3, 0, 0, 0]));

    [Fact]
    public void A_feature_without_a_weight_counts_nothing_and_neither_does_an_unknown_one()
    {
        var ranker = LinearRanker.Of(Features, new Dictionary<string, double> { ["c"] = 0.5, ["of another version"] = 9 });
        Assert.Equal([0, 0, 0.5f], ranker.Weights.ToArray());
        Assert.Equal([1.5f], ranker.Scores([1, 2, 3]));
    }

    [Fact]
    public void One_feature_alone_has_the_weight_1() => Assert.Equal([0, 1, 0], LinearRanker.Only(Features, 1).Weights.ToArray());

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void As_many_weights_as_features(int weights) =>
        Assert.Contains("3 features", Assert.Throws<ArgumentException>(() => new LinearRanker(Features, new float[weights])).Message);
}
