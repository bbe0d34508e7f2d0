using Recsys.Contracts.Artifacts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Recsys.Model.Networks;

/// <summary>
/// Hashed text features to vectors: the mean of the features' rows in one table that titles and queries share, then a
/// projection of each side's own.
/// </summary>
public sealed class TextEncoder(Parameters parameters)
{
    private EmbeddingBag? _bags;

    public static void Initialise(EncoderShape shape, Parameters parameters, Generator generator)
    {
        long d = shape.Dimensions;
        parameters.AddNormal("query.table", [shape.TextBuckets, d], 0.1, generator);
        foreach (var side in new[] { "query.projection", "item.text" })
        {
            parameters.AddNormal($"{side}.weight", [d, d], Math.Sqrt(1.0 / d), generator);
            parameters.AddConstant($"{side}.bias", [d], 0);
        }
    }

    /// <summary>
    /// Makes what the first encoding would make. libtorch draws that module's own weights, though they are never used,
    /// from the generator that dropout draws from: training does it at a fixed place, whether it begins or resumes.
    /// </summary>
    public void Prepare() => Bags();

    /// <summary>Vectors [n, d] of n titles.</summary>
    public Tensor Items(FeatureBags bags) => Encode(bags, "item.text");

    /// <summary>Vectors [n, d] of n queries.</summary>
    public Tensor Queries(FeatureBags bags) => Encode(bags, "query.projection");

    private Tensor Encode(FeatureBags bags, string side)
    {
        var features = tensor(bags.Features, [bags.Features.Length]);
        var offsets = tensor(bags.Offsets, [bags.Offsets.Length]);
        var mean = Bags().forward(features, offsets, null);
        return functional.linear(mean, parameters[$"{side}.weight"], parameters[$"{side}.bias"]);
    }

    // The module shares the parameter's storage and gradient; a mean over indices without it would build every row twice.
    private EmbeddingBag Bags()
    {
        if (_bags is not null) return _bags;
        var table = parameters["query.table"];
        _bags = EmbeddingBag(1, table.shape[1], mode: EmbeddingBagMode.Mean);
        _bags.weight = table;
        return _bags;
    }
}

/// <summary>Bags of feature ids, one after another; bag i begins at Offsets[i]. An empty bag encodes as zero.</summary>
public sealed record FeatureBags(long[] Features, long[] Offsets)
{
    public static FeatureBags Of(IReadOnlyList<int[]> bags)
    {
        var offsets = new long[bags.Count];
        long total = 0;
        for (var i = 0; i < bags.Count; i++)
        {
            offsets[i] = total;
            total += bags[i].Length;
        }
        var features = new long[total];
        var at = 0;
        foreach (var bag in bags)
            foreach (var feature in bag) features[at++] = feature;
        return new FeatureBags(features, offsets);
    }
}
