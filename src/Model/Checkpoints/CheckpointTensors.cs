using Recsys.Contracts.Artifacts;
using Recsys.Model.Architecture;

namespace Recsys.Model.Checkpoints;

/// <summary>Which tensors a checkpoint has, as in docs/artifacts.md.</summary>
public static class CheckpointTensors
{
    public const string Items = NetworkDescription.ItemVectors;

    /// <summary>What the names of the neighbours' tensors begin with.</summary>
    public const string NeighbourPrefix = "memory.";

    /// <summary>Whether a tensor is of the neighbours, which no network has.</summary>
    public static bool IsOfNeighbours(string name) => name.StartsWith(NeighbourPrefix, StringComparison.Ordinal);

    /// <summary>Shapes by name of every tensor that a bundle is made of.</summary>
    /// <param name="shape">Shape of the network.</param>
    /// <param name="products">N.</param>
    public static SortedDictionary<string, long[]> Shapes(EncoderShape shape, int products)
    {
        var network = new NetworkDescription(shape, products);
        var shapes = ShapesOf(network.Trainable.Except(network.TrainingOnly));
        shapes[Items] = [products, shape.Dimensions];
        return shapes;
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
        var shapes = ShapesOf(new NetworkDescription(shape, products).Trainable);
        shapes[Items] = [products, shape.Dimensions];
        Check(tensors, shapes, source);
    }

    private static SortedDictionary<string, long[]> ShapesOf(IEnumerable<TensorSpec> specs) =>
        new(specs.ToDictionary(spec => spec.Name, spec => spec.Shape), StringComparer.Ordinal);

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
            tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !shapes.ContainsKey(name) && !IsOfNeighbours(name)) is
            { } extra
        )
            throw Unusable($"has a tensor {extra} that no network of this shape has");

        ArtifactException Unusable(string what) => new($"{source} {what}. Remedy: run Train again.");
    }
}
