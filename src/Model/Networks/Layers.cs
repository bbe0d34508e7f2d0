using Recsys.Model.Architecture;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Recsys.Model.Networks;

/// <summary>The layers of the description, computed in libtorch.</summary>
internal static class Layers
{
    /// <summary>y = x Wᵀ + b over the last dimension.</summary>
    public static Tensor Apply(this Parameters parameters, LinearLayer layer, Tensor x) =>
        functional.linear(x, parameters[layer.Weight], parameters[layer.Bias]);

    /// <summary>Layer normalization over the last dimension.</summary>
    public static Tensor Apply(this Parameters parameters, NormLayer layer, Tensor x) =>
        functional.layer_norm(x, [layer.Width], parameters[layer.Weight], parameters[layer.Bias], NormLayer.Epsilon);

    /// <summary>Rows [n, d] of a table, given their numbers [n], int64.</summary>
    public static Tensor Rows(this Parameters parameters, EmbeddingTable table, Tensor ids) =>
        parameters[table.Weight].index_select(0, ids);
}
