using Recsys.Model.Bundles;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Onnx;

/// <summary>Adds the parts that both encoders use.</summary>
internal sealed class LayerWriter(GraphBuilder graph, IReadOnlyDictionary<string, FloatTensor> weights, bool int8)
{
    /// <summary><c>y = x Wᵀ + b</c> of a [n, in] value; W [out, in] as stored in the checkpoint, int8 by output channel if asked.</summary>
    public string Linear(string input, string name)
    {
        var weight = weights[$"{name}.weight"];
        return graph.Node("Gemm", [input, Matrix($"{name}.weight", weight), Stored($"{name}.bias")], ("transB", 1));
    }

    /// <summary>Layer normalization over the last dimension, ε = 1e-5.</summary>
    public string Norm(string input, string name) =>
        graph.Node("LayerNormalization", [input, Stored($"{name}.weight"), Stored($"{name}.bias")], ("axis", -1), ("epsilon", 1e-5f));

    /// <summary>A tensor of the checkpoint as it is.</summary>
    public string Stored(string name) => graph.Float32(name, weights[name].Shape, weights[name].Data);

    private string Matrix(string name, FloatTensor weight)
    {
        if (!int8) return Stored(name);
        var rows = RowQuantizer.Quantize(weight);
        var values = graph.Int8(name, weight.Shape, rows.Values);
        var scales = graph.Float32($"{name}.scale", [rows.Scales.Length], rows.Scales);
        return graph.Node("DequantizeLinear", [values, scales], ("axis", 0));
    }
}
