using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Data;

public sealed class ProductSplitTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 20_000).Select(i => $"{i}")];

    [Theory]
    [InlineData(0, 0, 0.1)]
    [InlineData(0.1, 0.1, 0.09)]
    [InlineData(0.5, 0.5, 0.05)]
    public void The_shares_are_as_set(double heldOut, double test, double validation)
    {
        var split = new ProductSplit(new ClassifySettings { HeldOut = heldOut }, seed: 3);
        Assert.Equal(test, Ids.Count(id => split.Of(id) == Split.Test) / 20_000.0, 0.01);
        Assert.Equal(validation, Ids.Count(id => split.Of(id) == Split.Validation) / 20_000.0, 0.01);
    }

    [Fact]
    public void A_product_s_part_depends_on_seed_and_id()
    {
        Split[] Parts(int seed) => [.. Ids.Take(500).Select(new ProductSplit(new ClassifySettings(), seed).Of)];
        Assert.Equal(Parts(3), Parts(3));
        Assert.NotEqual(Parts(3), Parts(4));
    }

    [Fact]
    public void Training_sees_no_category_of_other_parts()
    {
        var dataset = SmallDataset.Of(300, [SmallDataset.User("u", 10, 20, (0, default, 1))]);
        var split = new ProductSplit(new ClassifySettings { HeldOut = 0.3 }, seed: 3);
        var visible = split.Visible(dataset);
        Assert.All(
            dataset.Products.Zip(visible.Products),
            pair => Assert.Equal(split.Of(pair.First.Id) == Split.Train ? pair.First : pair.First with { Category = "" }, pair.Second)
        );
        Assert.Contains(visible.Products, product => product.Category.Length == 0);
        Assert.Same(dataset, new ProductSplit(new ClassifySettings { MaxEpochs = 0 }, seed: 3).Visible(dataset));
    }
}
