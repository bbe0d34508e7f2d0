using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Tests.Support;
using Recsys.Model.Bundles;
using Recsys.Model.Checkpoints;
using Recsys.Settings;
using Xunit;

namespace Recsys.Engine.Tests.Bundles;

public sealed class BundleWriterTests
{
    [Theory]
    [InlineData("int8")]
    [InlineData("float32")]
    public void The_same_content_gives_the_same_bytes(string format)
    {
        using var folder = new TestFolder();
        var quantize = new QuantizeSettings { Tables = format, Weights = format };
        var first = Fixture.Content(quantize: quantize);
        var second = Fixture.Content(quantize: quantize) with
        {
            // the order of the dictionaries must not show
            Weights = first.Weights.Reverse().ToDictionary(w => w.Key, w => w.Value),
            Lineage = first.Lineage.Reverse().ToDictionary(w => w.Key, w => w.Value),
        };
        BundleWriter.Write(folder.Folder("a"), first);
        BundleWriter.Write(folder.Folder("b"), second);
        Assert.Equal(ContentHash.OfFolder(folder.File("a")), ContentHash.OfFolder(folder.File("b")));
    }

    [Fact]
    public void Int8_is_about_a_quarter_of_float32()
    {
        using var folder = new TestFolder();
        var shape = Fixture.Shape(64) with { TextBuckets = 2_000 };
        BundleWriter.Write(folder.Folder("float32"), Fixture.Content(shape, 500));
        BundleWriter.Write(folder.Folder("int8"), Fixture.Content(shape, 500, Fixture.Int8));
        foreach (var name in (string[])[BundleManifest.ItemsFile, BundleManifest.QueryFile])
        {
            var share =
                (double)new FileInfo(Path.Combine(folder.File("int8"), name)).Length
                / new FileInfo(Path.Combine(folder.File("float32"), name)).Length;
            Assert.InRange(share, 0.2, 0.3);
        }
    }

    [Fact]
    public void A_catalogue_comes_back_as_it_was()
    {
        using var folder = new TestFolder();
        CatalogueRow[] rows =
        [
            new("85123A", "Tab\there \"quoted\"\nline", "家居 > 灯", 12.5, 3),
            new("85123a", "", "", null, 0),
            new(" 7 ", "back\\slash", "x", 0.1 + 0.2, long.MaxValue),
        ];
        using var engine = Fixture.Open(folder, Fixture.Content(products: 3) with { Catalogue = rows });
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(
                new Product(i, rows[i].ProductId, rows[i].Title, rows[i].Category, rows[i].Price, rows[i].Popularity),
                engine.Catalogue[i]
            );
            Assert.True(engine.Catalogue.TryFind(rows[i].ProductId, out var index));
            Assert.Equal(i, index);
        }
        Assert.False(engine.Catalogue.TryFind("85123B", out _));
    }

    [Theory]
    [InlineData("missing", "user.norm.bias")]
    [InlineData("shape", "query.table")]
    [InlineData("infinite", "items")]
    [InlineData("extra", "user.blocks.9.norm1.weight")]
    [InlineData("twice", "P1")]
    [InlineData("format", "int3")]
    [InlineData("heads", "5 heads")]
    public void Content_that_cannot_be_served_is_refused(string mistake, string named)
    {
        using var folder = new TestFolder();
        var content = Fixture.Content();
        var weights = content.Weights.ToDictionary(w => w.Key, w => w.Value);
        if (mistake == "missing") weights.Remove(named);
        if (mistake == "shape") weights[named] = new FloatTensor([1, 32], new float[32]);
        if (mistake == "infinite") weights[named].Data[7] = float.PositiveInfinity;
        if (mistake == "extra") weights[named] = new FloatTensor([1], [0]);
        content = content with { Weights = weights };
        if (mistake == "twice")
            content = content with
            {
                Catalogue = [.. content.Catalogue.Select((row, i) => i == 5 ? row with { ProductId = "P1" } : row)],
            };
        if (mistake == "format")
            content = content with { Quantize = new QuantizeSettings { Tables = "int3" } };
        if (mistake == "heads")
            content = content with { Encoder = content.Encoder with { Heads = 5 } };
        Assert.Contains(named, Assert.Throws<ArtifactException>(() => BundleWriter.Write(folder.Path, content)).Message);
    }
}
