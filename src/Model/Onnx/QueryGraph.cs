using System.Numerics;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Settings;
using Recsys.Model.Bundles;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Onnx;

/// <summary>Writes <c>query.onnx</c>: the mean of the text features' vectors, projected.</summary>
public static class QueryGraph
{
    /// <summary>The file's bytes.</summary>
    /// <param name="shape">Shape of the network.</param>
    /// <param name="weights">The checkpoint's tensors; those under <c>query.</c> are used.</param>
    /// <param name="quantize"><c>Tables</c> for the feature vectors, <c>Weights</c> for the projection.</param>
    public static byte[] Write(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> weights, QuantizeSettings quantize)
    {
        var graph = new GraphBuilder("query");
        var layers = new LayerWriter(graph, weights, quantize.Weights == "int8");
        var features = graph.Int64Input("features", "n");
        var rows = quantize.Tables == "int8"
            ? Int8Rows(graph, weights["query.table"], features)
            : graph.Node("Gather", [layers.Stored("query.table"), features], ("axis", 0));
        var mean = graph.Node("ReduceMean", [rows, graph.Int64("zero", 0)], ("keepdims", 1));
        graph.Float32Output("query", layers.Linear(mean, "query.projection"), 1, shape.Dimensions);
        return graph.ToBytes();
    }

    /// <summary>
    /// GatherBlockQuantized unpacks only the rows that were asked for; a DequantizeLinear before a Gather would unpack
    /// the whole table. It takes 8-bit values only as unsigned with zero at 128, and blocks of a power of two: the
    /// first one that holds a row gives one scale a row.
    /// </summary>
    private static string Int8Rows(GraphBuilder graph, FloatTensor table, string features)
    {
        var rows = RowQuantizer.Quantize(table);
        var values = Array.ConvertAll(rows.Values, value => (byte)(value + 128));
        var block = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, table.Shape[1]));
        return graph.MicrosoftNode("GatherBlockQuantized",
            [graph.Uint8("query.table", table.Shape, values), features, graph.Float32("query.table.scale", [table.Shape[0], 1], rows.Scales)],
            ("bits", 8), ("block_size", block), ("gather_axis", 0), ("quantize_axis", 1));
    }
}
