using Recsys.Engine.Neighbours;
using Recsys.Model.Ranking;
using Xunit;

namespace Recsys.Model.Tests.Ranking;

public sealed class HistoryFitTests
{
    /// <summary>Cases of 30 candidates of which one is relevant; the named feature finds it, the others are noise.</summary>
    private static List<JudgedUser> Cases(int count, int events, HistoryFeature telling, int seed, double noise = 0)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var relevant = random.Next(30);
                    var features = Enumerable
                        .Range(0, HistoryFeatures.Count)
                        .Select(f =>
                            Enumerable
                                .Range(0, 30)
                                .Select(i =>
                                    (float)(
                                        random.NextDouble() * (f == (int)telling ? noise : 1)
                                        + (f == (int)telling && i == relevant ? 1 : 0)
                                    )
                                )
                                .ToArray()
                        )
                        .ToArray();
                    return new JudgedUser(
                        events,
                        [.. Enumerable.Range(0, 30)],
                        features,
                        [.. Enumerable.Range(0, 30).Select(i => i == relevant)],
                        1
                    );
                }),
        ];
    }

    [Theory]
    [InlineData(HistoryFeature.Encoder)]
    [InlineData(HistoryFeature.Association)]
    [InlineData(HistoryFeature.Trend)]
    public void The_feature_that_tells_is_found(HistoryFeature telling)
    {
        var (rankers, ndcg) = new HistoryFit(Cases(100, 3, telling, 1)).Run();
        Assert.Equal(1, ndcg, 1e-9);
        Assert.Equal((int)telling, Array.IndexOf(rankers.For(3).Weights.ToArray(), rankers.For(3).Weights.ToArray().Max()));
    }

    [Fact]
    public void Two_half_telling_features_are_worth_more_together()
    {
        var random = new Random(2);
        var cases = Cases(400, 3, HistoryFeature.Encoder, 3, noise: 2).Select(one =>
        {
            var second = one.Features[(int)HistoryFeature.Association];
            for (var i = 0; i < second.Length; i++) second[i] = (float)(2 * random.NextDouble() + (one.Relevant[i] ? 1 : 0));
            return one;
        }).ToList();
        double[] encoder = [1, 0, 0, 0, 0, 0, 0, 0], association = [0, 1, 0, 0, 0, 0, 0, 0];
        var (rankers, ndcg) = new HistoryFit(cases).Run();
        Assert.True(ndcg > 1.02 * Math.Max(HistoryObjective.Mean(encoder, cases), HistoryObjective.Mean(association, cases)), $"{ndcg}");
        Assert.True(rankers.For(3)[(int)HistoryFeature.Encoder] > 0 && rankers.For(3)[(int)HistoryFeature.Association] > 0);
    }

    [Fact]
    public void Long_and_short_histories_may_be_worth_different_things()
    {
        List<JudgedUser> cases =
        [
            .. Cases(600, 2, HistoryFeature.Trend, 5, noise: 1.5),
            .. Cases(600, 30, HistoryFeature.Encoder, 6, noise: 1.5),
        ];
        var (rankers, ndcg) = new HistoryFit(cases).Run();
        Assert.True(
            ndcg
                >= cases
                    .GroupBy(one => one.Events)
                    .Sum(some =>
                        HistoryObjective.Mean([.. Rows(rankers)[0].Select(weight => (double)weight)], [.. some]) * some.Count()
                    ) / cases.Count
        );
        Assert.NotEqual(rankers.For(2).Weights.ToArray(), rankers.For(30).Weights.ToArray());
    }

    [Fact]
    public void The_mean_is_that_of_NDCG()
    {
        var one = new JudgedUser(
            1,
            [4, 9, 11],
            [
                [3, 2, 1],
                .. Enumerable.Range(1, HistoryFeatures.Count - 1).Select(_ => new float[3]),
            ],
            [false, true, true],
            1 + 1 / Math.Log2(3)
        );
        double[] weights = [1, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal((1 / Math.Log2(3) + 1 / Math.Log2(4)) / (1 + 1 / Math.Log2(3)), HistoryObjective.Mean(weights, [one]), 1e-12);
        // Equal scores rank by product.
        Assert.Equal((1 / Math.Log2(3) + 1 / Math.Log2(4)) / (1 + 1 / Math.Log2(3)), HistoryObjective.Mean(new double[8], [one]), 1e-12);
    }

    [Fact]
    public void Without_cases_the_encoder_answers_alone() =>
        Assert.Same(HistoryRankers.EncoderOnly, new HistoryFit([]).Run().Rankers);

    [Fact]
    public void The_same_cases_give_the_same_weights()
    {
        var (first, second) = (
            new HistoryFit(Cases(200, 3, HistoryFeature.Purchases, 7, 3)).Run(),
            new HistoryFit(Cases(200, 3, HistoryFeature.Purchases, 7, 3)).Run()
        );
        Assert.Equal(Rows(first.Rankers), Rows(second.Rankers));
        Assert.Equal(first.Ndcg, second.Ndcg);
    }

    private static float[][] Rows(HistoryRankers rankers) => [.. rankers.Rankers.Select(ranker => ranker.Weights.ToArray())];
}
