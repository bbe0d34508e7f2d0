using Recsys.Engine.Vectors;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using Recsys.Model.Classification;
using Recsys.Settings;

namespace Recsys.Model.Onnx;

/// <summary>Writes <c>classifier.onnx</c>: the probabilities of the categories from text features and their query vector.</summary>
public static class ClassifierGraph
{
    /// <summary>The file's bytes.</summary>
    /// <param name="classifier">Fitted weights.</param>
    /// <param name="quantize"><c>Tables</c> for the features' rows, <c>Weights</c> for the matrix.</param>
    public static byte[] Write(ClassifierWeights classifier, QuantizeSettings quantize)
    {
        long buckets = classifier.Wide.Shape[0], classes = classifier.Deep.Shape[0], dimensions = classifier.Deep.Shape[1];
        var (wide, deep) = (new EmbeddingTable("wide", buckets, classes, 0), new LinearLayer("deep", dimensions, classes));
        var graph = new GraphBuilder("classifier");
        var layers = new LayerWriter(graph, new Dictionary<string, FloatTensor>
        {
            [deep.Weight.Name] = classifier.Deep,
            [deep.Bias.Name] = new([classes], classifier.Bias),
            [wide.Weight.Name] = classifier.Wide,
        }, TableFormats.Of(quantize.Weights));
        var features = graph.Int64Input("features_apart", "n");
        var query = graph.Float32Input("query", 1, dimensions);
        var numbers = graph.Node("Mod", [features, graph.Int64("buckets", buckets)]);
        var rows = layers.Rows(wide, numbers, TableFormats.Of(quantize.Tables));
        var mean = graph.Node("ReduceMean", [rows, graph.Int64("zero", 0)], ("keepdims", 1));
        var logits = graph.Node("Add", [mean, layers.Apply(deep, query)]);
        graph.Float32Output("probabilities", graph.Node("Softmax", [logits], ("axis", -1)), 1, classes);
        return graph.ToBytes();
    }
}
