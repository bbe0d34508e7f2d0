using System.Runtime.InteropServices;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Classification;
using Recsys.Model.Data;
using Recsys.Model.Onnx.Format;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Classification;

/// <summary>The classifier of a bundle that went through every verb.</summary>
[Collection(TinyShop.Collection)]
public sealed class ClassifierTests(TinyShop shop) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Titles_that_were_learned_are_told_apart()
    {
        using var engine = RecsysEngine.Open(shop.Bundle);
        var split = new ProductSplit(shop.Settings.Classify, shop.Settings.Seed);
        var learned = shop.Dataset.Products.Where(product => split.Of(product.Id) != Split.Test).ToArray();
        Assert.Contains(learned, product => split.Of(product.Id) == Split.Validation); // what chose is learned too
        var right = learned.Count(product => engine.Classify(product.Title).Category[^1].Path == product.Category);
        Assert.True(right >= 0.9 * learned.Length, $"{right} of {learned.Length}");
    }

    [Theory]
    [InlineData("夜鸢 Nightkyte 笔记本电脑 Laptop 16GB 银色")]
    [InlineData("ΕΛΛΗΝΙΚΑ laptop 手机 العربية 한국어")]
    [InlineData("zzzzqqqq")]
    public void Probabilities_are_of_a_path(string title)
    {
        foreach (var bundle in (string[])[shop.Bundle, shop.Reference])
        {
            using var engine = RecsysEngine.Open(bundle);
            var levels = engine.Classify(title).Category;
            Assert.All(levels.Zip(levels.Skip(1)), pair =>
            {
                Assert.StartsWith(pair.First.Path + " > ", pair.Second.Path, StringComparison.Ordinal);
                Assert.True(pair.First.Probability >= pair.Second.Probability);
            });
            Assert.All(levels, level => Assert.InRange(level.Probability, 1e-9, 1));
            Assert.Contains(shop.Dataset.Products, product => product.Category == levels[^1].Path);
        }
    }

    [Fact]
    public void No_tensor_of_any_exported_graph_has_a_value_that_is_no_number()
    {
        var graphs = new[] { shop.Bundle, shop.Reference }.SelectMany(folder => Directory.GetFiles(folder, "*.onnx")).ToArray();
        Assert.Equal(6, graphs.Length);
        foreach (var file in graphs)
        {
            var tensors = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph.Initializer;
            Assert.NotEmpty(tensors);
            foreach (var tensor in tensors.Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float))
            foreach (var value in MemoryMarshal.Cast<byte, float>(tensor.RawData.Span))
                Assert.True(float.IsFinite(value), $"{file}: {tensor.Name}");
        }
    }

    [Fact]
    public void The_categories_of_held_out_products_change_nothing_that_is_learned()
    {
        var split = new ProductSplit(shop.Settings.Classify, shop.Settings.Seed);
        var rows = Tsv.Read(Path.Combine(shop.DatasetFolder, Tables.Products), Tables.ProductColumns).ToArray();
        foreach (var row in rows.Where(row => split.Of(row[0]) == Split.Test)) row[2] = "Elsewhere > Odd";
        CopyWith(rows, "dataset");
        Tool.Succeed("train", "--settings", shop.SettingsFile, "--dataset", _folder["dataset"], "--out", _folder["train"]);
        Tool.Succeed(
            "prune",
            "--settings",
            shop.SettingsFile,
            "--dataset",
            _folder["dataset"],
            "--checkpoint",
            _folder["train"],
            "--out",
            _folder["prune"]
        );
        Tool.Succeed(
            "quantize",
            "--settings",
            shop.SettingsFile,
            "--dataset",
            _folder["dataset"],
            "--trained",
            _folder["train"],
            "--pruned",
            _folder["prune"],
            "--reference",
            _folder["reference"],
            "--out",
            _folder["bundle"]
        );
        foreach (
            var file in (string[])
                [
                    BundleManifest.ClassifierFile,
                    BundleManifest.CategoriesFile,
                    BundleManifest.TagsFile,
                    BundleManifest.QueryFile,
                    BundleManifest.EncoderFile,
                ]
        )
            Assert.Equal(
                ContentHash.OfFile(Path.Combine(shop.Bundle, file)),
                ContentHash.OfFile(Path.Combine(_folder["bundle"], file))
            );
        Assert.NotEqual(
            ContentHash.OfFile(Path.Combine(shop.Bundle, BundleManifest.ItemsFile)),
            ContentHash.OfFile(Path.Combine(_folder["bundle"], BundleManifest.ItemsFile))
        );
    }

    [Fact]
    public void A_classifier_can_be_left_out()
    {
        File.WriteAllText(
            _folder["settings.json"],
            File.ReadAllText(shop.SettingsFile)
                .Replace("\"name\": \"tiny\"", "\"name\": \"tiny\", \"classify\": {\"max_epochs\": 0}", StringComparison.Ordinal)
        );
        Tool.Succeed(
            "quantize",
            "--settings",
            _folder["settings.json"],
            "--dataset",
            shop.DatasetFolder,
            "--trained",
            shop.Trained,
            "--pruned",
            shop.Pruned,
            "--reference",
            _folder["reference"],
            "--out",
            _folder["bundle"]
        );
        using var engine = RecsysEngine.Open(_folder["bundle"]);
        Assert.Equal(
            (0, 0, ClassifiedTitle.NoCategories),
            engine.Classify("laptop") is var answer ? (answer.Category.Count, answer.Tags.Count, answer.Reason) : default
        );
    }

    private void CopyWith(string[][] rows, string name)
    {
        Directory.CreateDirectory(_folder[name]);
        foreach (var file in Directory.GetFiles(shop.DatasetFolder)) File.Copy(file, Path.Combine(_folder[name], Path.GetFileName(file)));
        var products = Path.Combine(_folder[name], Tables.Products);
        Tsv.Write(products, Tables.ProductColumns, rows);
        var path = Path.Combine(_folder[name], DatasetManifest.FileName);
        var manifest = ArtifactJson.Read<DatasetManifest>(path);
        manifest.Files[Tables.Products] = ContentHash.OfFile(products);
        File.WriteAllText(path, ArtifactJson.Serialize(manifest with { Learning = null }));
    }
}
