using System.Numerics;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using Recsys.Model.Quantization;

namespace Recsys.Model.Onnx;

/// <summary>The layers of the description, as nodes of an ONNX graph.</summary>
internal sealed class LayerWriter(GraphBuilder graph, IReadOnlyDictionary<string, FloatTensor> weights, bool int8)
{
    /// <summary><c>y = x Wᵀ + b</c> of a [n, in] value; W [out, in] as stored in the checkpoint, int8 by output channel if asked.</summary>
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
    /// the whole table. It takes 8-bit values only as unsigned with zero at 128, and blocks of a power of two: the
    /// first one that holds a row gives one scale a row.
    /// </remarks>
    public string Rows(EmbeddingTable layer, string numbers, bool int8)
    {
        if (!int8) return graph.Node("Gather", [Stored(layer.Weight), numbers], ("axis", 0));
        var (name, table) = (layer.Weight.Name, weights[layer.Weight.Name]);
        var rows = RowQuantizer.Quantize(table);
        var values = Array.ConvertAll(rows.Values, value => (byte)(value + 128));
        var block = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, table.Shape[1]));
        return graph.MicrosoftNode("GatherBlockQuantized",
            [graph.Uint8(name, table.Shape, values), numbers, graph.Float32($"{name}.scale", [table.Shape[0], 1], rows.Scales)],
            ("bits", 8), ("block_size", block), ("gather_axis", 0), ("quantize_axis", 1));
    }

    /// <summary>A tensor of the checkpoint as it is.</summary>
    public string Stored(TensorSpec spec) => graph.Float32(spec.Name, weights[spec.Name].Shape, weights[spec.Name].Data);

    private string Matrix(TensorSpec spec)
    {
        if (!int8) return Stored(spec);
        var (name, weight) = (spec.Name, weights[spec.Name]);
        var rows = RowQuantizer.Quantize(weight);
        var values = graph.Int8(name, weight.Shape, rows.Values);
        var scales = graph.Float32($"{name}.scale", [rows.Scales.Length], rows.Scales);
        return graph.Node("DequantizeLinear", [values, scales], ("axis", 0));
    }
}
