using Recsys.Contracts.Artifacts;
using Recsys.Engine.Neighbours;
using Recsys.Model.Bundles;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Model.Neighbours;

namespace Recsys.Server.Tests.Support;

/// <summary>Small bundles with random weights from a fixed seed, and histories for them.</summary>
public static class Fixtures
{
    public const int Products = 150;

    private static readonly EncoderShape Shape = new()
    {
        Dimensions = 32,
        Length = 20,
        Blocks = 1,
        Heads = 2,
        FeedForward = 32,
        TextBuckets = 256,
    };

    /// <summary>Id of product i: 1000, 1001, … or SKU-0000, SKU-0001, …</summary>
    public static string Id(int product, bool integers = true) => integers ? $"{1000 + product}" : $"SKU-{product:D4}";

    /// <summary>Product i was bought <c>Products − i</c> times, so that popularity follows the index.</summary>
    /// <param name="products">The product of each row; null: product i in row i.</param>
    /// <param name="bare">Whether no product has a category or a price.</param>
    public static void WriteBundle(string folder, bool integers = true, bool repeats = true, int[]? products = null, bool bare = false)
    {
        products ??= [.. Enumerable.Range(0, Products)];
        var random = new Random(7);
        var weights = CheckpointTensors
            .Shapes(Shape, products.Length)
            .ToDictionary(
                pair => pair.Key,
                pair => new FloatTensor(
                    pair.Value,
                    [
                        .. Enumerable
                            .Range(0, (int)pair.Value.Aggregate(1L, (a, b) => a * b))
                            .Select(_ => (float)(random.NextDouble() - 0.5)),
                    ]
                )
            );
        Array.Clear(weights["user.gap"].Data); // what is asked here is which events count, with or without a time
        var forgetful = new NeighbourScorer(
            new SparseWeights(new int[products.Length + 1], [], []),
            new float[HistoryFeatures.Priors * products.Length]
        );
        foreach (var (name, value) in NeighbourTensors.Of(forgetful, HistoryRankers.EncoderOnly)) weights[name] = value;
        using var target = new AtomicFolder(folder);
        BundleWriter.Write(target.Path, new BundleContent
        {
            Name = "fixture",
            Encoder = Shape,
            Weights = weights,
            Catalogue = [.. products.Select(i =>
                new CatalogueRow(
                    Id(i, integers),
                    $"键盘 Keyboard {i}",
                    bare ? "" : "Computers > Keyboards",
                    bare || i % 3 == 0 ? null : 9.5 + i,
                    Products - i
                ))],
            ProductIdType = integers ? "integer" : "text",
            Repeats = repeats,
            Lineage = new Dictionary<string, string>(),
            // Only the first of the two shops has categories to tell.
            Classifier = integers ? Classifier(random) : null,
            Tags = [new TagRow("value", "silver", "Silver"), new TagRow("unit", "gb", "GB")],
        });
        target.Commit();
    }

    private static FittedClassifier Classifier(Random random)
    {
        string[] categories = ["Computers", "Computers > Keyboards", "Phones"];
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        return new FittedClassifier(
            categories,
            new ClassifierWeights(new FloatTensor([256, 3], Draw(768)), new FloatTensor([3, 32], Draw(96)), [0, 3, 0]),
            1,
            null,
            1
        );
    }

    public static void WriteHistory(string folder, params string[][] rows)
    {
        Directory.CreateDirectory(folder);
        Tsv.Write(Path.Combine(folder, Tables.History), Tables.HistoryColumns, rows);
    }
}

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("server-tests-").FullName;

    public string Bundle => System.IO.Path.Combine(Path, "bundle");

    public string History => System.IO.Path.Combine(Path, "history");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
