using Recsys.Engine.Classification;
using Recsys.Model.Classification;
using Recsys.Model.Data;
using Recsys.Model.Sample;
using Recsys.Model.Tests.Support;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Classification;

/// <summary>What is learned from the titles of the sample shop, whose attributes are known.</summary>
public sealed class TagLearnerTests
{
    private static readonly Lazy<TagVocabulary> Learned = new(() =>
    {
        var catalogue = Sample(4000);
        return new TagVocabulary(TagLearner.Learn(catalogue, new RecsysSettings()).Select(row => (string[])[row.Kind, row.Text, row.Tag]));
    });

    [Theory]
    [InlineData("夜鸢 Nightkyte 笔记本电脑 Laptop 14英寸 16GB 512GB 银色", "夜鸢|Nightkyte|14英寸|16GB|512GB|银色")]
    [InlineData("Zyloom M24 Running Shoes Green EU 38", "Zyloom|Green|EU 38")]
    [InlineData("素渊 洗发水 控油 500ml", "素渊|控油|500ml")]
    [InlineData("Qyron X99 Smartphone 256 gb black", "Qyron|256GB|Black")]
    [InlineData("Hechoya Frying Pan Cast Iron Blue", "Hechoya|Cast Iron|Blue")]
    public void Brand_colour_size_and_capacity_are_tags(string title, string tags) =>
        Assert.Equal(tags.Split('|'), Learned.Value.Find(title));

    [Theory]
    [InlineData("笔记本电脑")]
    [InlineData("Laptop")]
    [InlineData("Coffee Machine")]
    [InlineData("T恤")]
    [InlineData("小说 Novel")]
    public void What_a_product_is_called_is_no_tag(string title) => Assert.Empty(Learned.Value.Find(title));

    [Fact]
    public void Learning_twice_gives_the_same_rows()
    {
        var settings = new RecsysSettings();
        Assert.Equal(TagLearner.Learn(Sample(300), settings), TagLearner.Learn(Sample(300), settings));
    }

    [Fact]
    public void Only_products_that_are_learned_from_teach_tags()
    {
        var settings = new RecsysSettings();
        var split = new ProductSplit(settings.Classify, settings.Seed);
        var dataset = Sample(600);
        var others = dataset.With([
            .. dataset.Products.Select(product =>
                split.Of(product.Id) == Split.Train ? product : product with { Title = "other words only", Category = "Other" }
            ),
        ]);
        Assert.Equal(TagLearner.Learn(dataset, settings), TagLearner.Learn(others, settings));
    }

    private static Dataset Sample(int products)
    {
        using var folder = new ScratchFolder();
        var settings = new RecsysSettings
        {
            Data = new DataSettings
            {
                Sample = new SampleSettings
                {
                    Products = products,
                    Users = 20,
                    EventsPerUser = 5,
                },
            },
        };
        SampleShop.Write(settings.Seed, settings.Data.Sample, folder["tables"]);
        new Recsys.Model.Ingest.Ingestion(settings, folder["tables"]).Run(folder["dataset"], folder["history"]);
        return Dataset.Load(folder["dataset"]);
    }
}
