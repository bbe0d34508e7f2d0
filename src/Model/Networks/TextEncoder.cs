using Recsys.Model.Architecture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Recsys.Model.Networks;

/// <summary>
/// Encodes hashed text features: the mean of their rows in one table that titles and queries share, then the projection of either side.
/// </summary>
public sealed class TextEncoder(TextLayers layers, Parameters parameters)
{
    private EmbeddingBag? _bags;

    /// <summary>
    /// Makes what the first encoding would make. libtorch draws that module's own weights, though they are never used,
    /// from the generator that dropout draws from: training does it at a fixed place, whether it begins or resumes.
    /// </summary>
    public void Prepare() => Bags();

    /// <summary>Vectors [n, d] of n titles.</summary>
    public Tensor Items(FeatureBags bags) => Encode(bags, layers.Titles);

    /// <summary>Vectors [n, d] of n queries.</summary>
    public Tensor Queries(FeatureBags bags) => Encode(bags, layers.Queries);

    private Tensor Encode(FeatureBags bags, LinearLayer projection)
    {
        var features = tensor(bags.Features, [bags.Features.Length]);
        var offsets = tensor(bags.Offsets, [bags.Offsets.Length]);
        return parameters.Apply(projection, Bags().forward(features, offsets, null));
    }

    // The module shares the parameter's storage and gradient; a mean over indices without it would build every row twice.
    private EmbeddingBag Bags()
    {
        if (_bags is not null) return _bags;
        var table = parameters[layers.Features.Weight];
        _bags = EmbeddingBag(1, table.shape[1], mode: EmbeddingBagMode.Mean);
        _bags.weight = table;
        return _bags;
    }
}
