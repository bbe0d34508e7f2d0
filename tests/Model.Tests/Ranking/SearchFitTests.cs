using Recsys.Contracts.Artifacts;
using Recsys.Engine.Matching;
using Recsys.Model.Ranking;
using Xunit;

namespace Recsys.Model.Tests.Ranking;

public sealed class SearchFitTests
{
    private static readonly int Width = MatchFeatures.Names.Count;

    [Fact]
    public void NDCG_is_that_of_the_definition()
    {
        var query = new JudgedQuery(new float[3 * Width], [3, 0, 1], [3, 1, 2]);
        var ideal = 3 + 2 / Math.Log2(3) + 1 / Math.Log2(4);
        Assert.Equal((1 + 3 / Math.Log2(3)) / ideal, query.Ndcg([0.5, 0.1, 0.9]), 12);
        Assert.Equal((3 + 1 / Math.Log2(4)) / ideal, query.Ndcg([1, 1, 1]), 12);
    }

    [Fact]
    public void Only_the_first_ten_count()
    {
        var gains = new double[12];
        gains[11] = 1;
        var query = new JudgedQuery(new float[12 * Width], gains, [1]);
        Assert.Equal(0, query.Ndcg([.. Enumerable.Range(0, 12).Select(i => -(double)i)]));
        Assert.Equal(1 / Math.Log2(11), query.Ndcg([.. Enumerable.Range(0, 12).Select(i => i < 9 ? 2.0 : i == 11 ? 1 : 0)]), 12);
    }

    [Fact]
    public void The_feature_that_tells_is_found_and_the_same_queries_give_the_same_weights()
    {
        var telling = MatchFeatures.Names.ToList().IndexOf("phrase");
        var fit = SearchFit.Fit(Queries(telling), MatchFeatures.Default, "search_log");
        Assert.Equal(1, fit.Ndcg, 1e-3);
        Assert.True(fit.DefaultNdcg < 0.8);
        Assert.True(fit.Weights["phrase"] > MatchFeatures.Default.Weights.GetValueOrDefault("phrase") + 0.3);
        Assert.Equal(("search_log", 40), (fit.LearnedFrom, fit.Queries));
        Assert.Equal(
            ArtifactJson.Serialize(fit),
            ArtifactJson.Serialize(SearchFit.Fit(Queries(telling), MatchFeatures.Default, "search_log"))
        );
    }

    [Fact]
    public void Where_nothing_tells_the_defaults_stay()
    {
        var random = new Random(3);
        var fit = SearchFit.Fit(
            [new JudgedQuery([.. Enumerable.Range(0, 4 * Width).Select(_ => random.NextSingle())], [1, 1, 1, 1], [1, 1, 1, 1])],
            MatchFeatures.Default,
            "search_log"
        );
        Assert.Equal(MatchFeatures.Default.Weights, fit.Weights);
    }

    private static List<JudgedQuery> Queries(int telling)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 40).Select(_ =>
        {
            float[] features = [.. Enumerable.Range(0, 20 * Width).Select(_ => random.NextSingle())];
            var best = Enumerable.Range(0, 20).MaxBy(i => features[i * Width + telling]);
            features[best * Width + telling] = 2;
            return new JudgedQuery(features, [.. Enumerable.Range(0, 20).Select(i => i == best ? 1.0 : 0)], [1]);
        })];
    }
}
