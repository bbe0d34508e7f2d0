using System.Numerics;
using Recsys.Engine.Vectors;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Onnx;

/// <summary>The layers of the description, as nodes of an ONNX graph.</summary>
/// <param name="format">Of the weights of linear layers, one row an output channel.</param>
internal sealed class LayerWriter(GraphBuilder graph, IReadOnlyDictionary<string, FloatTensor> weights, TableFormat format)
{
    /// <summary><c>y = x Wᵀ + b</c> of a [n, in] value; W [out, in] as stored in the checkpoint.</summary>
    public string Apply(LinearLayer layer, string input) =>
        graph.Node("Gemm", [input, Matrix(layer.Weight), Stored(layer.Bias)], ("transB", 1));

    /// <summary>Layer normalization over the last dimension.</summary>
    public string Apply(NormLayer layer, string input) =>
        graph.Node(
            "LayerNormalization",
            [input, Stored(layer.Weight), Stored(layer.Bias)],
            ("axis", -1),
            ("epsilon", (float)NormLayer.Epsilon)
        );

    /// <summary>Rows [n, m] of a table [H, m], given their numbers.</summary>
    /// <remarks>
    /// GatherBlockQuantized unpacks only the rows that were asked for; a DequantizeLinear before a Gather would unpack
    /// the whole table. It takes integers only as unsigned with zero at the middle, whole bytes of them, and blocks of a power of two:
    /// the first one that holds a row gives one scale a row.
    /// </remarks>
    public string Rows(EmbeddingTable layer, string numbers, TableFormat table)
    {
        if (!table.Scaled) return graph.Node("Gather", [Stored(layer.Weight), numbers], ("axis", 0));
        var (name, weight) = (layer.Weight.Name, weights[layer.Weight.Name]);
        var (height, width) = (weight.Shape[0], (int)weight.Shape[1]);
        var rows = table.Encode(weight.Data, width);
        long bytes = table.ValueBytes(width), padded = bytes * 8 / table.Bits;
        var block = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, padded));
        var values = graph.Uint8(name, [height, bytes], PackedIntegers.Unsigned(rows.Values, table.Bits));
        var gathered = graph.MicrosoftNode("GatherBlockQuantized",
            [values, numbers, graph.Float32($"{name}.scale", [height, 1], rows.Scales)],
            ("bits", table.Bits), ("block_size", block), ("gather_axis", 0), ("quantize_axis", 1));
        if (padded == width) return gathered;
        return graph.Node("Slice",
            [gathered, graph.Int64($"{name}.first", 0), graph.Int64($"{name}.width", width), graph.Int64($"{name}.axis", 1)]);
    }

    /// <summary>A tensor of the checkpoint as it is.</summary>
    public string Stored(TensorSpec spec) => graph.Float32(spec.Name, weights[spec.Name].Shape, weights[spec.Name].Data);

    // DequantizeLinear of this opset reads no integers narrower than a byte.
    private string Matrix(TensorSpec spec)
    {
        if (!format.Scaled) return Stored(spec);
        var (name, weight) = (spec.Name, weights[spec.Name]);
        var rows = format.Encode(weight.Data, (int)weight.Shape[1]);
        var values = graph.Int8(name, weight.Shape, PackedIntegers.Widened(rows.Values, format.Bits, (int)weight.Shape[1]));
        var scales = graph.Float32($"{name}.scale", [rows.Scales.Length], rows.Scales);
        return graph.Node("DequantizeLinear", [values, scales], ("axis", 0));
    }
}
