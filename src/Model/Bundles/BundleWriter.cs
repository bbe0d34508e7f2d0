using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Vectors;
using Recsys.Model.Checkpoints;
using Recsys.Model.Neighbours;
using Recsys.Model.Onnx;

namespace Recsys.Model.Bundles;

/// <summary>Writes the folder that the engine opens; docs/artifacts.md has its schema.</summary>
public static class BundleWriter
{
    /// <summary>
    /// Writes every file into an existing, empty folder: the temporary sibling of an <see cref="AtomicFolder"/>.
    /// The same content gives the same bytes.
    /// </summary>
    /// <exception cref="ArtifactException">The content is incomplete, of other shapes, or not finite.</exception>
    public static BundleManifest Write(string targetFolder, BundleContent content)
    {
        Check(content);
        WriteCatalogue(Path.Combine(targetFolder, Tables.Catalogue), content.Catalogue);
        WriteItems(Path.Combine(targetFolder, BundleManifest.ItemsFile), content);
        File.WriteAllBytes(
            Path.Combine(targetFolder, BundleManifest.EncoderFile),
            EncoderGraph.Write(content.Encoder, content.Weights, content.Quantize)
        );
        File.WriteAllBytes(
            Path.Combine(targetFolder, BundleManifest.QueryFile),
            QueryGraph.Write(content.Encoder, content.Weights, content.Quantize)
        );
        WriteNeighbours(Path.Combine(targetFolder, BundleManifest.NeighbourFile), content);
        File.WriteAllBytes(
            Path.Combine(targetFolder, InvertedIndexFormat.FileName),
            InvertedIndexWriter.Write([.. content.Catalogue.Select(row => new IndexedProduct(row.Title, row.Category, row.Description))])
        );
        if (content.Classifier is { } classifier)
        {
            File.WriteAllBytes(
                Path.Combine(targetFolder, BundleManifest.ClassifierFile),
                ClassifierGraph.Write(classifier.Weights, content.Quantize)
            );
            Tsv.Write(
                Path.Combine(targetFolder, BundleManifest.CategoriesFile),
                Tables.CategoriesColumns,
                classifier.Categories.Select(category => (string[])[category])
            );
        }
        if (content.Tags is { } tags)
            Tsv.Write(
                Path.Combine(targetFolder, BundleManifest.TagsFile),
                Tables.TagsColumns,
                tags.Select(tag => (string[])[tag.Kind, tag.Text, tag.Tag])
            );
        return WriteManifest(targetFolder, content);
    }

    /// <summary>Writes the manifest of the files that are there, over one that may be: what the search has learned from the other files is
    /// part of it alone.</summary>
    public static BundleManifest WriteManifest(string targetFolder, BundleContent content)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(targetFolder).Where(file => Path.GetFileName(file) != BundleManifest.FileName))
            files[Path.GetFileName(file)] = ContentHash.OfFile(file);
        var manifest = new BundleManifest
        {
            Name = content.Name,
            Files = files,
            Encoder = content.Encoder,
            ProductIdType = content.ProductIdType,
            Products = content.Catalogue.Count,
            Tables = content.Quantize.Tables,
            Repeats = content.Repeats,
            Cold = content.Cold ? true : null,
            Search = content.Search,
            Lineage = Sorted(content.Lineage),
            Card = Sorted(content.Card),
            Profile = content.Profile,
        };
        File.WriteAllText(Path.Combine(targetFolder, BundleManifest.FileName), ArtifactJson.Serialize(manifest));
        return manifest;
    }

    private static void Check(BundleContent content)
    {
        var shape = content.Encoder;
        if (shape.Dimensions % 32 != 0 || shape.Dimensions is <= 0 or > 512)
            throw Unusable($"{shape.Dimensions} dimensions are not a multiple of 32 up to 512");
        if (shape.Heads <= 0 || shape.Dimensions % shape.Heads != 0)
            throw Unusable($"{shape.Heads} heads do not divide {shape.Dimensions} dimensions");
        if (shape.Blocks <= 0 || shape.Length <= 0)
            throw Unusable("the encoder needs at least one block and one position");
        foreach (var format in (string[])[content.Quantize.Tables, content.Quantize.Weights])
        {
            if (TableFormats.Find(format) is null) throw Unusable($"'{format}' is not a number format; use {TableFormats.Names}");
        }
        CheckpointTensors.Check(content.Weights, shape, content.Catalogue.Count, "the checkpoint");
        if (
            content.Classifier?.Weights is { } classifier
            && classifier.Wide.Data.Concat(classifier.Deep.Data).Concat(classifier.Bias).Any(value => !float.IsFinite(value))
        )
            throw Unusable("the classifier has a value that is not finite");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in content.Catalogue)
        {
            if (!ids.Add(row.ProductId)) throw Unusable($"the product id '{row.ProductId}' occurs twice");
            if (row.Price is { } price && !double.IsFinite(price)) throw Unusable($"the price of product '{row.ProductId}' is not finite");
        }

        ArtifactException Unusable(string what) =>
            new($"the bundle of {content.Name} cannot be written: {what}. Remedy: run Ingest and Train again with these settings.");
    }

    private static void WriteCatalogue(string path, IReadOnlyList<CatalogueRow> catalogue) =>
        Tsv.Write(path, Tables.CatalogueColumns, catalogue.Select(row => (string[])
        [
            row.ProductId, row.Title, row.Category,
            row.Price?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            row.Popularity.ToString(CultureInfo.InvariantCulture),
        ]));

    private static void WriteItems(string path, BundleContent content)
    {
        using var file = File.Create(path);
        TableFormats.Of(content.Quantize.Tables).Write(file, content.Weights[CheckpointTensors.Items].Data, content.Encoder.Dimensions);
    }

    private static void WriteNeighbours(string path, BundleContent content)
    {
        var (neighbours, rankers) = NeighbourTensors.Read(content.Weights, content.Catalogue.Count, "the checkpoint");
        using var file = File.Create(path);
        NeighbourFile.Write(file, neighbours, rankers, TableFormats.Of(content.Quantize.Tables));
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs) sorted[name] = value;
        return sorted;
    }
}
