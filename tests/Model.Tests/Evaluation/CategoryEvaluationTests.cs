using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

[Collection(TinyShop.Collection)]
public sealed class CategoryEvaluationTests(TinyShop shop)
{
    [Fact]
    public void Every_system_is_scored_on_the_held_out_products()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var evaluation = new CategoryEvaluation(shop.Dataset, shop.Settings);
        var split = new ProductSplit(shop.Settings.Classify, shop.Settings.Seed);
        var products = evaluation.HeldOut();
        Assert.NotEmpty(products);
        Assert.Equal(shop.Dataset.Products.Where(product => split.Of(product.Id) == Split.Test), products);

        var rows = evaluation.Run([(ScoreRow.Bundle, new BundleRanker(engine, shop.Dataset))], products).ToLookup(row => row.System);

        Assert.Equal(["bundle", "majority", "naive_bayes"], rows.Select(system => system.Key));
        Assert.All(
            rows,
            system =>
            {
                Assert.Equal(products.Select(product => product.Id), system.Select(row => row.Subject));
                Assert.Equal(products.Select(product => product.Category), system.Select(row => row.Truth));
            }
        );
        Assert.Equal(
            products.Select(product => engine.Classify(product.Title).Category[^1].Path),
            rows["bundle"].Select(row => row.Predicted)
        );
        Assert.Equal(
            shop.Dataset.Products.Where(product => split.Of(product.Id) != Split.Test)
                .CountBy(product => product.Category)
                .Max(pair => pair.Value),
            shop.Dataset.Products.Count(product =>
                split.Of(product.Id) != Split.Test
                && product.Category == Assert.Single(rows["majority"].Select(row => row.Predicted).Distinct())
            )
        );
    }

    [Fact]
    public void Nothing_is_scored_without_a_classifier()
    {
        Assert.Empty(new CategoryEvaluation(shop.Dataset, shop.Settings with { Classify = new() { MaxEpochs = 0 } }).HeldOut());
        Assert.Empty(new CategoryEvaluation(shop.Dataset, shop.Settings with { Classify = new() { HeldOut = 0 } }).HeldOut());
    }
}
