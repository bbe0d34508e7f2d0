using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Data;

namespace Recsys.Model.Checkpoints;

/// <summary>Names and shapes of a checkpoint's tensors, as in docs/artifacts.md.</summary>
public static class CheckpointTensors
{
    public const string Items = "items";

    /// <summary>What the names of the memory part's tensors begin with.</summary>
    public const string MemoryPrefix = "memory.";

    /// <summary>Whether a tensor belongs to the memory part, which no network has.</summary>
    public static bool IsOfMemory(string name) => name.StartsWith(MemoryPrefix, StringComparison.Ordinal);

    /// <summary>Every tensor of a network of this shape.</summary>
    /// <param name="shape">Shape of the network.</param>
    /// <param name="products">N.</param>
    public static SortedDictionary<string, long[]> Shapes(EncoderShape shape, int products)
    {
        long d = shape.Dimensions, f = shape.FeedForward;
        var shapes = new SortedDictionary<string, long[]>(StringComparer.Ordinal)
        {
            [Items] = [products, d],
            ["user.position"] = [shape.Length, d],
            ["user.type"] = [EventTypes.Count, d],
            ["user.gap"] = [EventGaps.Count, d],
            ["query.table"] = [shape.TextBuckets, d],
        };
        Linear("query.projection", d, d);
        Norm("user.norm");
        for (var i = 0; i < shape.Blocks; i++)
        {
            var block = $"user.blocks.{i}";
            Norm($"{block}.norm1");
            Norm($"{block}.norm2");
            foreach (var part in (string[])["query", "key", "value", "output"]) Linear($"{block}.attention.{part}", d, d);
            Linear($"{block}.feed_forward.in", f, d);
            Linear($"{block}.feed_forward.out", d, f);
        }
        return shapes;

        void Norm(string name) => shapes[$"{name}.weight"] = shapes[$"{name}.bias"] = [d];

        void Linear(string name, long output, long input)
        {
            shapes[$"{name}.weight"] = [output, input];
            shapes[$"{name}.bias"] = [output];
        }
    }

    /// <summary>Checks that every tensor is there, of its shape and finite.</summary>
    /// <param name="tensors">What was trained or read.</param>
    /// <param name="shape">Shape of the network.</param>
    /// <param name="products">N.</param>
    /// <param name="source">Named in errors: the file, or what made the tensors.</param>
    /// <exception cref="ArtifactException">Names the source and the tensor.</exception>
    public static void Check(IReadOnlyDictionary<string, FloatTensor> tensors, EncoderShape shape, int products, string source) =>
        Check(tensors, Shapes(shape, products), source);

    /// <summary>Checks the tensors of a checkpoint that is trained further: also what the item vectors are made of.</summary>
    /// <exception cref="ArtifactException">Names the source and the tensor.</exception>
    public static void CheckTrainable(IReadOnlyDictionary<string, FloatTensor> tensors, EncoderShape shape, int products, string source)
    {
        if (shape.Heads <= 0 || shape.Dimensions % shape.Heads != 0)
            throw new ArtifactException(
                $"{source} has {shape.Heads} heads, which do not divide {shape.Dimensions} dimensions. Remedy: run Train again."
            );
        var shapes = Shapes(shape, products);
        shapes["item.identity"] = [products, shape.Dimensions];
        shapes["item.price"] = [PriceBand.Count, shape.Dimensions];
        shapes["item.text.weight"] = [shape.Dimensions, shape.Dimensions];
        shapes["item.text.bias"] = [shape.Dimensions];
        Check(tensors, shapes, source);
    }

    private static void Check(IReadOnlyDictionary<string, FloatTensor> tensors, SortedDictionary<string, long[]> shapes, string source)
    {
        foreach (var (name, expected) in shapes)
        {
            if (!tensors.TryGetValue(name, out var tensor)) throw Unusable($"lacks the tensor {name}");
            if (!tensor.Shape.AsSpan().SequenceEqual(expected))
                throw Unusable($"has {name} of shape [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", expected)}]");
            if (Array.FindIndex(tensor.Data, value => !float.IsFinite(value)) is >= 0 and var at)
                throw Unusable($"has a value in {name} that is not finite (element {at})");
        }
        if (
            tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !shapes.ContainsKey(name) && !IsOfMemory(name)) is
            { } extra
        )
            throw Unusable($"has a tensor {extra} that no network of this shape has");

        ArtifactException Unusable(string what) => new($"{source} {what}. Remedy: run Train again.");
    }
}
