namespace Recsys.Model.Architecture;

/// <summary>A pre-norm block: x += attention(norm1(x)); x += feed_forward(norm2(x)).</summary>
/// <param name="name">What its tensors' names begin with.</param>
/// <param name="width">Length d of a vector.</param>
/// <param name="heads">Heads of the attention.</param>
/// <param name="neurons">Of the feed-forward layer.</param>
public sealed class TransformerBlock(string name, int width, int heads, int neurons) : ILayer
{
    public NormLayer Norm1 { get; } = new($"{name}.norm1", width);

    public AttentionLayer Attention { get; } = new($"{name}.attention", width, heads);

    public NormLayer Norm2 { get; } = new($"{name}.norm2", width);

    public FeedForwardLayer FeedForward { get; } = new($"{name}.feed_forward", width, neurons);

    public IEnumerable<TensorSpec> Tensors => ((ILayer[])[Norm1, Attention, Norm2, FeedForward]).SelectMany(layer => layer.Tensors);
}
