using Recsys.Engine.Neighbours;
using Recsys.Model.Memory;
using Xunit;

namespace Recsys.Model.Tests.Memory;

public sealed class BlendSearchTests
{
    /// <summary>Cases of 30 candidates of which one is relevant; the named feature finds it, the others are noise.</summary>
    private static List<BlendCase> Cases(int count, int events, BlendFeature telling, int seed, double noise = 0)
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
                        .Range(0, BlendFeatures.Count)
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
                    return new BlendCase(
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
    [InlineData(BlendFeature.Encoder)]
    [InlineData(BlendFeature.Association)]
    [InlineData(BlendFeature.Trend)]
    public void The_feature_that_tells_is_found(BlendFeature telling)
    {
        var (blend, ndcg) = new BlendSearch(Cases(100, 3, telling, 1)).Run();
        Assert.Equal(1, ndcg, 1e-9);
        Assert.Equal((int)telling, Array.IndexOf(blend.For(3).ToArray(), blend.For(3).ToArray().Max()));
    }

    [Fact]
    public void Two_half_telling_features_are_worth_more_together()
    {
        var random = new Random(2);
        var cases = Cases(400, 3, BlendFeature.Encoder, 3, noise: 2).Select(one =>
        {
            var second = one.Features[(int)BlendFeature.Association];
            for (var i = 0; i < second.Length; i++) second[i] = (float)(2 * random.NextDouble() + (one.Relevant[i] ? 1 : 0));
            return one;
        }).ToList();
        double[] encoder = [1, 0, 0, 0, 0, 0, 0, 0], association = [0, 1, 0, 0, 0, 0, 0, 0];
        var (blend, ndcg) = new BlendSearch(cases).Run();
        Assert.True(ndcg > 1.02 * Math.Max(BlendSearch.Mean(encoder, cases), BlendSearch.Mean(association, cases)), $"{ndcg}");
        Assert.True(blend.For(3)[(int)BlendFeature.Encoder] > 0 && blend.For(3)[(int)BlendFeature.Association] > 0);
    }

    [Fact]
    public void Long_and_short_histories_may_be_worth_different_things()
    {
        List<BlendCase> cases =
        [
            .. Cases(600, 2, BlendFeature.Trend, 5, noise: 1.5),
            .. Cases(600, 30, BlendFeature.Encoder, 6, noise: 1.5),
        ];
        var (blend, ndcg) = new BlendSearch(cases).Run();
        Assert.True(
            ndcg
                >= cases
                    .GroupBy(one => one.Events)
                    .Sum(some =>
                        BlendSearch.Mean([.. blend.For(2).ToArray().Select(weight => (double)weight)], [.. some]) * some.Count()
                    ) / cases.Count
        );
        Assert.NotEqual(blend.For(2).ToArray(), blend.For(30).ToArray());
    }

    [Fact]
    public void The_mean_is_that_of_NDCG()
    {
        var one = new BlendCase(
            1,
            [4, 9, 11],
            [
                [3, 2, 1],
                .. Enumerable.Range(1, BlendFeatures.Count - 1).Select(_ => new float[3]),
            ],
            [false, true, true],
            1 + 1 / Math.Log2(3)
        );
        double[] weights = [1, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal((1 / Math.Log2(3) + 1 / Math.Log2(4)) / (1 + 1 / Math.Log2(3)), BlendSearch.Mean(weights, [one]), 1e-12);
        // Equal scores rank by product.
        Assert.Equal((1 / Math.Log2(3) + 1 / Math.Log2(4)) / (1 + 1 / Math.Log2(3)), BlendSearch.Mean(new double[8], [one]), 1e-12);
    }

    [Fact]
    public void Without_cases_the_encoder_answers_alone() =>
        Assert.Equal(Blend.EncoderOnly.Weights, new BlendSearch([]).Run().Blend.Weights);

    [Fact]
    public void The_same_cases_give_the_same_blend()
    {
        var (first, second) = (
            new BlendSearch(Cases(200, 3, BlendFeature.Purchases, 7, 3)).Run(),
            new BlendSearch(Cases(200, 3, BlendFeature.Purchases, 7, 3)).Run()
        );
        Assert.Equal(first.Blend.Weights, second.Blend.Weights);
        Assert.Equal(first.Ndcg, second.Ndcg);
    }
}
