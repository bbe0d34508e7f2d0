using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Matching;
using Recsys.Model.Data;
using Recsys.Model.Ranking;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Ranking;

[Collection(TinyShop.Collection)]
public sealed class ClickedQueriesTests(TinyShop shop)
{
    [Fact]
    public void The_weights_are_learned_from_clicks_of_the_validation_part()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var learned = ClickedQueries.Learn(engine, Log(engine, clicks: 50, Split.Validation));
        Assert.Equal(("search_log", 50), (learned.LearnedFrom, learned.Queries));
        Assert.InRange(learned.DefaultNdcg, 0.1, learned.Ndcg);
        Assert.Equal(
            ArtifactJson.Serialize(learned),
            ArtifactJson.Serialize(ClickedQueries.Learn(engine, Log(engine, clicks: 50, Split.Validation)))
        );
    }

    [Theory]
    [InlineData(49, Split.Validation)]
    [InlineData(60, Split.Train)]
    [InlineData(60, Split.Test)]
    public void Where_they_are_too_few_or_of_another_part_titles_choose_and_never_below_BM25(int clicks, Split split)
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var log = Log(engine, clicks, split);
        var chosen = ClickedQueries.Learn(engine, log.With(shop.Dataset.Products));
        Assert.Equal(TitleQueries.LearnedFrom, chosen.LearnedFrom);
        Assert.True(chosen.Ndcg >= chosen.DefaultNdcg);
        Assert.Contains("bm25", chosen.Weights.Keys);
        Assert.All(chosen.Weights, pair => Assert.Equal(MatchFeatures.Default.Weights[pair.Key], pair.Value));
    }

    [Fact]
    public void A_handful_of_titles_chooses_nothing()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        Assert.Equal(
            ArtifactJson.Serialize(MatchFeatures.Default),
            ArtifactJson.Serialize(TitleQueries.Choose(engine, SmallDataset.Of(3, [])))
        );
    }

    [Fact]
    public void Both_bundles_say_how_they_search()
    {
        foreach (var folder in (string[])[shop.Bundle, shop.Reference])
        {
            var search = ArtifactJson.Read<BundleManifest>(Path.Combine(folder, BundleManifest.FileName)).Search;
            Assert.NotNull(search);
            Assert.NotEmpty(search.Weights);
            Assert.All(search.Weights.Keys, name => Assert.Contains(name, MatchFeatures.Names));
        }
    }

    // Each query is the beginning of one product's title with a number, so that all are different; one click each, and a search without a
    // click.
    private static Dataset Log(RecsysEngine engine, int clicks, Split split) =>
        SmallDataset.Of(
            engine.Catalogue.Count,
            [],
            [
                .. Enumerable
                    .Range(0, clicks)
                    .Select(i => new SearchRow(
                        $"{engine.Catalogue[i % engine.Catalogue.Count].Title.Split(' ')[0]} {i}",
                        i % engine.Catalogue.Count,
                        100,
                        split
                    )),
                new SearchRow("nobody clicked", -1, 100, split),
            ]
        );
}
