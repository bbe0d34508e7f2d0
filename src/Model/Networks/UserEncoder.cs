using Recsys.Engine.Histories;
using Recsys.Model.Architecture;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Recsys.Model.Networks;

/// <summary>
/// Causal self-attention over a user's events (SASRec, Kang and McAuley 2018, doi:10.1109/ICDM.2018.00035), pre-norm,
/// with learned positions counted from the newest event and embeddings of the event type and of the time since the event before.
/// </summary>
public sealed class UserEncoder(UserLayers layers, Parameters parameters, double dropout)
{
    // A Scalar made for one call can be collected during it; these live as long as the encoder.
    private readonly Scalar _embeddingScale = Math.Sqrt(layers.Position.Width).ToScalar();
    private readonly Scalar _attentionScale = (1.0 / Math.Sqrt(layers.Blocks[0].Attention.HeadWidth)).ToScalar();

    /// <summary>Encodes a batch.</summary>
    /// <param name="items">Item vectors [B, T, d] with T ≤ L, left-padded.</param>
    /// <param name="types">Event types [B, T], int64.</param>
    /// <param name="gaps">Classes of <see cref="EventGaps"/> [B, T], int64.</param>
    /// <param name="present">1 for an event, 0 for padding, float [B, T, 1].</param>
    /// <param name="mask">Additive attention mask [B, 1, T, T].</param>
    /// <returns>User vectors after every event, [B, T, d].</returns>
    public Tensor Forward(Tensor items, Tensor types, Tensor gaps, Tensor present, Tensor mask, bool training)
    {
        var x = items.mul(_embeddingScale).Plus(Positions(items.shape[1])).Plus(Rows(layers.Type, types)).Plus(Rows(layers.Gap, gaps));
        x = Drop(x, training).mul(present);
        foreach (var block in layers.Blocks)
        {
            x = x.Plus(Drop(Attention(parameters.Apply(block.Norm1, x), block.Attention, mask, training), training));
            x = x.Plus(Drop(FeedForward(parameters.Apply(block.Norm2, x), block.FeedForward, training), training));
        }
        return parameters.Apply(layers.Norm, x);
    }

    // Counted from the newest event, so a shorter batch takes the last rows.
    private Tensor Positions(long length) => parameters[layers.Position.Weight].narrow(0, layers.Position.Rows - length, length);

    private Tensor Rows(EmbeddingTable table, Tensor ids) =>
        parameters.Rows(table, ids.view(-1)).view(ids.shape[0], ids.shape[1], table.Width);

    private Tensor Attention(Tensor x, AttentionLayer layer, Tensor mask, bool training)
    {
        long batch = x.shape[0], length = x.shape[1];
        Tensor Heads(LinearLayer part) => parameters.Apply(part, x).view(batch, length, layer.Heads, layer.HeadWidth).transpose(1, 2);
        var scores = Heads(layer.Query).matmul(Heads(layer.Key).transpose(2, 3)).mul(_attentionScale).Plus(mask);
        var weights = Drop(functional.softmax(scores, -1), training);
        var mixed = weights.matmul(Heads(layer.Value)).transpose(1, 2).contiguous().view(batch, length, layer.Width);
        return parameters.Apply(layer.Output, mixed);
    }

    private Tensor FeedForward(Tensor x, FeedForwardLayer layer, bool training) =>
        parameters.Apply(layer.Out, Drop(functional.gelu(parameters.Apply(layer.In, x)), training));

    private Tensor Drop(Tensor x, bool training) => functional.dropout(x, dropout, training);
}
