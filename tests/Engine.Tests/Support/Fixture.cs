using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Neighbours;
using Recsys.Model.Bundles;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Model.Neighbours;
using Recsys.Settings;

namespace Recsys.Engine.Tests.Support;

/// <summary>Small bundles with random, seeded weights.</summary>
internal static class Fixture
{
    public static readonly QuantizeSettings Float32 = new() { Tables = "float32", Weights = "float32" };
    public static readonly QuantizeSettings Int8 = new() { Tables = "int8", Weights = "int8" };

    public static EncoderShape Shape(int dimensions = 32, int length = 12, int blocks = 2, int heads = 2) => new()
    {
        Dimensions = dimensions,
        Length = length,
        Blocks = blocks,
        Heads = heads,
        FeedForward = 48,
        TextBuckets = 97,
    };

    public static BundleContent Content(
        EncoderShape? shape = null,
        int products = 60,
        QuantizeSettings? quantize = null,
        int seed = 1,
        bool repeats = true
    )
    {
        shape ??= Shape();
        var random = new Random(seed);
        return new BundleContent
        {
            Name = "fixture",
            Encoder = shape,
            Weights = Weights(shape, products, random),
            Catalogue =
            [
                .. Enumerable
                    .Range(0, products)
                    .Select(i => new CatalogueRow($"P{i}", $"title {i}", "a > b", i % 3 == 0 ? null : i + 0.25, i * 7 % 11)),
            ],
            ProductIdType = "text",
            Repeats = repeats,
            Lineage = new Dictionary<string, string> { ["dataset"] = "sha256:00", ["checkpoint"] = "sha256:11" },
            Card = new Dictionary<string, string> { ["users"] = "3" },
            Quantize = quantize ?? Float32,
        };
    }

    public static Dictionary<string, FloatTensor> Weights(EncoderShape shape, int products, Random random)
    {
        var weights = new Dictionary<string, FloatTensor>();
        foreach (var (name, size) in CheckpointTensors.Shapes(shape, products))
        {
            var isNorm = name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal);
            var scale = size.Length == 2 ? 1.5 / Math.Sqrt(shape.Dimensions) : 0.3;
            var data = new float[size.Aggregate(1L, (product, n) => product * n)];
            for (var i = 0; i < data.Length; i++) data[i] = (float)((isNorm ? 1 : 0) + scale * (2 * random.NextDouble() - 1));
            weights[name] = new FloatTensor(size, data);
        }
        foreach (var (name, value) in NeighbourTensors.Of(Neighbours(products, random), Rankers(random))) weights[name] = value;
        return weights;
    }

    /// <summary>Random weights; its table is smaller than the shape's.</summary>
    public static FittedClassifier Classifier(EncoderShape? shape = null, int seed = 3, params string[] categories)
    {
        shape ??= Shape();
        if (categories.Length == 0) categories = ["a", "a > b", "a > b > c", "d > e", "f"];
        var random = new Random(seed);
        float[] Draw(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (float)(4 * random.NextDouble() - 2))];
        long classes = categories.Length,
            buckets = shape.TextBuckets - 30,
            d = shape.Dimensions;
        var weights = new ClassifierWeights(
            new FloatTensor([buckets, classes], Draw(buckets * classes)),
            new FloatTensor([classes, d], Draw(classes * d)),
            Draw(classes)
        );
        return new FittedClassifier(categories, weights, 1, null, 1);
    }

    /// <summary>Rows of up to six neighbours, some of them empty.</summary>
    public static NeighbourScorer Neighbours(int products, Random random)
    {
        var starts = new int[products + 1];
        var items = new List<int>();
        for (var row = 0; row < products; row++)
        {
            items.AddRange(
                Enumerable
                    .Range(0, row % 7 == 3 ? 0 : 6)
                    .Select(_ => random.Next(products))
                    .Where(item => item != row)
                    .Distinct()
                    .Order()
            );
            starts[row + 1] = items.Count;
        }
        return new(
            new SparseWeights(starts, [.. items], [.. items.Select(_ => Signed(random))]),
            [.. Enumerable.Range(0, HistoryFeatures.Priors * products).Select(_ => (float)random.NextDouble())]
        );
    }

    /// <summary>Weights for short and for long histories.</summary>
    public static HistoryRankers Rankers(Random random) => new([0, 5], [Row(random), Row(random)]);

    private static float[] Row(Random random) => [.. Enumerable.Range(0, HistoryFeatures.Count).Select(_ => Signed(random))];

    private static float Signed(Random random) => (float)(2 * random.NextDouble() - 1);

    public static HistoryItem[] History(int events, int products, int seed = 5)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, events)
                .Select(i => new HistoryItem(
                    random.Next(products),
                    (EventType)random.Next(3),
                    1_700_000_000_000 + (1000L << (i % 30))
                )),
        ];
    }

    /// <summary>Writes the bundle and opens it.</summary>
    public static RecsysEngine Open(TestFolder folder, BundleContent content)
    {
        var path = folder.Folder("bundle");
        BundleWriter.Write(path, content);
        return RecsysEngine.Open(path);
    }
}
