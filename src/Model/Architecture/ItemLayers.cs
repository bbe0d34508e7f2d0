using Recsys.Model.Data;

namespace Recsys.Model.Architecture;

/// <summary>What a product's vector is the sum of, besides its encoded text. For training only: a bundle has the sums.</summary>
/// <param name="products">N.</param>
/// <param name="width">Length d of a vector.</param>
public sealed class ItemLayers(int products, int width) : ILayer
{
    private const double Deviation = 0.02;

    /// <summary>One row for each product.</summary>
    public EmbeddingTable Identity { get; } = new("item.identity", products, width, Deviation);

    /// <summary>One row for each <see cref="PriceBand"/>.</summary>
    public EmbeddingTable Price { get; } = new("item.price", PriceBand.Count, width, Deviation);

    public IEnumerable<TensorSpec> Tensors => [.. Identity.Tensors, .. Price.Tensors];
}
