using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Architecture;

/// <summary>
/// The networks, described once: a checkpoint's tensors, their first values, the computation in libtorch, the ONNX graphs and the
/// pruning all follow from it.
/// </summary>
/// <param name="shape">Sizes of the networks.</param>
/// <param name="products">N.</param>
public sealed class NetworkDescription(EncoderShape shape, int products)
{
    /// <summary>Name of the final item vectors [N, d]: what the item layers and the titles' texts add up to.</summary>
    public const string ItemVectors = "items";

    public ItemLayers Items { get; } = new(products, shape.Dimensions);

    public TextLayers Text { get; } = new(shape.TextBuckets, shape.Dimensions);

    public UserLayers Users { get; } = new(shape);

    /// <summary>Every trainable tensor, in the order in which they are initialised.</summary>
    public IEnumerable<TensorSpec> Trainable => [.. Items.Tensors, .. Text.Tensors, .. Users.Tensors];

    /// <summary>Those that only training needs.</summary>
    public IEnumerable<TensorSpec> TrainingOnly => [.. Items.Tensors, .. Text.Titles.Tensors];
}
