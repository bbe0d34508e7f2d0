using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Recsys.Model.Networks;

/// <summary>
/// Causal self-attention over a user's events (SASRec, Kang and McAuley 2018, doi:10.1109/ICDM.2018.00035), pre-norm,
/// with learned positions counted from the newest event and embeddings of the event type and of the time since the event before.
/// </summary>
public sealed class UserEncoder(EncoderShape shape, Parameters parameters, double dropout)
{
    // A Scalar made for one call can be collected during it; these live as long as the encoder.
    private readonly Scalar _embeddingScale = Math.Sqrt(shape.Dimensions).ToScalar();
    private readonly Scalar _attentionScale = (1.0 / Math.Sqrt(shape.Dimensions / shape.Heads)).ToScalar();

    /// <summary>Names and shapes of the encoder's parameters.</summary>
    public static void Initialise(EncoderShape shape, Parameters parameters, Generator generator)
    {
        long d = shape.Dimensions, f = shape.FeedForward;
        const double deviation = 0.02;
        parameters.AddNormal("user.position", [shape.Length, d], deviation, generator);
        parameters.AddNormal("user.type", [EventTypes.Count, d], deviation, generator);
        parameters.AddNormal("user.gap", [EventGaps.Count, d], deviation, generator);
        for (var i = 0; i < shape.Blocks; i++)
        {
            var block = $"user.blocks.{i}";
            Norm(parameters, $"{block}.norm1", d);
            foreach (var part in new[] { "query", "key", "value", "output" })
                Linear(parameters, $"{block}.attention.{part}", d, d, generator);
            Norm(parameters, $"{block}.norm2", d);
            Linear(parameters, $"{block}.feed_forward.in", f, d, generator);
            Linear(parameters, $"{block}.feed_forward.out", d, f, generator);
        }
        Norm(parameters, "user.norm", d);
    }

    /// <summary>Encodes a batch.</summary>
    /// <param name="items">Item vectors [B, T, d] with T ≤ L, left-padded.</param>
    /// <param name="types">Event types [B, T], int64.</param>
    /// <param name="gaps">Classes of <see cref="EventGaps"/> [B, T], int64.</param>
    /// <param name="present">1 for an event, 0 for padding, float [B, T, 1].</param>
    /// <param name="mask">Additive attention mask [B, 1, T, T].</param>
    /// <returns>User vectors after every event, [B, T, d].</returns>
    public Tensor Forward(Tensor items, Tensor types, Tensor gaps, Tensor present, Tensor mask, bool training)
    {
        var x = items.mul(_embeddingScale).Plus(Positions(items.shape[1])).Plus(Rows("user.type", types)).Plus(Rows("user.gap", gaps));
        x = functional.dropout(x, dropout, training).mul(present);
        for (var i = 0; i < shape.Blocks; i++)
        {
            var block = $"user.blocks.{i}";
            x = x.Plus(
                functional.dropout(Attention(Normalise(x, $"{block}.norm1"), $"{block}.attention", mask, training), dropout, training)
            );
            x = x.Plus(
                functional.dropout(FeedForward(Normalise(x, $"{block}.norm2"), $"{block}.feed_forward", training), dropout, training)
            );
        }
        return Normalise(x, "user.norm");
    }

    // Counted from the newest event, so a shorter batch takes the last rows.
    private Tensor Positions(long length) => parameters["user.position"].narrow(0, shape.Length - length, length);

    private Tensor Rows(string table, Tensor ids) =>
        parameters[table].index_select(0, ids.view(-1)).view(ids.shape[0], ids.shape[1], shape.Dimensions);

    private Tensor Attention(Tensor x, string name, Tensor mask, bool training)
    {
        long batch = x.shape[0], length = x.shape[1], heads = shape.Heads, width = shape.Dimensions / shape.Heads;
        Tensor Split(string part) => Apply(x, $"{name}.{part}").view(batch, length, heads, width).transpose(1, 2);
        var scores = Split("query").matmul(Split("key").transpose(2, 3)).mul(_attentionScale).Plus(mask);
        var weights = functional.dropout(functional.softmax(scores, -1), dropout, training);
        var mixed = weights.matmul(Split("value")).transpose(1, 2).contiguous().view(batch, length, shape.Dimensions);
        return Apply(mixed, $"{name}.output");
    }

    private Tensor FeedForward(Tensor x, string name, bool training) =>
        Apply(functional.dropout(functional.gelu(Apply(x, $"{name}.in")), dropout, training), $"{name}.out");

    private Tensor Apply(Tensor x, string name) => functional.linear(x, parameters[$"{name}.weight"], parameters[$"{name}.bias"]);

    private Tensor Normalise(Tensor x, string name) =>
        functional.layer_norm(x, [shape.Dimensions], parameters[$"{name}.weight"], parameters[$"{name}.bias"], 1e-5);

    private static void Linear(Parameters parameters, string name, long outputs, long inputs, Generator generator)
    {
        parameters.AddNormal($"{name}.weight", [outputs, inputs], Math.Sqrt(2.0 / (inputs + outputs)), generator);
        parameters.AddConstant($"{name}.bias", [outputs], 0);
    }

    private static void Norm(Parameters parameters, string name, long d)
    {
        parameters.AddConstant($"{name}.weight", [d], 1);
        parameters.AddConstant($"{name}.bias", [d], 0);
    }
}
