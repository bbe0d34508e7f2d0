using Recsys.Contracts.Artifacts;
using Recsys.Engine.Vectors;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using Recsys.Settings;

namespace Recsys.Model.Onnx;

/// <summary>Writes <c>query.onnx</c>: the mean of the text features' vectors, projected.</summary>
public static class QueryGraph
{
    /// <summary>The file's bytes.</summary>
    /// <param name="shape">Shape of the network.</param>
    /// <param name="weights">The checkpoint's tensors; those of the query encoder are used.</param>
    /// <param name="quantize"><c>Tables</c> for the feature vectors, <c>Weights</c> for the projection.</param>
    public static byte[] Write(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> weights, QuantizeSettings quantize)
    {
        var text = new TextLayers(shape.TextBuckets, shape.Dimensions);
        var graph = new GraphBuilder("query");
        var layers = new LayerWriter(graph, weights, TableFormats.Of(quantize.Weights));
        var features = graph.Int64Input("features", "n");
        var rows = layers.Rows(text.Features, features, TableFormats.Of(quantize.Tables));
        var mean = graph.Node("ReduceMean", [rows, graph.Int64("zero", 0)], ("keepdims", 1));
        graph.Float32Output("query", layers.Apply(text.Queries, mean), 1, shape.Dimensions);
        return graph.ToBytes();
    }
}
