using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

/// <summary>A bundle that was made of one dataset, asked about another.</summary>
[Collection(TinyShop.Collection)]
public sealed class BundleRankerTests(TinyShop shop)
{
    private const int Dropped = 7, Added = 4, Depth = 12;

    /// <summary>The shop's products in reverse, without the first seven, and four that are new.</summary>
    private Dataset Later()
    {
        var kept = shop.Dataset.Products.Skip(Dropped).Reverse().ToArray();
        return SmallDataset.Of(
            kept.Length + Added,
            [],
            product: i => i < kept.Length ? kept[i] : new ProductRow($"new-{i}", "new", "", null, "")
        );
    }

    [Fact]
    public void Of_its_own_dataset_it_answers_as_the_engine_does()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var ranker = new BundleRanker(engine, shop.Dataset);
        foreach (var history in shop.Histories())
            Assert.Equal(engine.Recommend(history, Depth, true).Hits.Select(hit => hit.Product), ranker.Recommend(history, Depth, true));
        Assert.Equal(shop.Dataset.Products.Length, ranker.Known);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_another_dataset_products_are_matched_by_id_and_those_that_left_are_passed_over(bool repeats)
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var later = Later();
        var ranker = new BundleRanker(engine, later);
        Assert.Equal(later.Products.Length - Added, ranker.Known);
        var ids = later.Products.Select(product => product.Id).ToArray();
        foreach (var history in shop.Histories())
        {
            var left = history.Where(item => item.Product >= Dropped).ToArray();
            var now = left.Select(item => item with { Product = Array.IndexOf(ids, shop.Dataset.Products[item.Product].Id) }).ToList();
            now.Insert(now.Count / 2, new HistoryItem(ids.Length - 1, EventType.Purchase)); // unknown to the bundle
            var expected = engine
                .Recommend(left, 1000, repeats)
                .Hits.Select(hit => engine.Catalogue[hit.Product].ProductId)
                .Where(ids.Contains)
                .Take(Depth);
            Assert.Equal(expected, ranker.Recommend(now, Depth, repeats).Select(product => ids[product]));
        }
        var found = ranker.Search("laptop", Depth);
        Assert.Equal(
            engine.Search("laptop", 1000).Hits.Select(hit => engine.Catalogue[hit.Product].ProductId).Where(ids.Contains).Take(Depth),
            found.Select(product => ids[product])
        );
        Assert.Equal(Depth, found.Length);
    }

    [Fact]
    public void Of_another_shop_it_knows_nothing()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var ranker = new BundleRanker(engine, SmallDataset.Of(3, [], product: i => new ProductRow($"other-{i}", "x", "", null, "")));
        Assert.Equal(0, ranker.Known);
        Assert.Empty(ranker.Recommend([new HistoryItem(1, EventType.View)], Depth, true));
    }
}
