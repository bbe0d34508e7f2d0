namespace Recsys.Model.Architecture;

/// <summary>
/// Multi-head self-attention: softmax(Q Kᵀ / √head width + mask) V for each head, then an output projection (Vaswani et al. 2017,
/// arXiv:1706.03762).
/// </summary>
/// <param name="name">What its tensors' names begin with.</param>
/// <param name="width">Length d of a vector; the heads divide it.</param>
/// <param name="heads">Number of heads.</param>
public sealed class AttentionLayer(string name, int width, int heads) : ILayer
{
    public LinearLayer Query { get; } = new($"{name}.query", width, width);

    public LinearLayer Key { get; } = new($"{name}.key", width, width);

    public LinearLayer Value { get; } = new($"{name}.value", width, width);

    public LinearLayer Output { get; } = new($"{name}.output", width, width);

    public int Width => width;

    public int Heads => heads;

    /// <summary>Length of one head's share of a vector.</summary>
    public int HeadWidth => width / heads;

    public IEnumerable<TensorSpec> Tensors => ((LinearLayer[])[Query, Key, Value, Output]).SelectMany(layer => layer.Tensors);
}
