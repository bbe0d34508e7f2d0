using Recsys.Contracts.Artifacts;
using Recsys.Engine.Vectors;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using Recsys.Settings;

namespace Recsys.Model.Onnx;

/// <summary>
/// Writes <c>encoder.onnx</c>: the user encoder for any number of events T ≤ L. Only the newest position is answered, so the last block
/// computes queries, attention and feed-forward for that position alone.
/// </summary>
public sealed class EncoderGraph
{
    private const float Masked = -1e9f;

    private readonly GraphBuilder _graph = new("encoder");
    private readonly EncoderShape _shape;
    private readonly UserLayers _user;
    private readonly LayerWriter _layers;
    private readonly string _headShape;
    private readonly string _flatShape;
    private readonly string _attentionScale;
    private readonly string _last;

    private EncoderGraph(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> weights, QuantizeSettings quantize)
    {
        _shape = shape;
        _user = new UserLayers(shape);
        _layers = new LayerWriter(_graph, weights, TableFormats.Of(quantize.Weights));
        var width = shape.Dimensions / shape.Heads;
        _headShape = _graph.Int64("shape.heads", -1, shape.Heads, width);
        _flatShape = _graph.Int64("shape.flat", -1, shape.Dimensions);
        _attentionScale = _graph.Float32Scalar("attention.scale", 1f / MathF.Sqrt(width));
        _last = _graph.Int64("last", -1);
    }

    /// <summary>The file's bytes.</summary>
    /// <param name="shape">Shape of the network.</param>
    /// <param name="weights">The checkpoint's tensors; those of the user encoder are used.</param>
    /// <param name="quantize"><c>Weights</c>: the format of the linear layers.</param>
    public static byte[] Write(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> weights, QuantizeSettings quantize) =>
        new EncoderGraph(shape, weights, quantize).Write();

    private byte[] Write()
    {
        var d = _shape.Dimensions;
        var items = _graph.Float32Input("items", 1, "T", d);
        var types = _graph.Int64Input("types", 1, "T");
        var gaps = _graph.Int64Input("gaps", 1, "T");
        var count = _graph.Node("Shape", [types], ("start", 1));

        var x = Embed(items, types, gaps, count);
        var mask = _shape.Blocks > 1 ? CausalMask(count) : "";
        foreach (var block in _user.Blocks)
        {
            var isLast = block == _user.Blocks[^1];
            x = Block(x, block, isLast ? "" : mask, isLast);
        }
        _graph.Float32Output("user", _layers.Apply(_user.Norm, x), 1, d);
        return _graph.ToBytes();
    }

    /// <summary>√d · item + position + type + gap, [T, d]; the last rows of the position table belong to the newest events.</summary>
    private string Embed(string items, string types, string gaps, string count)
    {
        var zero = _graph.Int64("zero", 0);
        var length = _graph.Int64("length", _shape.Length);
        var rows = _graph.Node("Squeeze", [items, zero]);
        var scaled = _graph.Node("Mul", [rows, _graph.Float32Scalar("items.scale", MathF.Sqrt(_shape.Dimensions))]);
        var first = _graph.Node("Sub", [length, count]);
        var positions = _graph.Node("Slice", [_layers.Stored(_user.Position.Weight), first, length, zero]);
        var typeRows = _graph.Node("Gather", [_layers.Stored(_user.Type.Weight), _graph.Node("Squeeze", [types, zero])], ("axis", 0));
        var gapRows = _graph.Node("Gather", [_layers.Stored(_user.Gap.Weight), _graph.Node("Squeeze", [gaps, zero])], ("axis", 0));
        return _graph.Node("Add", [_graph.Node("Add", [_graph.Node("Add", [scaled, positions]), typeRows]), gapRows]);
    }

    /// <summary>[T, T], a large negative number above the diagonal: an event does not see later ones.</summary>
    private string CausalMask(string count)
    {
        var square = _graph.Node("Concat", [count, count], ("axis", 0));
        var full = _graph.Node("Expand", [_graph.Float32Scalar("masked", Masked), square]);
        return _graph.Node("Trilu", [full, _graph.Int64Scalar("one", 1)], ("upper", 1));
    }

    private string Block(string x, TransformerBlock block, string mask, bool lastOnly)
    {
        var normed = _layers.Apply(block.Norm1, x);
        var asking = normed;
        if (lastOnly)
        {
            x = LastRow(x);
            asking = LastRow(normed);
        }
        x = _graph.Node("Add", [x, Attention(asking, normed, block.Attention, mask)]);
        var hidden = _layers.Apply(block.FeedForward.In, _layers.Apply(block.Norm2, x));
        return _graph.Node("Add", [x, _layers.Apply(block.FeedForward.Out, _graph.Node("Gelu", [hidden]))]);
    }

    private string LastRow(string x) => _graph.Node("Gather", [x, _last], ("axis", 0));

    /// <summary>softmax(Q Kᵀ / √width + mask) V by head, and the output layer.</summary>
    private string Attention(string asking, string seen, AttentionLayer layer, string mask)
    {
        var query = _graph.Node("Mul", [Heads(_layers.Apply(layer.Query, asking), 1, 0, 2), _attentionScale]);
        var key = Heads(_layers.Apply(layer.Key, seen), 1, 2, 0);
        var value = Heads(_layers.Apply(layer.Value, seen), 1, 0, 2);
        var scores = _graph.Node("MatMul", [query, key]);
        if (mask.Length > 0) scores = _graph.Node("Add", [scores, mask]);
        var mixed = _graph.Node("MatMul", [_graph.Node("Softmax", [scores], ("axis", -1)), value]);
        var flat = _graph.Node("Reshape", [_graph.Node("Transpose", [mixed], ("perm", new[] { 1, 0, 2 })), _flatShape]);
        return _layers.Apply(layer.Output, flat);
    }

    private string Heads(string x, params int[] order) =>
        _graph.Node("Transpose", [_graph.Node("Reshape", [x, _headShape])], ("perm", order));
}
