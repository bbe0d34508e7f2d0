using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;

namespace Recsys.Model.Architecture;

/// <summary>
/// The user encoder: x = √d · item + position + type + gap, the blocks with causal attention, a last norm. The last row is the user
/// vector.
/// </summary>
public sealed class UserLayers : ILayer
{
    private const double Deviation = 0.02;

    public UserLayers(EncoderShape shape)
    {
        var d = shape.Dimensions;
        Position = new("user.position", shape.Length, d, Deviation);
        Type = new("user.type", EventTypes.Count, d, Deviation);
        Gap = new("user.gap", EventGaps.Count, d, Deviation);
        Blocks =
        [
            .. Enumerable.Range(0, shape.Blocks).Select(i => new TransformerBlock($"user.blocks.{i}", d, shape.Heads, shape.FeedForward)),
        ];
        Norm = new("user.norm", d);
    }

    /// <summary>One row a place in the history; the last belongs to the newest event.</summary>
    public EmbeddingTable Position { get; }

    /// <summary>One row for each type of event.</summary>
    public EmbeddingTable Type { get; }

    /// <summary>One row for each class of the time since the event before.</summary>
    public EmbeddingTable Gap { get; }

    public IReadOnlyList<TransformerBlock> Blocks { get; }

    public NormLayer Norm { get; }

    public IEnumerable<TensorSpec> Tensors =>
        ((ILayer[])[Position, Type, Gap, .. Blocks, Norm]).SelectMany(layer => layer.Tensors);
}
